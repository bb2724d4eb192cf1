"""The organic status of lots: the lowest of what was claimed and what their origins permit (rule 3).

A status goes down, never up. Rework may feed itself, so statuses are the highest that all rules
allow together: every lot starts at the top and only an origin brings it down.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lotbook.registry.facts import RANK, STATUSES

TOP = STATUSES[-1]
BOTTOM = STATUSES[0]


@dataclass(frozen=True, slots=True)
class Making:
    """One event that made (more of) a lot: what it claimed, and what permits it.

    `permitted` is what places or papers permit; with `parents` it is the lowest of those lots too.
    """

    seq: int
    claim: str | None
    permitted: str
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LotStatus:
    """What a lot is, what was claimed for it at most, and the events that claimed too much."""

    status: str
    claimed: str | None
    overclaims: tuple[int, ...]
    cap: str


def lowest(statuses: Collection[str]) -> str:
    """Return the lowest of some statuses."""
    return min(statuses, key=RANK.__getitem__)


def statuses(makings: Mapping[str, Sequence[Making]], elsewhere: Mapping[str, str]) -> dict[str, LotStatus]:
    """Return the status of every lot in `makings`; `elsewhere` holds those of lots that do not change.

    A parent that nobody made is nonorganic.
    """
    caps = {
        lot: min((_cap(making) for making in some), key=RANK.__getitem__, default=BOTTOM)
        for lot, some in makings.items()
    }
    children: dict[str, set[str]] = defaultdict(set)
    current = dict(caps)
    for lot, some in makings.items():
        for making in some:
            for parent in making.parents:
                if parent in makings:
                    children[parent].add(lot)
                else:
                    current[lot] = lowest((current[lot], elsewhere.get(parent, BOTTOM)))
    waiting = list(current)
    while waiting:
        parent = waiting.pop()
        for child in children[parent]:
            if RANK[current[parent]] < RANK[current[child]]:
                current[child] = current[parent]
                waiting.append(child)
    known = {**elsewhere, **current}
    return {
        lot: LotStatus(
            current[lot],
            max((making.claim for making in some if making.claim), key=RANK.__getitem__, default=None),
            tuple(making.seq for making in some if _overclaims(making, known)),
            caps[lot],
        )
        for lot, some in makings.items()
    }


def _cap(making: Making) -> str:
    return making.permitted if making.claim is None else lowest((making.claim, making.permitted))


def _overclaims(making: Making, known: Mapping[str, str]) -> bool:
    if making.claim is None:
        return False
    permitted = lowest((making.permitted, *(known.get(parent, BOTTOM) for parent in making.parents)))
    return RANK[making.claim] > RANK[permitted]


def harvest_permits(own: str | None, plantings: Sequence[str | None], buffer: bool) -> str:
    """Return what a harvest's places permit on its day; None is a place that nobody gave a status.

    The harvest's own place is left out where it has none and the place of a planting has one.
    """
    if buffer:
        return BOTTOM
    found = [status or BOTTOM for status in plantings]
    if own is not None or not any(plantings):
        found.append(own or BOTTOM)
    return lowest(found)
