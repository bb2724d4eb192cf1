"""Appending to the book: one head row locked first, gapless `seq`, nothing twice, nothing lost.

The head row makes commit order the order of `seq`. Under its lock a look-up of what is there
already cannot be overtaken; the unique keys stand behind it all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from lotbook.book.events import Event, kind_of
from lotbook.book.mentions import mentions
from lotbook.book.models import Entry, Mention
from lotbook.book.submission import Result, Submission
from lotbook.db import insert_rows, rows, run
from lotbook.identity.models import Operation
from lotbook.kit.clock import local_day, micros

ENTRY_COLUMNS = (
    "operation_id",
    "seq",
    "type",
    "state",
    "standing",
    "signed",
    "sha256",
    "event_id",
    "code",
    "kind",
    "at_us",
    "day",
    "run",
    "dev",
    "dseq",
    "received_us",
    "reason",
    "clock_ms",
    "body",
)
_AT, _DAY, _RECEIVED = (ENTRY_COLUMNS.index(name) for name in ("at_us", "day", "received_us"))


class Fresh(NamedTuple):
    """An event that was just appended and is to be read."""

    seq: int
    event: Event
    at_us: int
    day: int
    received_us: int | None


@dataclass(frozen=True, slots=True)
class Appended:
    """The results in the order given, and the new events that readings must take in."""

    results: list[Result]
    fresh: list[Fresh]


def lock_head(session: Session, operation: Operation) -> int:
    """Lock the head row of a book, in its own statement first, and return its `seq`."""
    postgres = session.get_bind().dialect.name == "postgresql"
    lock = " FOR UPDATE" if postgres else ""
    (row,) = rows(session, f"SELECT head_seq FROM operation WHERE id = :id{lock}", id=operation.id)  # noqa: S608
    return int(row[0])


def move_head(session: Session, operation: Operation, seq: int) -> None:
    """Say that the book now ends at `seq`."""
    run(session, "UPDATE operation SET head_seq = :seq WHERE id = :id", seq=seq, id=operation.id)


def append(session: Session, operation: Operation, submissions: Sequence[Submission]) -> Appended:
    """Append events; each gets an answer of its own, and none is refused for what it says."""
    seq = lock_head(session, operation)
    by_hash = _by(session, operation, "sha256", [s.sha256 for s in submissions])
    by_id = _by(session, operation, "event_id", [s.id.lower() for s in submissions if s.id and s.event])
    results: list[Result] = []
    entries: list[tuple[Any, ...]] = []
    named: list[tuple[int, int, str, int]] = []
    fresh: list[Fresh] = []
    for submission in submissions:
        known = by_hash.get(submission.sha256)
        if known is not None:
            results.append(Result(submission.id, submission.sha256, "duplicate", known))
            continue
        seq += 1
        state, reason = _state(submission, by_id)
        by_hash[submission.sha256] = seq
        if state in ("read", "held") and submission.id is not None:
            by_id[submission.id.lower()] = seq
        row = _row(operation, submission, seq, state, reason)
        entries.append(row)
        if state == "read" and submission.event is not None:
            fresh.append(Fresh(seq, submission.event, row[_AT], row[_DAY], row[_RECEIVED]))
            named += [(operation.id, what, code, seq) for what, code in mentions(submission.event)]
        status = {"read": "accepted"}.get(state, state)
        results.append(Result(submission.id, submission.sha256, status, seq, reason))
    insert_rows(session, Entry.__table__, ENTRY_COLUMNS, entries)
    insert_rows(session, Mention.__table__, ("operation_id", "what", "code", "seq"), named)
    if entries:
        move_head(session, operation, seq)
    return Appended(results, fresh)


def append_other(
    session: Session,
    operation: Operation,
    type_: str,
    code: str,
    body: bytes,
    sha256: str,
    received_us: int | None,
    reason: str | None = None,
    kind: str | None = None,
) -> int | None:
    """Append an entry that is no event (a record, a release, an exercise); None where its bytes are in the book."""
    seq = lock_head(session, operation)
    if _by(session, operation, "sha256", [sha256]):
        return None
    seq += 1
    row = (operation.id, seq, type_, "read", True, False, sha256, None, code)
    insert_rows(
        session,
        Entry.__table__,
        ENTRY_COLUMNS,
        [(*row, kind, None, None, None, None, None, received_us, reason, None, body)],
    )
    move_head(session, operation, seq)
    return seq


def _by(session: Session, operation: Operation, column: str, keys: list[str]) -> dict[str, int]:
    if not keys:
        return {}
    sql = f"SELECT {column}, seq FROM entry WHERE operation_id = :op AND {column} IN :keys"  # noqa: S608 - ours
    return {row[0]: row[1] for row in rows(session, sql, op=operation.id, keys=keys)}


def _state(submission: Submission, by_id: dict[str, int]) -> tuple[str, str | None]:
    if submission.event is None or submission.reason is not None:
        return "quarantined", submission.reason or "malformed"
    if submission.event.id.lower() in by_id:
        return "quarantined", "id_taken"
    if submission.held is not None:
        return "held", submission.held
    return "read", None


def _row(operation: Operation, submission: Submission, seq: int, state: str, reason: str | None) -> tuple[Any, ...]:
    event = submission.event
    accepted = event is not None and state in ("read", "held")
    received_us = micros(submission.received) if submission.received is not None else None
    return (
        operation.id,
        seq,
        "event",
        state,
        state == "read",
        submission.signed,
        submission.sha256,
        event.id.lower() if event is not None and accepted else None,
        None,
        kind_of(event) if event is not None else None,
        micros(event.at) if event is not None else None,
        local_day(event.at, operation.timezone) if event is not None else None,
        event.run if event is not None else None,
        submission.dev,
        submission.dseq,
        received_us,
        reason,
        submission.clock_ms,
        submission.body,
    )
