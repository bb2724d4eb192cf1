"""The mass of lots, folded like a perpetual weighted mean (2-contract.md, rule 0).

What comes in is weighed or taken at the factor of its day; what goes out takes the lot's mean of
that moment; the last unit takes the last milligram. Lots that are reclassified into one another
are folded together, in one order.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from lotbook.kit.mass import GRAM_MG, LARGEST, MG_PER_UNIT, MICRO, decimal_ratio, is_mass_unit, product, ratio, whole
from lotbook.lots.rules.lines import COMES_IN, Amount, Line
from lotbook.registry.facts import Factor, ProductFacts

IN, RECLASSIFY, OUT = 0, 1, 2
NOWHERE = ""
"""The place of stock that came in where no place was named."""
_THOUSANDTH = MICRO // 1000

Which = Callable[[Factor], Decimal]


def nominal(factor: Factor) -> Decimal:
    """The mass of a unit as the registry gives it."""
    return factor.mg


def at_low(factor: Factor) -> Decimal:
    """The lowest mass of a unit that an estimate allows."""
    return factor.low


def at_high(factor: Factor) -> Decimal:
    """The highest mass of a unit that an estimate allows."""
    return factor.high


class Change(NamedTuple):
    """What one line did to one lot at one place: signed mass and units.

    `basis` says where the mass comes from: weighed, table or estimate for what comes in, mean for what
    goes out, units where it has none, unread where nobody knows how much.
    """

    line: Line
    lot: str
    part: int
    place: str
    mass_mg: int
    units_micro: int
    basis: str
    into: str | None = None


class Deficit(NamedTuple):
    """Local days, both included, at whose end a lot held less than nothing; the last None is for ever."""

    first: int
    last: int | None


@dataclass(slots=True)
class Holding:
    """What one lot holds while it is folded."""

    facts: ProductFacts | None
    known: bool
    mass: int = 0
    units: int = 0
    has_units: bool = False
    last_mass: int = 0
    last_units: int = 0
    units_at: dict[str, int] = field(default_factory=dict)
    mass_at: dict[str, int] = field(default_factory=dict)
    deficits: list[Deficit] = field(default_factory=list)
    below_since: int | None = None

    def below(self, day: int) -> bool:
        """Less than nothing, in units where it has them; less than a gram is rounding."""
        if not self.has_units or (self.mass < 0 and self.units < 0):
            return self.mass <= -GRAM_MG
        factor = self.facts.factor(day) if self.facts is not None else None
        if factor is None:
            return self.units <= -_THOUSANDTH
        return product(Decimal(self.units), factor.mg) <= -GRAM_MG * MICRO


@dataclass(frozen=True, slots=True)
class Folded:
    """The changes of a group of lots in the order of the fold, and what each lot holds at the end."""

    changes: list[Change]
    holdings: dict[str, Holding]


def fold(
    lines: Iterable[Line],
    products: Mapping[str, str],
    facts: Mapping[str, ProductFacts],
    which: Which = nominal,
) -> Folded:
    """Fold lots that belong together.

    `products` names the product of each lot that some event made; a lot that is not in it is unknown.
    `facts` holds the products that the registry knows.
    """
    folder = _Folder(products, facts, which)
    last_day = None
    for line in _in_order(list(lines)):
        if last_day is not None and line.stamp.day != last_day:
            folder.end_day(last_day)
        last_day = line.stamp.day
        folder.take(line)
    if last_day is not None:
        folder.end_day(last_day)
    folder.finish()
    return Folded(folder.changes, folder.holdings)


def _in_order(lines: list[Line]) -> list[Line]:
    taken = {(line.stamp.seq, line.lot) for line in lines if line.act == "packed"}

    def key(line: Line) -> tuple[int, int, int, str, int]:
        phase = OUT
        if line.act == "reclassified":
            phase = RECLASSIFY
        elif line.act in COMES_IN or _adds(line):
            # What a pack gives back to a lot that it takes from comes right after what it takes.
            gives_back = line.act == "made" and (line.stamp.seq, line.lot) in taken
            phase = OUT if gives_back else IN
        return (line.stamp.day, phase, line.stamp.moment.at_us, line.stamp.moment.id, line.n)

    return sorted(lines, key=key)


def _adds(line: Line) -> bool:
    return line.act == "adjusted" and line.amount is not None and line.amount.value >= 0


class _Folder:
    def __init__(self, products: Mapping[str, str], facts: Mapping[str, ProductFacts], which: Which) -> None:
        self.products, self.facts, self.which = products, facts, which
        self.holdings: dict[str, Holding] = {}
        self.changes: list[Change] = []
        self.moved_today: set[str] = set()

    def holding(self, lot: str) -> Holding:
        held = self.holdings.get(lot)
        if held is None:
            product_code = self.products.get(lot)
            facts = self.facts.get(product_code) if product_code is not None else None
            held = self.holdings[lot] = Holding(facts, lot in self.products)
        return held

    def take(self, line: Line) -> None:
        if line.lot is None or line.act == "planted":
            return
        held = self.holding(line.lot)
        self.moved_today.add(line.lot)
        if line.act in COMES_IN:
            self._in(line, held)
        elif line.act == "moved":
            self._move(line, held)
        elif line.act == "reclassified":
            self._reclassify(line, held)
        elif _adds(line):
            self._in_at_mean(line, held)
        else:
            self._out(line, held)

    # What comes in.

    def _in(self, line: Line, held: Holding) -> None:
        if line.act == "returned" and line.weighed is None:
            self._in_at_mean(line, held)
            return
        read = _read_in(line, held, self.which)
        if read is None:
            self._unread(line, held)
            return
        mass, units, basis = read
        self._add(line, held, mass, units, basis)

    def _in_at_mean(self, line: Line, held: Holding) -> None:
        read = _at_mean(line.amount, held, line.stamp.day, self.which)
        if read is None:
            self._unread(line, held)
            return
        self._add(line, held, read[0], read[1], "mean")

    def _add(self, line: Line, held: Holding, mass: int, units: int, basis: str) -> None:
        place = line.stamp.place or NOWHERE
        _put(held, place, mass, units)
        self.changes.append(Change(line, line.lot or "", 0, place, mass, units, basis))

    # What goes out.

    def _out(self, line: Line, held: Holding) -> None:
        amount = line.amount
        if line.act == "shrink":
            read = _shrink(amount, held)
        elif amount is None and line.tag is None:
            # A line that names a lot and no quantity takes all that is held.
            read = _all(held)
        else:
            positive = amount._replace(value=abs(amount.value)) if amount is not None else None
            read = _at_mean(positive, held, line.stamp.day, self.which)
        if read is None:
            self._unread(line, held)
            return
        mass, units = read
        place = _leaves_from(held, line.stamp.place)
        _put(held, place, -mass, -units)
        self.changes.append(Change(line, line.lot or "", 0, place, -mass, -units, "mean"))

    def _move(self, line: Line, held: Holding) -> None:
        to = line.to_place or NOWHERE
        # Whoever moves stock may stand where it arrives: it leaves from somewhere else then.
        source = _leaves_from(held, line.stamp.place if line.stamp.place != to else None, apart_from=to)
        if line.amount is None and line.tag is None:
            units, mass = held.units_at.get(source, 0), held.mass_at.get(source, 0)
            if held.units > 0:
                mass = ratio(units, held.mass, held.units)
        else:
            read = _at_mean(line.amount, held, line.stamp.day, self.which)
            if read is None:
                self._unread(line, held)
                return
            mass, units = read
        _shift(held, source, to, mass, units)
        self.changes.append(Change(line, line.lot or "", 0, source, -mass, -units, "mean"))
        self.changes.append(Change(line, line.lot or "", 1, to, mass, units, "mean"))

    def _reclassify(self, line: Line, held: Holding) -> None:
        into = line.other or ""
        target = self.holding(into)
        self.moved_today.add(into)
        read = _at_mean(line.amount, held, line.stamp.day, self.which)
        if read is None:
            self._unread(line, held)
            self.changes.append(Change(line, into, 1, NOWHERE, 0, 0, "unread", line.lot))
            return
        mass, units = read
        place = _leaves_from(held, line.stamp.place)
        _put(held, place, -mass, -units)
        self.changes.append(Change(line, line.lot or "", 0, place, -mass, -units, "mean", into))
        # Without a place of the event's own it stays where it is: only its name and status change.
        arrives = line.stamp.place or place
        _put(target, arrives, mass, units)
        self.changes.append(Change(line, into, 1, arrives, mass, units, "mean", line.lot))

    def _unread(self, line: Line, held: Holding) -> None:
        place = line.stamp.place or NOWHERE
        self.changes.append(Change(line, line.lot or "", 0, place, 0, 0, "unread", line.other))

    # Days.

    def end_day(self, day: int) -> None:
        for lot in self.moved_today:
            held = self.holdings[lot]
            is_below = held.below(day)
            if is_below and held.below_since is None:
                held.below_since = day
            elif not is_below and held.below_since is not None:
                held.deficits.append(Deficit(held.below_since, day - 1))
                held.below_since = None
        self.moved_today.clear()

    def finish(self) -> None:
        for held in self.holdings.values():
            if held.below_since is not None:
                held.deficits.append(Deficit(held.below_since, None))


def _put(held: Holding, place: str, mass: int, units: int) -> None:
    held.mass += mass
    held.units += units
    held.has_units = held.has_units or units != 0
    held.mass_at[place] = held.mass_at.get(place, 0) + mass
    held.units_at[place] = held.units_at.get(place, 0) + units
    if held.units > 0:
        held.last_mass, held.last_units = held.mass, held.units


def _shift(held: Holding, source: str, to: str, mass: int, units: int) -> None:
    for at, amount in ((held.mass_at, mass), (held.units_at, units)):
        at[source] = at.get(source, 0) - amount
        at[to] = at.get(to, 0) + amount


def _leaves_from(held: Holding, place: str | None, apart_from: str | None = None) -> str:
    """Stock leaves from its event's place where the lot has stock there, else from where it has most (rule 5)."""
    at = held.units_at if any(held.units_at.values()) else held.mass_at
    if place is not None and at.get(place, 0) > 0:
        return place
    candidates = [(amount, where) for where, amount in at.items() if amount > 0 and where != apart_from]
    if not candidates:
        return place if place is not None else NOWHERE
    most = max(amount for amount, _ in candidates)
    return min(where for amount, where in candidates if amount == most)


