"""What a count of a lot found beyond the book (2-contract.md, rule 5). Pure."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from lotbook.kit.mass import GRAM_MG, MG_PER_UNIT, MICRO, is_mass_unit, product, ratio, whole
from lotbook.registry.facts import ProductFacts


class CountLine(NamedTuple):
    """A line of a count; without a lot it says that everything at the place was counted."""

    seq: int
    at_us: int
    event_id: str
    place: str
    lot: str | None
    value: str | None
    unit: str | None


class Step(NamedTuple):
    """One change of a lot's stock at a place."""

    at_us: int
    place: str
    mass_mg: int
    units_micro: int


@dataclass(slots=True)
class BookLot:
    """A lot with its steps, in the order of time, as a count of some day finds it."""

    code: str
    product: str | None
    facts: ProductFacts | None
    day: int
    steps: list[Step] = field(default_factory=list)

    def held(self, at_us: int) -> tuple[int, int]:
        """Return mass and units after everything else of a moment."""
        some = [step for step in self.steps if step.at_us <= at_us]
        return sum(step.mass_mg for step in some), sum(step.units_micro for step in some)

    def held_at(self, place: str, at_us: int) -> tuple[int, int]:
        """Return mass and units at a place: the lot's mass lies where its units lie."""
        mass, units = self.held(at_us)
        here = [step for step in self.steps if step.at_us <= at_us and step.place == place]
        units_here = sum(step.units_micro for step in here)
        return ratio(mass, units_here, units) if units else sum(step.mass_mg for step in here), units_here

    @property
    def places(self) -> set[str]:
        """Every place where it ever was."""
        return {step.place for step in self.steps}

    def is_stock(self, held: tuple[int, int]) -> bool:
        """Whether so much is stock: 1 g or more; without mass, any units."""
        return held[0] >= GRAM_MG if any(step.mass_mg for step in self.steps) else held[1] > 0

    def holds_throughout(self, first_us: int, last_us: int) -> bool:
        """Whether it held stock from a moment to another."""
        moments = {first_us, last_us, *(s.at_us for s in self.steps if first_us < s.at_us < last_us)}
        return all(self.is_stock(self.held(moment)) for moment in moments)

    @property
    def has_no_mass(self) -> bool:
        """Whether it is kept in units only."""
        return not any(step.mass_mg for step in self.steps) and not (self.facts and self.facts.counts_mass)

    def worth(self, line: CountLine) -> tuple[int, int] | None:
        """Return the mass and units that a line counted, at the book's mean of its moment; None if unreadable."""
        if line.value is None or not is_readable(self.product, self.facts, line.unit):
            return None
        if is_mass_unit(line.unit or ""):
            return whole(product(Decimal(line.value), MG_PER_UNIT[line.unit or ""])), 0
        per = self.facts.per[line.unit or ""] if self.facts is not None else Decimal(0)
        units = whole(product(Decimal(line.value), per, Decimal(MICRO)))
        mass, held = self._mean(line.at_us)
        if held > 0:
            return ratio(units, mass, held), units
        factor = self.facts.factor(self.day) if self.facts is not None else None
        return (whole(product(Decimal(line.value), per, factor.mg)) if factor is not None else 0), units

    def _mean(self, at_us: int) -> tuple[int, int]:
        """The mean of the moment, as mass and units; with none held, the last that there was."""
        mass = units = 0
        last = (0, 0)
        for at, some in groupby(self.steps, key=lambda step: step.at_us):
            if at > at_us:
                break
            for step in some:
                mass, units = mass + step.mass_mg, units + step.units_micro
            if units > 0:
                last = (mass, units)
        return last


def is_readable(code: str | None, facts: ProductFacts | None, unit: str | None) -> bool:
    """Say whether a quantity of a lot's product has a mass that the book knows (rule 9)."""
    if code is None:
        return unit is not None and is_mass_unit(unit)
    return facts is not None and unit is not None and (is_mass_unit(unit) or unit in facts.per)


def difference(lot: BookLot, lines: list[CountLine]) -> tuple[int, int] | None:
    """What the counts of a lot on one date found more than the book has; None where it was not counted.

    Each place is compared at the moment of its own count, the places where nobody counted at the last.
    """
    named = [line for line in lines if line.lot is not None]
    unread = {line.seq for line in named if lot.worth(line) is None}
    listed = {line.seq for line in named} - unread
    listed_at = {line.place for line in named if line.seq in listed}
    holding: dict[str, CountLine] = {}
    for line in sorted(lines, key=lambda line: (line.at_us, line.event_id)):
        is_zero = line.seq not in listed | unread and (
            line.place in listed_at or lot.is_stock(lot.held_at(line.place, line.at_us))
        )
        # Of several count events at one place the last holds.
        if line.seq in listed or is_zero:
            holding[line.place] = line
    if not holding:
        return None
    last_us = max(line.at_us for line in holding.values())
    elsewhere = [lot.held_at(place, last_us) for place in lot.places - holding.keys()]
    if not listed and any(lot.is_stock(held) for held in elsewhere):
        return None
    seqs = {line.seq for line in holding.values()}
    counted = [worth for line in named if line.seq in seqs and (worth := lot.worth(line)) is not None]
    book = [*elsewhere, *(lot.held_at(place, line.at_us) for place, line in holding.items())]
    mass, units = (sum(found[which] for found in counted) - sum(held[which] for held in book) for which in (0, 1))
    return mass, units
