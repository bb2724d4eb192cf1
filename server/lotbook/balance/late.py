"""Records of a period that arrived after it was counted: a statement that has any is to be reviewed."""

from typing import Any

from sqlalchemy.orm import Session

from lotbook.balance.scope import Scope
from lotbook.book.events import decode_event
from lotbook.book.mentions import What, mentions
from lotbook.book.queries import lots_named
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation

MOST_LATE = 1_000
_LATE = "e.operation_id = :op AND e.received_us > :counted AND e.at_us <= :counted AND e.day >= :first"


def received_late(session: Session, operation: Operation, scope: Scope, first: int, counted_us: int) -> list[str]:
    """Return events of the scope that happened before the closing count and arrived after it.

    A void or a weight has no line of its own: it is of the scope where the events are that it names.
    """
    joined, where = "", scope.where("p")
    if scope.status is not None:
        joined = "JOIN lot l ON l.operation_id = p.operation_id AND l.id = p.lot_id"
        where = scope.where("l", claimed=True)
    sql = f"""
        SELECT DISTINCT e.event_id FROM entry e
        JOIN posting p ON p.operation_id = e.operation_id AND p.seq = e.seq {joined}
        WHERE {_LATE} AND {where} ORDER BY 1 LIMIT :limit
    """  # noqa: S608 - the conditions are ours
    given = {"op": operation.id, "counted": counted_us, "first": first, "limit": MOST_LATE}
    found = {row[0] for row in rows(session, sql, **given, **scope.given)}
    return sorted(found | _late_corrections(session, operation, scope, given))[:MOST_LATE]


def _late_corrections(session: Session, operation: Operation, scope: Scope, given: dict[str, Any]) -> set[str]:
    sql = f"""
        SELECT e.event_id, e.body, e.signed FROM entry e
        WHERE {_LATE} AND e.standing AND e.kind IN ('void', 'weigh') ORDER BY 1 LIMIT :limit
    """  # noqa: S608 - the condition is ours
    late = {
        row.event_id: {
            code
            for what, code in mentions(decode_event(payload_bytes(bytes(row.body), row.signed)))
            if what in (What.FIXES, What.EVENT)
        }
        for row in rows(session, sql, **given)
    }
    if not late:
        return set()
    lots = lots_named(session, operation, (event for events in late.values() for event in events))
    codes = sorted({code for some in lots.values() for code in some})
    sql = (
        f"SELECT l.code FROM lot l WHERE l.operation_id = :op AND l.code IN :codes AND {scope.where('l', claimed=True)}"  # noqa: S608
    )
    mine = {row[0] for row in rows(session, sql, op=operation.id, codes=codes, **scope.given)}
    return {id_ for id_, events in late.items() if any(not mine.isdisjoint(lots.get(event, ())) for event in events)}
