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
from lotbook.registry.records import OFFICE_FIELDS

SOME = ", ".join(f"e.{name.strip()}" for name in ENTRY.split(","))


def entries_by_seq(session: Session, operation: Operation, seqs: list[int]) -> list[dict[str, Any]]:
    """Return some entries, in order."""
    sql = f"SELECT {SOME}, e.standing FROM entry e WHERE e.operation_id = :op AND e.seq IN :seqs ORDER BY e.seq"  # noqa: S608
    return shown(session, operation, rows(session, sql, op=operation.id, seqs=seqs)) if seqs else []


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


def shown(session: Session, operation: Operation, found: list[Any]) -> list[dict[str, Any]]:
    """Return rows of SOME and `standing` as entries."""
    codes = sorted({row.code for row in found if row.code is not None and row.type != "release"})
    beside = kept_beside(session, operation, codes) if codes else {}
    for kept in beside.values():
        for name in OFFICE_FIELDS:
            kept.pop(name, None)
    return [_entry(row, beside) for row in found]


def _entry(row: Any, beside: dict[tuple[str, str], dict[str, Any]]) -> dict[str, Any]:
    """An entry's own words win over nothing of ours: `held` and `unread` say what its state is."""
    unread = {"unread": True} if row.state == "unread" else {}
    return {**entry_object(tuple(row)[:-1], beside), **unread, "seq": row.seq, "stands": bool(row.standing)}


def provenance(session: Session, operation: Operation, seqs: list[int]) -> dict[str, dict[str, Any]]:
    """Return, by `seq`, how events came into the book, by which phone, and what voided or replaced them.

    It stands beside the entries and not in them: an entry is the line of the book file, to be read back as it is.
    """
    sql = """
        SELECT seq, event_id, signed, received_us, dev FROM entry
        WHERE operation_id = :op AND type = 'event' AND seq IN :seqs ORDER BY seq
    """
    found = rows(session, sql, op=operation.id, seqs=sorted(seqs)) if seqs else []
    fixed_by = _fixed_by(session, operation, [row.event_id for row in found if row.event_id is not None])
    return {str(row.seq): {"how": _how(row), "device": row.dev, **fixed_by.get(row.event_id, {})} for row in found}


def _how(row: Any) -> str:
    """A phone signs; what came over HTTP has an hour of receipt; what has neither was in a file."""
    return "phone" if row.signed else "import" if row.received_us is None else "desk"


def _fixed_by(session: Session, operation: Operation, event_ids: list[str]) -> dict[str, dict[str, str]]:
    """Return, by event, what voided or replaced it; of several, one that stands."""
    sql = """
        SELECT m.code AS fixed, e.event_id, e.kind FROM mention m
        JOIN entry e ON e.operation_id = m.operation_id AND e.seq = m.seq
        WHERE m.operation_id = :op AND m.what = :fixes AND m.code IN :events
        ORDER BY e.standing, e.at_us, e.event_id
    """
    given = {"op": operation.id, "fixes": int(What.FIXES), "events": sorted(event_ids)}
    found: dict[str, dict[str, str]] = {}
    for row in rows(session, sql, **given) if event_ids else ():
        how = "voided_by" if row.kind == "void" else "replaced_by"
        found.setdefault(row.fixed, {})[how] = row.event_id
    return found
