"""Recording: append to the book, then take it into the readings, in the caller's transaction."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.append import append
from lotbook.book.finding import FINDINGS, finding_shown
from lotbook.book.records import put_record
from lotbook.book.submission import Result, Submission
from lotbook.db import gather_statistics, rows, run
from lotbook.identity.models import Operation
from lotbook.kit.clock import local_day, micros, now
from lotbook.lots.marking import read_or_mark
from lotbook.lots.reader.reading import read_lots
from lotbook.lots.reader.registry import makers, touched_lots
from lotbook.lots.rebuild import rebuild, set_days
from lotbook.lots.releasing import release

_SIZES = (200, 3_200, 51_200)
_GROWING = ("entry", "mention", "lot", "posting", "link", "making", "run", "tag_now", "tag_meaning", "finding")

__all__ = ["record", "record_registry", "release", "tell_findings"]


def record(session: Session, operation: Operation, submissions: Sequence[Submission]) -> list[Result]:
    """Append events and read them; each gets an answer of its own, in the order given.

    An event whose reading fails is in the book all the same, marked unread, and is a finding.
    """
    appended = append(session, operation, submissions)
    fresh = [event.seq for event in appended.fresh]
    read_or_mark(session, operation, fresh, fresh=appended.fresh)
    _after_growing(session, fresh)
    return appended.results


def _after_growing(session: Session, fresh: list[int]) -> None:
    """A book that grows from nothing is new to the planner: tell it a few times on the way."""
    if fresh and any(fresh[0] <= size <= fresh[-1] for size in _SIZES):
        gather_statistics(session, _GROWING)


def tell_findings(session: Session, operation: Operation, results: Sequence[Result]) -> None:
    """Put what is odd by now about events that were just read into their answers."""
    seqs = [result.seq for result in results if result.status == "accepted" and result.seq is not None]
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    today = local_day(now(), operation.timezone)
    sql = FINDINGS + " AND f.seq IN :seqs ORDER BY f.code, f.key"
    for row in rows(session, sql, op=operation.id, today=today, seqs=seqs) if seqs else ():
        found[row.seq].append(finding_shown(row))
    for result in results:
        result.findings = found.get(result.seq or 0, [])


def record_registry(
    session: Session, operation: Operation, body: dict[str, Any], received: datetime | None
) -> int | None:
    """Append a record of the registry and read again what it touches; returns its `seq`, None if nothing changed.

    `body` is the whole record with its `type`; raises msgspec.ValidationError that names the field.
    """
    put = put_record(session, operation, body, micros(received) if received is not None else None)
    if put is None:
        return None
    seq, before = put
    if body["type"] == "operation":
        _change_operation(session, operation, body)
        return seq
    lots = touched_lots(session, operation, before, body)
    if lots:
        read_lots(session, operation, lots, makers(session, operation, lots))
    return seq


def _change_operation(session: Session, operation: Operation, body: dict[str, Any]) -> None:
    """Take in a new time zone or mass unit; another time zone moves events to other days."""
    timezone, mass_unit = body.get("timezone") or "UTC", body.get("mass_unit") or "lb"
    moved = timezone != operation.timezone
    run(
        session,
        "UPDATE operation SET timezone = :timezone, mass_unit = :mass_unit WHERE id = :op",
        op=operation.id,
        timezone=timezone,
        mass_unit=mass_unit,
    )
    operation.timezone, operation.mass_unit = timezone, mass_unit
    if moved:
        set_days(session, operation)
        rebuild(session, operation)
