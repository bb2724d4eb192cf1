"""What a reviewer sees weeks later: whether the answer is still the same, and which entries made it another."""

from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lotbook.balance.scope import find_scope
from lotbook.book.mentions import What
from lotbook.book.queries import entries_by_seq
from lotbook.db import rows
from lotbook.exercises.answers import ANSWERS
from lotbook.exercises.rules import differences
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number
from lotbook.lots.rules import RULES

MOST_ENTRIES = 200

# Events that name a lot of the answer, those that void or replace such an event, and records of the registry.
_SINCE = """
    SELECT e.seq, 'event' AS sort FROM entry e WHERE e.operation_id = :op AND e.seq > :seq AND e.type = 'event'
    AND EXISTS (SELECT 1 FROM mention m {lots} WHERE m.operation_id = e.operation_id AND m.seq = e.seq
                AND m.what = :lot)
    UNION
    SELECT e.seq, 'event' FROM entry e
    JOIN mention f ON f.operation_id = e.operation_id AND f.seq = e.seq AND f.what = :fixes
    JOIN entry o ON o.operation_id = e.operation_id AND o.event_id = f.code
    JOIN mention m ON m.operation_id = o.operation_id AND m.seq = o.seq AND m.what = :lot {lots}
    WHERE e.operation_id = :op AND e.seq > :seq
    UNION
    SELECT e.seq, 'registry' FROM entry e WHERE e.operation_id = :op AND e.seq > :seq
    AND e.type IN ('product', 'place', 'recipe', 'operation')
    ORDER BY 1 LIMIT :limit
"""


def changes(session: Session, operation: Operation, exercise: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Return what has changed since an exercise was sealed, and the entries since then that touch it."""
    before = msgspec.json.decode(data)
    now = before if exercise["kind"] == "draw" else ANSWERS[exercise["kind"]](session, operation, exercise["query"])
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
    lots, given = _lots(session, operation, exercise, before)
    whats = {"lot": int(What.LOT), "fixes": int(What.FIXES)}
    seq = exercise["as_of"]["seq"]
    sql = _SINCE.format(lots=lots)
    found = rows(session, sql, op=operation.id, seq=seq, limit=MOST_ENTRIES, **whats, **given)
    last = exercise["query"].get("to")
    shown = entries_by_seq(session, operation, sorted({row.seq for row in found}))
    return [_told(entry, operation, last) for entry in shown]


def _lots(
    session: Session, operation: Operation, exercise: dict[str, Any], before: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """Return, as SQL, which mentioned lots the answer is about: those of the scope, or those that it names."""
    query = exercise["query"]
    if exercise["kind"] == "balance" and "lot" not in query:
        scope = find_scope(session, operation, {n: v for n, v in query.items() if n not in ("from", "to", "began")})
        joined = """
            JOIN lot l ON l.operation_id = m.operation_id AND l.code = m.code AND l.product IN :products
        """
        return joined, {"products": list(scope.products)}
    named = {one["lot"] for one in before.get("lots", ()) if isinstance(one, dict)}
    named |= {query["lot"]} if "lot" in query else set(query.get("lots") or ())
    if not named:
        return "", {}
    return "JOIN lot l ON l.operation_id = m.operation_id AND l.code = m.code AND l.code IN :named", {
        "named": sorted(named)
    }


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
