"""Rule 5: counts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from .entries import Event
from .flows import Flow
from .postings import Posting
from .quantities import GRAM, MICRO
from .reading import Reading


@dataclass(frozen=True)
class Counted:
    """The date of the counts, their last moment, and what they found beyond the book (negative: less)."""

    on: date
    last: datetime
    difference_mg: int
    # By how much lots that are kept in units only differ, in millionths.
    difference_units: int


class Counts:
    """All standing counts of a reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._events = [event for event in reading.events if event.kind == "count"]
        self._lines: dict[tuple[str, str], list[Flow]] = {}
        for flow in reading.flows:
            if flow.way == "count" and flow.lot:
                self._lines.setdefault((flow.event.id, flow.lot), []).append(flow)
        # A line that cannot be read counts nothing, and says of its lot that it is not missing either.
        self._unread = {
            key
            for key, lines in self._lines.items()
            if any(reading.lots.measure(flow.lot, flow.quantity) is None for flow in lines)
        }
        self._stock: dict[str, list[Posting]] = {}
        for posting in reading.postings:
            if posting.account == "stock":
                self._stock.setdefault(posting.lot, []).append(posting)

    def latest(self, lots: set[str], is_within: Callable[[date], bool]) -> Counted | None:
        """'The latest local date on which every lot of the scope that held stock from that date's first count of the
        scope to its last was counted, or its place was counted complete.'"""
        days = sorted({event.day for event in self._events if is_within(event.day)}, reverse=True)
        for day in days:
            # 'A complete count counts every scope, what it lists or not.'
            of_scope = [
                event
                for event in self._events
                if event.day == day and (event.body.get("complete") or any(self._lists(event, lot) for lot in lots))
            ]
            if not of_scope:
                continue
            first, last = of_scope[0].at, of_scope[-1].at
            found = {lot: self._difference(lot, day) for lot in lots}
            if all(found[lot] is not None or not self._held(lot, first, last) for lot in lots):
                differences = [(lot, *difference) for lot, difference in found.items() if difference is not None]
                units = sum(abs(more) for lot, mass, more in differences if not mass and self._without_mass(lot))
                return Counted(day, last, sum(mass for _, mass, _ in differences), units)
        return None

    def _lists(self, event: Event, lot: str) -> bool:
        return (event.id, lot) in self._lines.keys() - self._unread

    def _difference(self, lot: str, day: date) -> tuple[int, int] | None:
        """What the counts of a lot on one date found beyond the book; None where it was not counted."""
        here = [event for event in self._events if event.day == day]
        listed = [event for event in here if self._lists(event, lot)]
        listed_at = {event.place for event in listed}
        zeros = [
            event
            for event in here
            if event.body.get("complete")
            and (event.id, lot) not in self._lines
            and (event.place in listed_at or self._has(lot, event.at, event.place))
        ]
        # 'Of several count events at one place the last holds'; 'counts at different places add up'.
        holding: dict[str | None, Event] = {}
        for event in sorted(listed + zeros, key=lambda event: event.key):
            holding[event.place] = event
        if not holding:
            return None
        last = max(event.at for event in holding.values())
        elsewhere = self._places(lot) - set(holding)
        if not listed and any(self._has(lot, last, place) for place in elsewhere):
            return None
        counted = [self._worth(flow) for event in holding.values() for flow in self._lines.get((event.id, lot), [])]
        # 'A count reads the book after everything else of its moment.'
        book = [self._book_at(lot, event.at, place) for place, event in holding.items()]
        book += [self._book_at(lot, last, place) for place in elsewhere]
        mass, units = (sum(one[which] for one in counted) - sum(one[which] for one in book) for which in (0, 1))
        return mass, units

    def _worth(self, flow: Flow) -> tuple[int, int]:
        """'A quantity in units is worth the book's mass ÷ units of that moment (with none, the last mean, else the
        factor).'"""
        lots = self._reading.lots
        measure = lots.measure(flow.lot, flow.quantity)
        assert measure is not None
        assert flow.lot is not None
        if measure.mg is not None:
            return round(measure.mg), 0
        assert measure.units is not None
        micro = round(measure.units * MICRO)
        moments = sorted({posting.at for posting in self._stock.get(flow.lot, []) if posting.at <= flow.event.at})
        for at in reversed(moments):
            mass, units = self._book(flow.lot, at)
            if units > 0:
                return round(measure.units * MICRO * Fraction(mass, units)), micro
        return round(measure.units * (lots.factor(flow.lot, flow.event.day) or 0)), micro

    def _book(self, lot: str, at: datetime, place: str | None = "*") -> tuple[int, int]:
        """Stock 'after everything else of its moment'; what is in process is not stock."""
        there = [p for p in self._stock.get(lot, []) if p.at <= at and place in ("*", p.place)]
        return sum(p.mass_mg for p in there), sum(p.units_micro for p in there)

    def _book_at(self, lot: str, at: datetime, place: str | None) -> tuple[int, int]:
        """A place's part of the stock: the lot's mass lies where its units lie."""
        mass, units = self._book(lot, at)
        mass_here, units_here = self._book(lot, at, place)
        return round(Fraction(mass * units_here, units)) if units else mass_here, units_here

    def _without_mass(self, lot: str) -> bool:
        """Kept in units only."""
        product = self._reading.lots.product(lot)
        has_factor = product is not None and self._reading.lots.factor(lot, date.min) is not None
        return not has_factor and not any(posting.mass_mg for posting in self._stock.get(lot, []))

    def _has(self, lot: str, at: datetime, place: str | None = "*") -> bool:
        """'1 g or more; without mass, any units.'"""
        mass, units = self._book(lot, at) if place == "*" else self._book_at(lot, at, place)
        without_mass = not any(posting.mass_mg for posting in self._stock.get(lot, []))
        return units > 0 if without_mass else mass >= GRAM

    def _held(self, lot: str, first: datetime, last: datetime) -> bool:
        """Held all the way from the first count to the last."""
        between = [p.at for p in self._stock.get(lot, []) if first < p.at <= last]
        return all(self._has(lot, at) for at in [first, *between])

    def _places(self, lot: str) -> set[str | None]:
        return {posting.place for posting in self._stock.get(lot, [])}
