"""Making every reading again from the book, and saying what was different."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.events import decode_event
from lotbook.book.submission import payload_bytes
from lotbook.db import rows, run
from lotbook.identity.models import Operation
from lotbook.kit.clock import local_day
from lotbook.lots.marking import read_or_mark
from lotbook.lots.settled import wrong_days

CHUNK = 1_000
_READINGS = (
    "posting",
    "link",
    "application",
    "planting_place",
    "making",
    "run",
    "tag_now",
    "tag_meaning",
    "weighed",
    "counted",
    "finding",
    "lot",
    "settled_day",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of a reading that was missing or should not have been there."""

    table: str
    row: tuple[Any, ...]
    was: str
    """`missing` or `wrong`"""


def rebuild(session: Session, operation: Operation) -> list[Difference]:
    """Make every reading of an operation again from its book, and return what was different before."""
    before = snapshot(session, operation)
    wrong = [Difference("settled_day", day, "wrong") for day in wrong_days(session, operation)]
    for table in _READINGS:
        run(session, f"DELETE FROM {table} WHERE operation_id = :op", op=operation.id)  # noqa: S608 - ours
    run(
        session,
        "UPDATE entry SET standing = :yes, state = 'read'"
        " WHERE operation_id = :op AND type = 'event' AND state IN ('read', 'unread')",
        op=operation.id,
        yes=True,
    )
    after = 0
    while True:
        sql = (
            "SELECT seq FROM entry WHERE operation_id = :op AND seq > :after AND type = 'event'"
            " AND state = 'read' ORDER BY seq LIMIT :limit"
        )
        seqs = [row[0] for row in rows(session, sql, op=operation.id, after=after, limit=CHUNK)]
        if not seqs:
            break
        read_or_mark(session, operation, seqs, horizon=seqs[-1])
        after = seqs[-1]
    return wrong + _compare(before, snapshot(session, operation))


def set_days(session: Session, operation: Operation) -> None:
    """Give every event its local day again, because the operation's time zone changed."""
    sql = "SELECT seq, body, signed, day FROM entry WHERE operation_id = :op AND type = 'event' AND day IS NOT NULL"
    for seq, body, signed, day in rows(session, sql, op=operation.id):
        now = local_day(decode_event(payload_bytes(bytes(body), signed)).at, operation.timezone)
        if now != day:
            sql = "UPDATE entry SET day = :day WHERE operation_id = :op AND seq = :seq"
            run(session, sql, op=operation.id, day=now, seq=seq)


def snapshot(session: Session, operation: Operation) -> dict[str, set[tuple[Any, ...]]]:
    """Return every reading by the codes of lots, whatever their ids: two that are alike say the same."""
    return {name: {tuple(row) for row in rows(session, sql, op=operation.id)} for name, sql in _SNAPSHOT.items()}


_LOT = "JOIN lot l ON l.operation_id = t.operation_id AND l.id = t.lot_id"
_SNAPSHOT = {
    "lot": """
        SELECT code, kind, product, status, claimed, overclaimed, place, partner, first_us, began_us, emptied_us,
               made_mg, made_units, stock_mg, stock_units, deficits
        FROM lot WHERE operation_id = :op AND (kind IS NOT NULL OR began_us IS NOT NULL)
    """,
    "posting": f"""
        SELECT l.code, t.seq, t.part, t.n, t.account, t.against, t.day, t.place, t.mass_mg, t.units_micro,
               t.low_mg, t.high_mg, t.basis, i.code, t.product, t.status, t.into_product, t.into_status
        FROM posting t {_LOT} LEFT JOIN lot i ON i.operation_id = t.operation_id AND i.id = t.into_id
        WHERE t.operation_id = :op
    """,  # noqa: S608 - ours
    "link": """
        SELECT a.code, b.code, k.seq, k.kind, k.day, k.mass_mg FROM link k
        JOIN lot a ON a.operation_id = k.operation_id AND a.id = k.source_id
        JOIN lot b ON b.operation_id = k.operation_id AND b.id = k.target_id
        WHERE k.operation_id = :op
    """,
    "application": f"SELECT l.code, t.seq, t.to_code, t.day FROM application t {_LOT} WHERE t.operation_id = :op",  # noqa: S608
    "planting_place": f"SELECT l.code, t.seq, t.place, t.day FROM planting_place t {_LOT} WHERE t.operation_id = :op",  # noqa: S608
    "making": f"""
        SELECT l.code, t.seq, t.n, t.claim, t.permitted, t.run, t.parent FROM making t {_LOT}
        WHERE t.operation_id = :op
    """,  # noqa: S608
    "run": """
        SELECT key, first_us, last_us, closed, closed_day, unaccounted_mg, favourable_gain_mg, odd, parents, deficits
        FROM run WHERE operation_id = :op
    """,
    "tag_now": "SELECT tag, state, lot, value, unit FROM tag_now WHERE operation_id = :op AND state <> 'blank'",
    "tag_meaning": "SELECT seq, n, tag, lot, value, unit, read FROM tag_meaning WHERE operation_id = :op",
    "weighed": "SELECT seq, n, mass_mg FROM weighed WHERE operation_id = :op",
    "counted": "SELECT seq, n, day, place, lot, value, unit FROM counted WHERE operation_id = :op",
    "finding": "SELECT subject, code, severity, about, args, opens_day FROM finding WHERE operation_id = :op",
}


def _compare(before: dict[str, set[tuple[Any, ...]]], after: dict[str, set[tuple[Any, ...]]]) -> list[Difference]:
    found: list[Difference] = []
    for table, rows_after in after.items():
        found += [Difference(table, row, "missing") for row in sorted(rows_after - before[table], key=repr)]
        found += [Difference(table, row, "wrong") for row in sorted(before[table] - rows_after, key=repr)]
    return found
