"""The book in order: entries as lines of the book file, with their `seq` and whether they stand."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.events import Event, decode_event
from lotbook.book.export import ENTRY, entry_object, kept_beside
from lotbook.book.mentions import What, mentions
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation

_SOME = ", ".join(f"e.{name.strip()}" for name in ENTRY.split(","))

# A line may carry a tag alone; what that meant is a reading, and the lot's story has it too.
OF_LOT = """
    SELECT seq FROM mention WHERE operation_id = :op AND what IN (:lot_what, :about_what) AND code = :lot
    UNION SELECT seq FROM tag_meaning WHERE operation_id = :op AND lot = :lot
"""


def entries(
    session: Session,
    operation: Operation,
    after: int,
    limit: int,
    *,
    lot: str | None = None,
    kind: str | None = None,
) -> list[dict[str, Any]]:
    """Return entries after a `seq`, in order; of a lot, of a kind of event or a type of entry, if asked."""
    given: dict[str, Any] = {"after": after, "limit": limit}
    where = ["e.operation_id = :op", "e.seq > :after"]
    if kind is not None:
        where.append("(e.kind = :kind OR e.type = :kind)")
        given["kind"] = kind
    if lot is not None:
        where.append(f"e.seq IN ({OF_LOT})")
        given |= {"lot": lot, "lot_what": int(What.LOT), "about_what": int(What.ABOUT)}
    sql = f"SELECT {_SOME}, e.standing FROM entry e WHERE {' AND '.join(where)} ORDER BY e.seq LIMIT :limit"  # noqa: S608
    return _shown(session, operation, rows(session, sql, op=operation.id, **given))


def entries_by_seq(session: Session, operation: Operation, seqs: list[int]) -> list[dict[str, Any]]:
    """Return some entries, in order."""
    sql = f"SELECT {_SOME}, e.standing FROM entry e WHERE e.operation_id = :op AND e.seq IN :seqs ORDER BY e.seq"  # noqa: S608
    return _shown(session, operation, rows(session, sql, op=operation.id, seqs=seqs)) if seqs else []


def lots_named(session: Session, operation: Operation, event_ids: Iterable[str]) -> dict[str, set[str]]:
    """Return, for each of some events that can be read, the lots whose stock, product or status it may change."""
    sql = """
        SELECT event_id, body, signed FROM entry
        WHERE operation_id = :op AND event_id IN :ids AND state IN ('read', 'unread')
    """
    found = rows(session, sql, op=operation.id, ids=sorted(set(event_ids)))
    return {row.event_id: lots_of(decode_event(payload_bytes(bytes(row.body), row.signed))) for row in found}


def lots_of(event: Event) -> set[str]:
    """Return the lots whose stock, product or status an event may change."""
    return {code for what, code in mentions(event) if what == What.LOT}


def _shown(session: Session, operation: Operation, found: list[Any]) -> list[dict[str, Any]]:
    codes = sorted({row.code for row in found if row.code is not None and row.type != "release"})
    beside = kept_beside(session, operation, codes) if codes else {}
    return [_entry(row, beside) for row in found]


def _entry(row: Any, beside: dict[tuple[str, str], dict[str, Any]]) -> dict[str, Any]:
    """An entry's own words win over nothing of ours: `held` and `unread` say what its state is."""
    unread = {"unread": True} if row.state == "unread" else {}
    return {**entry_object(tuple(row)[:-1], beside), **unread, "seq": row.seq, "stands": bool(row.standing)}
