"""Holds what its recorder may not record (2-contract.md, "Rights"), before any transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lotbook.book.events import Event, Void, kind_of
from lotbook.book.submission import Submission
from lotbook.identity.rules import Role, may_correct, may_record, recorder_role
from lotbook.kit.clock import local_day

ROLE, CORRECTION = "role", "correction"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record that another corrects: from which phone, on which local day."""

    dev: str | None
    day: int | None


def corrected(event: Event) -> str | None:
    """Return the event that another voids or replaces."""
    target = event.event if isinstance(event, Void) else event.replaces
    return None if target is None else target.lower()


def all_corrected(submissions: Iterable[Submission]) -> set[str]:
    """Return every event that a batch corrects."""
    found = (corrected(one.event) for one in submissions if one.event is not None)
    return {target for target in found if target is not None}


def hold_some(
    submissions: Sequence[Submission],
    role: Role | Mapping[str, Role],
    roles: Mapping[str, tuple[str, ...] | None],
    before: Mapping[str, Recorded],
    timezone: str,
) -> list[Submission]:
    """Return the same submissions, those held that their recorders may not record.

    `role` is the program's or person's own, or that of each phone; `roles` those of the people
    that a phone's records name; `before` the events that are corrected, of which more may come
    in this very batch.
    """
    known = dict(before)
    judged: list[Submission] = []
    for one in submissions:
        event = one.event
        if event is None:
            judged.append(one)
            continue
        if isinstance(role, str):
            own = role
        else:
            own = recorder_role(role[one.dev or ""], roles.get(event.by) if event.by else None)
        reason = _reason(own, event, one.dev, known, timezone)
        known[event.id.lower()] = Recorded(one.dev, local_day(event.at, timezone))
        judged.append(one if reason is None else replace(one, held=reason))
    return judged


def _reason(role: Role, event: Event, dev: str | None, known: Mapping[str, Recorded], timezone: str) -> str | None:
    if not may_record(role, kind_of(event)):
        return ROLE
    target = corrected(event)
    if target is None:
        return None
    earlier = known.get(target)
    own_phone = earlier is not None and dev is not None and earlier.dev == dev
    same_day = earlier is not None and earlier.day == local_day(event.at, timezone)
    return None if may_correct(role, own_phone=own_phone, same_day=same_day) else CORRECTION
