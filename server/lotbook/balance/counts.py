"""Physical counts that bound a period, and how they differ from the book (2-contract.md, rule 5)."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from lotbook.balance.scope import Scope
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.mass import GRAM_MG, MG_PER_UNIT, MICRO, is_mass_unit, product, ratio, whole
from lotbook.registry.facts import ProductFacts, product_facts


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
    """A lot of the scope with its steps, in the order of time."""

    id: int
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


@dataclass(frozen=True, slots=True)
class Counted:
    """A day on which the whole scope was counted, and what was found more than the book says.

    `difference_units` is by how much lots without mass differ.
    """

    day: int
    difference_mg: int
    difference_units: int
    last_us: int


def latest_count(session: Session, operation: Operation, scope: Scope, day: int) -> Counted | None:
    """Return the latest day, not after `day`, on which all stock of the scope was counted."""
    sql = "SELECT DISTINCT day FROM counted WHERE operation_id = :op AND day <= :day ORDER BY day DESC"
    for (on,) in rows(session, sql, op=operation.id, day=day):
        found = _of_day(session, operation, scope, on)
        if found is not None:
            return found
    return None


def _of_day(session: Session, operation: Operation, scope: Scope, day: int) -> Counted | None:
    lines = _lines(session, operation, day)
    listed = sorted({line.lot for line in lines if line.lot is not None})
    moments = [line.at_us for line in lines]
    lots = _lots(session, operation, scope, min(moments), max(moments), listed, day)
    # A complete count counts every scope, what it lists or not; a line that nobody can read counts nothing.
    mine = [line for line in lines if line.lot is None or (line.lot in lots and lots[line.lot].worth(line) is not None)]
    if not mine:
        return None
    first, last = min(line.at_us for line in mine), max(line.at_us for line in mine)
    by_lot: dict[str | None, list[CountLine]] = defaultdict(list)
    for line in lines:
        by_lot[line.lot].append(line)
    difference = units = 0
    for lot in lots.values():
        found = _difference(lot, by_lot[None] + by_lot[lot.code])
        if found is None:
            if lot.holds_throughout(first, last):
                return None
            continue
        difference += found[0]
        units += abs(found[1]) if not found[0] and lot.has_no_mass else 0
    return Counted(day, difference, units, last)


def _lines(session: Session, operation: Operation, day: int) -> list[CountLine]:
    sql = """
        SELECT seq, at_us, event_id, coalesce(place, ''), CASE WHEN n = -1 THEN NULL ELSE coalesce(lot, '') END,
               value, unit
        FROM counted WHERE operation_id = :op AND day = :day
    """
    return [CountLine(*row) for row in rows(session, sql, op=operation.id, day=day)]


def _lots(
    session: Session, operation: Operation, scope: Scope, first_us: int, last_us: int, listed: list[str], day: int
) -> dict[str, BookLot]:
    """Lots of the scope that may hold stock between two moments, and those that were counted, with their steps."""
    sql = f"""
        SELECT l.id, l.code, l.product FROM lot l WHERE l.operation_id = :op AND {scope.where("l")}
        AND l.began_us <= :last AND (l.emptied_us IS NULL OR l.emptied_us > :first)
    """  # noqa: S608 - the condition is ours
    found = rows(session, sql, op=operation.id, first=first_us, last=last_us, **scope.given)
    if listed:
        sql = f"""
            SELECT l.id, l.code, l.product FROM lot l
            WHERE l.operation_id = :op AND l.code IN :codes AND {scope.where("l")}
        """  # noqa: S608
        found += rows(session, sql, op=operation.id, codes=listed, **scope.given)
    facts = {record.code: product_facts(record) for record in scope.records}
    lots = {code: BookLot(id_, code, name, facts.get(name), day) for id_, code, name in found}
    _load_steps(session, operation, lots)
    return lots


def _load_steps(session: Session, operation: Operation, lots: dict[str, BookLot]) -> None:
    by_id = {lot.id: lot for lot in lots.values()}
    if not by_id:
        return
    sql = """
        SELECT p.lot_id, e.at_us, coalesce(p.place, ''), p.mass_mg, p.units_micro FROM posting p
        JOIN entry e ON e.operation_id = p.operation_id AND e.seq = p.seq
        WHERE p.operation_id = :op AND p.lot_id IN :ids AND p.account = 'stock' ORDER BY e.at_us
    """
    for id_, at_us, place, mass, units in rows(session, sql, op=operation.id, ids=sorted(by_id)):
        by_id[id_].steps.append(Step(at_us, place, mass, units))


def _difference(lot: BookLot, lines: list[CountLine]) -> tuple[int, int] | None:
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


def shown(counted: Counted | None, book_mg: int, day_text: str | None) -> dict[str, Any] | None:
    """Return a count as the contract writes it: what was found, carried to the end of the period by the book."""
    if counted is None:
        return None
    return {"mass_mg": book_mg + counted.difference_mg, "on": day_text}
