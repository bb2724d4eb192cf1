"""Exercises as they were sealed."""

import zlib
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.exercise import exercise, exercises
from lotbook.db import rows
from lotbook.errors import Problem
from lotbook.identity.models import Operation


def listing(session: Session, operation: Operation, kinds: list[str], after: int | None, limit: int) -> dict[str, Any]:
    """Return a page of exercises, the newest first; `after` is `next` of the page before."""
    found = exercises(session, operation, tuple(kinds), after, limit + 1) if kinds else []
    page = found[:limit]
    return {"exercises": page, "next": page[-1]["seq"] if len(found) > limit else None}


def find(session: Session, operation: Operation, id_: str) -> dict[str, Any]:
    """Return an exercise by its id; raises a Problem for one that the book does not have."""
    found = exercise(session, operation, id_)
    if found is None:
        raise Problem("unknown_exercise", id=id_)
    return found


def result_bytes(session: Session, operation: Operation, found: dict[str, Any]) -> bytes:
    """Return the bytes of an exercise's answer as they were sealed."""
    sql = "SELECT packed FROM sealed_result WHERE operation_id = :op AND sha256 = :sha256"
    kept = rows(session, sql, op=operation.id, sha256=found["result"])
    if not kept:
        raise Problem("result_missing", seq=found["as_of"]["seq"])
    return zlib.decompress(bytes(kept[0][0]))