def _read_in(line: Line, held: Holding, which: Which) -> tuple[int, int, str] | None:
    """Return mass, units and basis of what comes in; None where product or unit is unknown."""
    facts, amount = held.facts, line.amount
    if facts is None or amount is None:
        return None
    factor = facts.factor(line.stamp.day)
    weighed = None
    if line.weighed is not None and is_mass_unit(line.weighed.unit):
        weighed = whole(product(line.weighed.value, MG_PER_UNIT[line.weighed.unit]))
    if is_mass_unit(amount.unit):
        mg = product(amount.value, MG_PER_UNIT[amount.unit])
        units = _divided(mg, which(factor)) if factor is not None else 0
        return _bounded(whole(mg) if weighed is None else weighed, units, "weighed")
    per = facts.per.get(amount.unit)
    if per is None:
        return None
    in_units = product(amount.value, per)
    units = whole(product(in_units, Decimal(MICRO)))
    if weighed is not None:
        return _bounded(weighed, units, "weighed")
    if factor is None:
        return _bounded(0, units, "units")
    return _bounded(whole(product(in_units, which(factor))), units, factor.basis)


def _bounded(mass: int, units: int, basis: str) -> tuple[int, int, str] | None:
    """Refuse figures that no farm has: they would overflow every sum."""
    return (mass, units, basis) if mass <= LARGEST and units <= LARGEST else None


