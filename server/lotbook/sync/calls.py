"""What a phone says of itself when it calls, and what its records' clocks are worth (3-sync.md). Pure.

A phone corrects `at` by the offset that it measured last; a record made before any measurement, or after somebody
turned the clock, keeps a wrong one. Readings use `at` as recorded: what is found here is a finding, with the
correction beside it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from lotbook.book.events import Event
from lotbook.book.fields import Mono

TOLERANCE = timedelta(minutes=2)
_FARTHEST = timedelta(days=36_500)
_MILLISECOND = timedelta(milliseconds=1)

Count = Annotated[int, Meta(ge=0, le=2**53)]


class About(Struct, frozen=True):
    """A phone's own words: its version, what waits after this batch, its clock now, and that of this start."""

    app: Annotated[str, Meta(max_length=40)] | None = None
    waiting: Count | None = None
    photos: Count | None = None
    now: datetime | None = None
    mono: Mono | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A call at the moment when it was received; `clock` is what is to be added to the phone's clock to be right."""

    received: datetime
    about: About
    clock: timedelta | None


def heard(said: Any, received: datetime) -> Call:
    """Return a call; what a phone says of itself is never a reason to refuse its records."""
    try:
        about = msgspec.convert(said, About) if isinstance(said, dict) else About()
    except msgspec.ValidationError:
        about = About()
    naive = about.now is None or about.now.tzinfo is None
    return Call(received, about, None if naive or about.now is None else _within(received - about.now))


def _within(span: timedelta) -> timedelta:
    return max(min(span, _FARTHEST), -_FARTHEST)


def correction(event: Event, call: Call) -> timedelta | None:
    """Return what is to be added to a record's `at` to be right; None where nothing shows that it is wrong.

    A monotonic clock may stand still while a phone sleeps, but never runs ahead: so it proves that a record of this
    start claims to be later than it can be. Where the phone had never been told the time, its clock as it is now
    is the best there is.
    """
    received, mono = call.received, call.about.mono
    same_start = event.mono is not None and mono is not None and event.mono.boot == mono.boot
    latest = received
    if same_start and event.mono is not None and mono is not None:
        since = (mono.ms - event.mono.ms) * _MILLISECOND if abs(mono.ms - event.mono.ms) < 1e13 else timedelta()
        latest = received - max(since, timedelta())
    too_late = event.at - latest
    if too_late > TOLERANCE:
        return -_within(too_late)
    never_told = event.off is None
    if never_told and call.clock is not None and abs(call.clock) > TOLERANCE:
        return call.clock
    return None


def milliseconds(span: timedelta | None) -> int | None:
    """Return a span as the tables keep it."""
    return None if span is None else round(span / _MILLISECOND)
