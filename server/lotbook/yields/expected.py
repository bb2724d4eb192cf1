"""What a plan lets expect of some days. Pure.

A plan is spread evenly over its days: of a thousand pounds between the 1st and the 10th, a hundred come each day. A
period that cuts a plan expects of it what lies within, and weeks that lie side by side expect all of it together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lotbook.kit.mass import ratio

SEASON_DAYS = 183
"""Half a year: plans of one planting whose first picks lie closer than that are of one season."""
_SCALE = 1_000_000


@dataclass(frozen=True, slots=True)
class Expected:
    """So much is expected of a planting at one place, spread evenly over its days, both ends included."""

    planting: str
    place: str
    product: str | None
    commodity: str | None
    variety: str | None
    mass_mg: int
    first: int
    last: int

    def until(self, day: int) -> int:
        """Return what should have come by the end of a day, in whole milligrams."""
        days = self.last - self.first + 1
        return ratio(self.mass_mg, min(max(day - self.first + 1, 0), days), days)

    def within(self, first: int, last: int) -> int:
        """Return what should come in a period; of periods side by side the parts add up to the whole."""
        return self.until(last) - self.until(first - 1)


def week_of(day: int) -> str:
    """Return a day's week as the calendar names it: 2026-W37."""
    return "{}-W{:02}".format(*date.fromordinal(day).isocalendar()[:2])


def by_group(some: Iterable[Expected], by: str, first: int, last: int) -> dict[str | None, int]:
    """Return what is expected of a period by block, variety, product or week; nothing by crew or person."""
    found: defaultdict[str | None, int] = defaultdict(int)
    for one in some:
        if one.last < first or one.first > last:
            continue
        if by == "week":
            for key, mass in _by_week(one, first, last):
                found[key] += mass
        elif by in _KEYS:
            found[_KEYS[by](one)] += one.within(first, last)
    return dict(found)


_KEYS: dict[str, Callable[[Expected], str | None]] = {
    "block": lambda one: one.place,
    "product": lambda one: one.product,
    "variety": lambda one: one.variety or one.commodity,
}


def _by_week(one: Expected, first: int, last: int) -> Iterator[tuple[str, int]]:
    day, end = max(one.first, first), min(one.last, last)
    while day <= end:
        sunday = day + 6 - date.fromordinal(day).weekday()
        yield week_of(day), one.within(day, min(sunday, end))
        day = sunday + 1


def curve(some: Iterable[Expected], first: int, last: int) -> list[tuple[int, int]]:
    """Return what should have come since the first day by the end of each day on which the pace changes."""
    paces: defaultdict[int, int] = defaultdict(int)
    total = 0
    for one in some:
        begin, end = max(one.first, first), min(one.last, last)
        if begin <= end:
            pace = one.mass_mg * _SCALE // (one.last - one.first + 1)
            paces[begin] += pace
            paces[end + 1] -= pace
            total += one.within(first, last)
    if not paces:
        return []
    found, sum_, pace, since = [], 0, 0, first
    for day in sorted(paces):
        sum_ += pace * (day - since)
        if day > first:
            found.append((day - 1, sum_ // _SCALE))
        pace, since = pace + paces[day], day
    # The last is what the parts add up to, to the milligram.
    found[-1] = (found[-1][0], total)
    return found if found[-1][0] == last else [*found, (last, total)]


def newest_of_each_season(versions: Iterable[tuple[int, str]]) -> list[str]:
    """Return which versions of one planting's plan hold, of (first day, key) from the newest to the oldest."""
    kept: list[tuple[int, str]] = []
    for day, key in versions:
        if all(abs(day - other) >= SEASON_DAYS for other, _ in kept):
            kept.append((day, key))
    return [key for _, key in kept]
