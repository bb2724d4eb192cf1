"""Asking, sealing the answer, and noting that it was taken out."""

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.exercise import DOWNLOAD, append_exercise, exercises_so_far
from lotbook.db import reading, run, writing
from lotbook.errors import Problem
from lotbook.exercises.answers import ANSWERS
from lotbook.exercises.questions import checked
from lotbook.exercises.rules import sealed
from lotbook.identity.models import Operation
from lotbook.kit.clock import zone
from lotbook.kit.ids import uuid7


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: a person of the operation, or an inspection link."""

    by: str | None = None
    link: str | None = None


def perform(operation_id: int, kind: str, query: Any, asker: Asker, now: datetime) -> tuple[dict[str, Any], bytes]:
    """Answer a question, seal the answer and append the exercise; returns the exercise and its answer's bytes.

    What takes long is read before the head of the book is locked. A draw alone is read under the lock:
    no two may have the same newest entry.
    """
    with reading() as session:
        operation = session.get_one(Operation, operation_id)
        asked = checked(session, operation, kind, query)
        if kind not in ANSWERS:
            raise Problem("not_answered", kind=kind)
        result = None if kind == "draw" else ANSWERS[kind](session, operation, asked)
    with writing() as session:
        operation = session.get_one(Operation, operation_id, with_for_update=True)
        answer = ANSWERS[kind](session, operation, asked) if result is None else result
        data, sha256 = sealed(answer)
        exercise = {
            **_said(operation, asker, now),
            "number": exercises_so_far(session, operation) + 1,
            "kind": kind,
            "query": asked,
            "as_of": answer["as_of"],
            "result": sha256,
        }
        _keep(session, operation, sha256, data)
        seq = append_exercise(session, operation, exercise)
        return {**exercise, "seq": seq}, data


def note_download(operation_id: int, of: dict[str, Any], format_: str, asker: Asker, now: datetime) -> None:
    """Append that the answer of an exercise was taken out, in a format."""
    with writing() as session:
        operation = session.get_one(Operation, operation_id, with_for_update=True)
        kept = {name: of[name] for name in ("query", "as_of", "result")}
        said = {**_said(operation, asker, now), "number": None, "kind": DOWNLOAD, "of": of["id"], "format": format_}
        append_exercise(session, operation, {**kept, **said})


def _said(operation: Operation, asker: Asker, now: datetime) -> dict[str, Any]:
    at = now.astimezone(zone(operation.timezone)).isoformat(timespec="seconds")
    return {"id": uuid7(), "at": at, "by": asker.by, "link": asker.link, "of": None, "format": None}


def _keep(session: Session, operation: Operation, sha256: str, data: bytes) -> None:
    sql = """
        INSERT INTO sealed_result (operation_id, sha256, packed) VALUES (:op, :sha256, :packed)
        ON CONFLICT DO NOTHING
    """
    run(session, sql, op=operation.id, sha256=sha256, packed=zlib.compress(data, 6))
