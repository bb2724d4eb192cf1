"""Letting go what was held, and putting a repaired event in the place of what could not be read."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.append import append, append_other, lock_head
from lotbook.book.events import Event, Unreadable, decode_event, kind_of
from lotbook.book.mentions import mentions
from lotbook.book.models import Mention
from lotbook.book.submission import Result, payload_bytes, unsigned
from lotbook.db import insert_rows, rows, run
from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.kit.clock import local_day, micros
from lotbook.kit.jsonbytes import canonical, sha256_hex
from lotbook.lots.marking import read_or_mark

WAITING = """
    SELECT seq, state, sha256, signed, event_id, reason, body FROM entry e
    WHERE operation_id = :op AND sha256 = :sha256 AND state IN ('held', 'quarantined') AND NOT EXISTS (
        SELECT 1 FROM entry r WHERE r.operation_id = e.operation_id AND r.type = 'release' AND r.code = e.sha256
    )
"""


def release(
    session: Session,
    operation: Operation,
    sha256: str,
    event: dict[str, Any] | None,
    received: datetime,
    by: str | None = None,
) -> Result:
    """Read what was held, as it is; or record a repaired event for what is in quarantine.

    Without `event` a quarantined one counts as its bytes say, where they can be read: the office vouches
    for them, with an event of its own where a signature cannot be trusted. A `release` entry names the
    hash, the event, and who let it go. Raises Problem unknown_entry for what does not wait, not_releasable for
    what would not be read afterwards either.
    """
    lock_head(session, operation)
    found = rows(session, WAITING, op=operation.id, sha256=sha256)
    if not found:
        raise Problem("unknown_entry")
    row = found[0]
    if row.state == "held":
        if event is not None:
            raise Problem("not_releasable", detail="It was held and can be read: it is released as it is, or not.")
        let_go(session, operation, row.seq)
        result = Result(row.event_id, sha256, "accepted", row.seq)
    else:
        result = (
            _vouched(session, operation, row, received)
            if event is None
            else _repaired(session, operation, event, received)
        )
    note_release(session, operation, sha256, {"event": result.id} | ({} if by is None else {"by": by}), received)
    return result


def let_go(session: Session, operation: Operation, seq: int) -> None:
    """Take a held event into every reading, at its own place in the book."""
    sql = "UPDATE entry SET state = 'read', standing = :yes, reason = NULL WHERE operation_id = :op AND seq = :seq"
    run(session, sql, op=operation.id, seq=seq, yes=True)
    named = [(operation.id, what, code, seq) for what, code in mentions(_event_at(session, operation, seq))]
    insert_rows(session, Mention.__table__, ("operation_id", "what", "code", "seq"), named)
    read_or_mark(session, operation, [seq])


def note_release(
    session: Session, operation: Operation, sha256: str, more: dict[str, Any], received: datetime | None
) -> int | None:
    """Append that something was released; None where the book says so already."""
    body = canonical({"sha256": sha256, **more})
    received_us = micros(received) if received is not None else None
    return append_other(session, operation, "release", sha256, body, sha256_hex(body), received_us)


def held_at(session: Session, operation: Operation, sha256: str) -> int | None:
    """Return the `seq` of what is held under a hash, None for anything else."""
    found = rows(session, WAITING, op=operation.id, sha256=sha256)
    return int(found[0].seq) if found and found[0].state == "held" else None


def _event_at(session: Session, operation: Operation, seq: int) -> Event:
    sql = "SELECT body, signed FROM entry WHERE operation_id = :op AND seq = :seq"
    ((body, signed),) = rows(session, sql, op=operation.id, seq=seq)
    return decode_event(payload_bytes(bytes(body), signed))


def _vouched(session: Session, operation: Operation, row: Any, received: datetime) -> Result:
    """Let quarantined bytes count as they are, where they are an event at all."""
    try:
        payload = payload_bytes(bytes(row.body), row.signed)
        event = decode_event(payload)
    except Unreadable as unreadable:
        detail = f"It cannot be read, so send it repaired: {unreadable.detail}"
        raise Problem("not_releasable", detail=detail) from None
    except (ValueError, IndexError):
        raise Problem("not_releasable", detail="Its bytes are no record at all: send it repaired.") from None
    if row.signed:
        return _repaired(session, operation, json.loads(payload), received)
    if rows(
        session, "SELECT 1 FROM entry WHERE operation_id = :op AND event_id = :id", op=operation.id, id=event.id.lower()
    ):
        raise Problem("not_releasable", detail=f"Another event has the id {event.id}: give it one of its own.")
    # A newer server can read what an older one could not: the bytes are in the book, where they belong.
    _describe(session, operation, row.seq, event)
    let_go(session, operation, row.seq)
    return Result(event.id, row.sha256, "accepted", row.seq)


def _describe(session: Session, operation: Operation, seq: int, event: Event) -> None:
    sql = """
        UPDATE entry SET event_id = :id, kind = :kind, at_us = :at_us, day = :day, run = :run
        WHERE operation_id = :op AND seq = :seq
    """
    said = {
        "id": event.id.lower(),
        "kind": kind_of(event),
        "at_us": micros(event.at),
        "day": local_day(event.at, operation.timezone),
        "run": event.run,
    }
    run(session, sql, op=operation.id, seq=seq, **said)


def _repaired(session: Session, operation: Operation, event: dict[str, Any], received: datetime) -> Result:
    # No phone signed this: it counts as the office's, whatever device it names.
    submission = replace(unsigned(event, received), dev=None, dseq=None)
    appended = append(session, operation, [submission])
    result = appended.results[0]
    if result.status == "quarantined":
        raise Problem("not_releasable", detail=_why(result, submission.body))
    if result.status == "duplicate":
        return _recorded_before(session, operation, result)
    fresh = [event.seq for event in appended.fresh]
    read_or_mark(session, operation, fresh, fresh=appended.fresh)
    return result


def _recorded_before(session: Session, operation: Operation, result: Result) -> Result:
    """The repaired event may be in the book by now, but not as something that waits itself."""
    sql = "SELECT state FROM entry WHERE operation_id = :op AND seq = :seq"
    ((state,),) = rows(session, sql, op=operation.id, seq=result.seq)
    if state not in ("read", "unread"):
        raise Problem("not_releasable", detail=f"The same bytes wait in the book already, as entry {result.seq}.")
    return result


def _why(result: Result, body: bytes) -> str:
    if result.reason == "id_taken":
        return f"Another event has the id {result.id}: give it one of its own."
    try:
        decode_event(body)
    except Unreadable as unreadable:
        return f"It still cannot be read: {unreadable.detail}"
    return "It still cannot be read."
