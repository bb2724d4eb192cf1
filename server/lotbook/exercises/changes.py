"""What a reviewer sees weeks later: whether the answer is still the same, and which entries made it another."""

from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lotbook.balance.scope import find_scope
from lotbook.book.events import decode_event
from lotbook.book.mentions import What, mentions
from lotbook.book.queries import entries_by_seq, lots_named, lots_of
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.exercises.answers import ANSWERS
from lotbook.exercises.rules import differences, sealed
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number
from lotbook.lots.rules import RULES

MOST_ENTRIES = 200

_SINCE = """
    SELECT e.seq, e.event_id, e.body, e.signed FROM entry e
    WHERE e.operation_id = :op AND e.seq > :seq AND e.type = 'event' AND e.state = 'read' ORDER BY e.seq
"""
_REGISTRY = """
    SELECT e.seq FROM entry e WHERE e.operation_id = :op AND e.seq > :seq AND e.kind IS NULL
    AND e.type IN ('product', 'place', 'recipe', 'operation') ORDER BY e.seq
"""


def changes(session: Session, operation: Operation, exercise: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Return what has changed since an exercise was sealed, and the entries since then that touch it."""
    before = msgspec.json.decode(data)
    now = before
    if exercise["kind"] != "draw":
        # Compared as it would be sealed: a tuple of a reading is a list there.
        now = msgspec.json.decode(sealed(ANSWERS[exercise["kind"]](session, operation, exercise["query"]))[0])
    found = differences(before, now)
    return {
        "as_of": {"seq": operation.head_seq, "rules": RULES},
        "same": not found,
        "differences": found,
        "entries": _entries(session, operation, exercise, before) if exercise["kind"] != "draw" else [],
    }


def _entries(
    session: Session, operation: Operation, exercise: dict[str, Any], before: dict[str, Any]
) -> list[dict[str, Any]]:
    """Events that name a lot of the answer, those that void or replace or weigh such an event, and the registry."""
    seq = exercise["as_of"]["seq"]
    events = {
        row.seq: decode_event(payload_bytes(bytes(row.body), row.signed))
        for row in rows(session, _SINCE, op=operation.id, seq=seq)
    }
    of = {
        seq: {code for what, code in mentions(one) if what in (What.FIXES, What.EVENT)} for seq, one in events.items()
    }
    named = lots_named(session, operation, (id_ for ids in of.values() for id_ in ids))
    lots = {seq: lots_of(one) | {code for id_ in of[seq] for code in named.get(id_, ())} for seq, one in events.items()}
    mine = _asked_about(session, operation, exercise, before, sorted({code for some in lots.values() for code in some}))
    seqs = [seq for seq, some in lots.items() if not mine.isdisjoint(some)]
    seqs += [row[0] for row in rows(session, _REGISTRY, op=operation.id, seq=seq)]
    shown = entries_by_seq(session, operation, sorted(seqs)[:MOST_ENTRIES])
    last = exercise["query"].get("to")
    return [_told(entry, operation, last) for entry in shown]


def _asked_about(
    session: Session, operation: Operation, exercise: dict[str, Any], before: dict[str, Any], codes: list[str]
) -> set[str]:
    """Return which of some lots the answer is about: those of its scope, or those that it names."""
    query = exercise["query"]
    scoped = {name: query[name] for name in ("commodity", "variety", "product") if name in query}
    if scoped:
        scope = find_scope(session, operation, scoped)
        sql = f"SELECT l.code FROM lot l WHERE l.operation_id = :op AND l.code IN :codes AND {scope.where('l')}"  # noqa: S608
        return {row[0] for row in rows(session, sql, op=operation.id, codes=codes, **scope.given)} if codes else set()
    if exercise["kind"] == "sales":
        return set(codes)
    named = {one["lot"] for one in before.get("lots", ()) if isinstance(one, dict)}
    return named | ({query["lot"]} if "lot" in query else set(query.get("lots") or ()))


def _told(entry: dict[str, Any], operation: Operation, last: str | None) -> dict[str, Any]:
    """Say of an entry why it may have changed the answer."""
    if entry["type"] != "event":
        code = entry.get("code")
        return {"seq": entry["seq"], "type": entry["type"], "code": code, "at": entry.get("since"), "why": "registry"}
    corrects = entry["kind"] == "void" or entry.get("replaces") is not None
    late = last is not None and _day(entry["at"]) <= day_number(last)
    return {
        "seq": entry["seq"],
        "type": "event",
        "event": entry["id"],
        "kind": entry["kind"],
        "at": entry["at"],
        "by": entry.get("by"),
        "received": entry.get("received"),
        "reason": entry.get("reason") if corrects else None,
        "why": "correction" if corrects else "late" if late else "new",
    }


def _day(at: str) -> int:
    return day_number(at[:10])
