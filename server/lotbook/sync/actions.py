"""Taking in what phones and programs recorded: verify, judge, then append in one transaction."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from lotbook.book.submission import Result, Submission, quarantined, unsigned
from lotbook.identity import queries as identity
from lotbook.identity.models import Device, Operation
from lotbook.identity.rules import Role
from lotbook.kit.clock import micros
from lotbook.lots.actions import record
from lotbook.registry.people import roles_of_all
from lotbook.sync import queries
from lotbook.sync.calls import Call, correction, milliseconds
from lotbook.sync.envelope import Opened, as_bytes, is_in_time, kids, open_letter, take_apart
from lotbook.sync.rights import all_corrected, hold_some
from lotbook.sync.rules import arrived, number_came_twice


@dataclass(frozen=True, slots=True)
class Batch:
    """What is ready to be appended, and which number of which phone each is proved to be, None where none is."""

    submissions: list[Submission]
    proved: list[tuple[str, int] | None]

    def numbers(self) -> dict[str, list[int]]:
        """Return the numbers by phone, in the order sent."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for one in self.proved:
            if one is not None:
                found[one[0]].append(one[1])
        return dict(found)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A batch that is to be appended: from the phone that is talking, or (None) out of a file."""

    batch: Batch
    talking: str | None = None
    call: Call | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of each record of an arrival; the phone that was talking, as it is known by now.

    `twice`: a new record of its own bore a number that had come before.
    """

    results: list[Result]
    device: Device | None
    twice: bool


def open_batch(
    session: Session, operation: Operation, items: Sequence[object], received: datetime, call: Call | None = None
) -> Batch:
    """Verify and read what phones sent, and hold what they may not record; appends nothing.

    `call` is that of the phone that is talking; what comes from another, or in a file, says nothing of its clock.
    """
    bodies = [as_bytes(item) for item in items]
    letters = [take_apart(body) for body in bodies]
    signers, phones = queries.signers(session, operation.id, kids(letters))
    opened = [open_letter(body, letter, signers, received) for body, letter in zip(bodies, letters, strict=True)]
    submissions = [_timed(one.submission, call) for one in opened]
    people = {one.event.by for one in submissions if one.event is not None and one.event.by is not None}
    judged = hold_some(
        submissions,
        phones,
        roles_of_all(session, operation.id, people),
        queries.recorded(session, operation.id, all_corrected(submissions)),
        operation.timezone,
    )
    return Batch(judged, [_proved(one) for one in opened])


def _timed(one: Submission, call: Call | None) -> Submission:
    """Note how far a record's clock was seen to be off."""
    wrong = correction(one.event, call) if one.event is not None and call is not None else None
    return one if wrong is None else replace(one, clock_ms=milliseconds(wrong))


def open_unsigned(
    session: Session, operation: Operation, items: Sequence[dict[str, object]], role: Role, received: datetime
) -> list[Submission]:
    """Read what the office or a program recorded, and hold what its role may not record.

    A phone is not taken at its word: only a signature says that a record is its own.
    """
    submissions = [_from_nobodys_phone(unsigned(item, received)) for item in items]
    before = queries.recorded(session, operation.id, all_corrected(submissions))
    return hold_some(submissions, role, {}, before, operation.timezone)


def _from_nobodys_phone(one: Submission) -> Submission:
    if one.event is not None and not is_in_time(one.event):
        return quarantined(one.body, "malformed", one.received, signed=False, id_=one.id)
    return replace(one, dev=None, dseq=None)


def take_in(session: Session, operation: Operation, arrivals: Sequence[Arrival]) -> list[Taken]:
    """Append what arrived, all of it at once; keep count of what came from each phone, and what one said of itself."""
    results = record(session, operation, [one for arrival in arrivals for one in arrival.batch.submissions])
    named = {code for arrival in arrivals for code in arrival.batch.numbers()}
    talking = {arrival.talking for arrival in arrivals if arrival.talking is not None}
    # After `record`, which holds the head row: two pushes of one phone cannot lose each other's count.
    devices = {device.code: device for device in identity.devices(session, operation.id, named | talking)}
    taken, start = [], 0
    for arrival in arrivals:
        own = results[start : start + len(arrival.batch.submissions)]
        start += len(own)
        taken.append(_counted(arrival, own, devices))
    return taken


def _counted(arrival: Arrival, results: list[Result], devices: Mapping[str, Device]) -> Taken:
    twice = False
    for code, numbers in arrival.batch.numbers().items():
        device = devices.get(code)
        if device is None:
            continue  # it came with a book from elsewhere, which keeps no count of it
        before = device.high, json.loads(device.missing)
        if code == arrival.talking:
            fresh = [
                proved[1]
                for proved, result in zip(arrival.batch.proved, results, strict=True)
                if proved is not None and proved[0] == code and result.status != "duplicate"
            ]
            twice = number_came_twice(*before, fresh)
        high, missing = arrived(*before, numbers)
        device.high, device.missing = high, json.dumps(missing)
    talking, call = devices.get(arrival.talking or ""), arrival.call
    if talking is not None and call is not None:
        talking.seen_at, talking.clock_ms = micros(call.received), milliseconds(call.clock)
        talking.app, talking.waiting, talking.photos = call.about.app, call.about.waiting, call.about.photos
    return Taken(results, talking, twice)


def _proved(one: Opened) -> tuple[str, int] | None:
    return (one.dev, one.dseq) if one.dev is not None and one.dseq is not None else None
