"""Which lots may not be used or shipped now: what was said last of each, and what came back from a customer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lotbook.book.events import Hold, Return, decode_event
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation

CAME_BACK = "return"
"""The reason of a hold that nobody put: what customers send back waits until somebody looked at it."""

_SAID = """
    SELECT at_us, event_id, body, signed FROM entry
    WHERE operation_id = :op AND kind IN ('hold', 'return') AND standing AND state = 'read'
    ORDER BY at_us, event_id
"""
Moment = tuple[int, str]
"""Microseconds since 1970 and an event's id: what comes first of two events of one moment."""


@dataclass(frozen=True, slots=True)
class OnHold:
    """Why a lot may not be used, since when, and by which event; `until` is None while it may not."""

    lot: str
    reason: str | None
    since: Moment
    at: datetime
    by: str | None
    until: Moment | None = None


def lots_on_hold(session: Session, operation: Operation) -> dict[str, OnHold]:
    """Return all lots that are on hold now, by code."""
    return {one.lot: one for one in all_holds(session, operation) if one.until is None}


def all_holds(session: Session, operation: Operation) -> Iterator[OnHold]:
    """Yield every hold that ever was, also those that were released; they are few, so they are read from the book."""
    open_: dict[str, OnHold] = {}
    for at_us, event_id, body, signed in rows(session, _SAID, op=operation.id):
        event = decode_event(payload_bytes(bytes(body), signed))
        moment = (at_us, event_id)
        match event:
            case Hold(state="release"):
                for lot in event.lots:
                    if lot in open_:
                        yield _released(open_.pop(lot), moment)
            case Hold():
                for lot in event.lots:
                    earlier = open_.pop(lot, None)
                    if earlier is not None:
                        yield _released(earlier, moment)
                    open_[lot] = OnHold(lot, event.reason, moment, event.at, event.by)
            case Return():
                for line in event.lines:
                    open_.setdefault(line.lot, OnHold(line.lot, CAME_BACK, moment, event.at, event.by))
    yield from open_.values()


def _released(one: OnHold, moment: Moment) -> OnHold:
    return OnHold(one.lot, one.reason, one.since, one.at, one.by, moment)
