"""An exercise of an inspection as an entry of the book: what was asked, as of which `seq`, and the answer's hash."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lotbook.book.append import append_other
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import micros
from lotbook.kit.jsonbytes import canonical, sha256_hex

ASKED = ("balance", "back", "forward", "draw", "recall", "sales", "fsma204")
"""What can be asked; each is numbered in the order of asking."""
DOWNLOAD = "download"
KINDS = (*ASKED, DOWNLOAD)


class AsOf(msgspec.Struct, frozen=True):
    """What the reading knew, and by which rules it read."""

    seq: int
    rules: int


class Exercise(msgspec.Struct, frozen=True, kw_only=True):
    """The entry; `result` is the SHA-256 of the sealed answer's bytes, `of` what a download was taken of."""

    id: str
    kind: str
    query: dict[str, Any]
    as_of: AsOf
    result: str
    at: str
    number: int | None = None
    by: str | None = None
    link: str | None = None
    of: str | None = None
    format: str | None = None


def append_exercise(session: Session, operation: Operation, fields: dict[str, Any]) -> int | None:
    """Append an exercise; returns its `seq`, None where the same bytes are in the book.

    Raises msgspec.ValidationError that names the field.
    """
    exercise = msgspec.convert(fields, Exercise)
    if exercise.kind not in KINDS:
        raise msgspec.ValidationError(f"{exercise.kind} is no kind of exercise")
    body = canonical({name: value for name, value in fields.items() if name != "type"})
    return append_other(
        session, operation, "exercise", exercise.id, body, sha256_hex(body), said_at_us(exercise.at), kind=exercise.kind
    )


def said_at_us(at: str) -> int | None:
    """Return the hour that an entry of the office's own says, by which the journal has it; None for none."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return None if moment.tzinfo is None else micros(moment)


def exercises(
    session: Session, operation: Operation, kinds: tuple[str, ...] = ASKED, before: int | None = None, limit: int = 100
) -> list[dict[str, Any]]:
    """Return exercises of some kinds with their `seq`, the newest first, those before a `seq`."""
    older = "" if before is None else " AND seq < :before"
    sql = f"""
        SELECT seq, body FROM entry WHERE operation_id = :op AND {_of(kinds)}{older}
        ORDER BY seq DESC LIMIT :limit
    """  # noqa: S608 - ours
    given = {} if before is None else {"before": before}
    found = rows(session, sql, op=operation.id, limit=limit, **given)
    return [_shown(seq, body) for seq, body in found]


def exercise(session: Session, operation: Operation, id_: str) -> dict[str, Any] | None:
    """Return an exercise by its id, with its `seq`."""
    sql = f"SELECT seq, body FROM entry WHERE operation_id = :op AND {_of(ASKED)} AND code = :id"  # noqa: S608 - ours
    found = rows(session, sql, op=operation.id, id=id_)
    return _shown(*found[0]) if found else None


def exercises_so_far(session: Session, operation: Operation, kinds: tuple[str, ...] = ASKED) -> int:
    """Return how many exercises there were."""
    sql = f"SELECT COUNT(*) FROM entry WHERE operation_id = :op AND {_of(kinds)}"  # noqa: S608 - ours
    return int(rows(session, sql, op=operation.id)[0][0])


def _of(kinds: tuple[str, ...]) -> str:
    """A condition on kinds of exercises; written out, because a planner that sees how rare they are looks them up."""
    return f"kind IN ({', '.join(repr(kind) for kind in kinds)}) AND type = 'exercise'"


def _shown(seq: int, body: bytes) -> dict[str, Any]:
    return {**msgspec.json.decode(bytes(body)), "seq": seq}