def _divided(mg: Decimal, factor_mg: Decimal) -> int:
    return decimal_ratio(mg, factor_mg, MICRO) if factor_mg else 0


def _at_mean(amount: Amount | None, held: Holding, day: int, which: Which) -> tuple[int, int] | None:
    """Return the mass and units of a quantity at the lot's mean of this moment; None where it cannot be read."""
    if amount is None or (held.known and held.facts is None):
        return None
    facts = held.facts
    factor = facts.factor(day) if facts is not None else None
    if is_mass_unit(amount.unit):
        mg = product(amount.value, MG_PER_UNIT[amount.unit])
        mass = whole(mg)
        if mass > LARGEST:
            return None
        if held.units > 0 and held.mass > 0:
            return mass, ratio(mass, held.units, held.mass)
        if held.units <= 0 and held.last_mass > 0:
            return mass, ratio(mass, held.last_units, held.last_mass)
        return mass, _divided(mg, which(factor)) if factor is not None else 0
    per = facts.per.get(amount.unit) if facts is not None else None
    if per is None:
        return None
    in_units = product(amount.value, per)
    units = whole(product(in_units, Decimal(MICRO)))
    if units > LARGEST:
        return None
    if held.units > 0:
        return ratio(units, held.mass, held.units), units
    if held.last_units > 0:
        return ratio(units, held.last_mass, held.last_units), units
    return (whole(product(in_units, which(factor))) if factor is not None else 0), units


def _all(held: Holding) -> tuple[int, int] | None:
    """All that a lot holds; nobody knows how much that is while its product is unknown."""
    if held.facts is None:
        return None
    return max(held.mass, 0), max(held.units, 0)


def _shrink(amount: Amount | None, held: Holding) -> tuple[int, int] | None:
    """A shrink takes mass alone, at most what is held."""
    if amount is None or not is_mass_unit(amount.unit) or (held.known and held.facts is None):
        return None
    mass = whole(product(amount.value, MG_PER_UNIT[amount.unit]))
    return (min(mass, max(held.mass, 0)), 0) if mass <= LARGEST else None
