"""The history of a record of the registry: each version of it with what changed, who changed it and when."""

import json
from typing import Any

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.registry.cells import Change, changes, in_short

# By the index of what is no event, which is little beside the events; "+" keeps SQLite from walking the whole book.
_VERSIONS = """
    SELECT seq, body FROM entry
    WHERE operation_id = :op AND kind IS NULL AND type = :type AND code = :code AND seq < :before
    ORDER BY +seq DESC LIMIT :limit
"""
_LAST = 2**62


def history(
    session: Session, operation: Operation, type_: str, code: str, before: int | None = None, limit: int = 100
) -> dict[str, Any]:
    """Return the versions of a record, the newest first, as {"versions": […], "next": …}; none for an unknown code.

    `before` is `next` of the page before.
    """
    given = {"op": operation.id, "type": type_, "code": code, "before": before or _LAST, "limit": limit + 1}
    found = [(row.seq, json.loads(bytes(row.body))) for row in rows(session, _VERSIONS, **given)]
    older = (body for _, body in found[1:])
    shown = [_version(type_, seq, body, next(older, None)) for seq, body in found[:limit]]
    return {"versions": shown, "next": shown[-1]["seq"] if len(found) > limit else None}


def version(session: Session, operation: Operation, type_: str, code: str, seq: int) -> dict[str, Any] | None:
    """Return a record as it was at a `seq` of its own; None where that is no version of it."""
    sql = "SELECT body FROM entry WHERE operation_id = :op AND seq = :seq AND type = :type AND code = :code"
    found = rows(session, sql, op=operation.id, seq=seq, type=type_, code=code)
    body: dict[str, Any] | None = json.loads(bytes(found[0].body)) if found else None
    return body


def _version(type_: str, seq: int, body: dict[str, Any], was: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "seq": seq,
        "since": body.get("since"),
        "by": body.get("by"),
        "first": was is None,
        "changes": [change_shown(change) for change in changes(type_, was, body)],
        "beside": body.get("beside") or [],
        "restores": body.get("restores"),
    }


def change_shown(change: Change) -> dict[str, Any]:
    """Return a change as HTTP shows it."""
    short = in_short(change)
    return {"column": short.column, "item": short.item, "old": short.old, "new": short.new}
