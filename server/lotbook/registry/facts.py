"""What the registry says that readings need: units and their mass by date, and the status of places."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from lotbook.kit.mass import MG_PER_UNIT, is_mass_unit, product
from lotbook.registry.records import Place, Product

STATUSES = ("nonorganic", "transitional", "organic")
RANK = {status: rank for rank, status in enumerate(STATUSES)}
"""Lowest first: a status goes down, never up."""


@dataclass(frozen=True, slots=True)
class Factor:
    """The mass of one stock unit from a day on, in milligrams, with the ends of its range."""

    day: int
    mg: Decimal
    low: Decimal
    high: Decimal
    basis: str


@dataclass(frozen=True)
class ProductFacts:
    """One product as readings see it."""

    code: str
    commodity: str | None
    variety: str | None
    stage: str | None
    class_: str
    unit: str | None
    per: Mapping[str, Decimal]
    factors: tuple[Factor, ...]
    tolerance_percent: Decimal | None = None

    @cached_property
    def counts_mass(self) -> bool:
        """Whether its stock unit has a mass at all."""
        return bool(self.factors)

    def factor(self, day: int) -> Factor | None:
        """Return the factor of a day; before the first one, the first holds (rule 0)."""
        found = None
        for factor in self.factors:
            if factor.day > day:
                break
            found = factor
        return found or (self.factors[0] if self.factors else None)

    def predates(self, day: int) -> bool:
        """Say whether a day lies before the first factor."""
        return bool(self.factors) and day < self.factors[0].day


def product_facts(record: Product) -> ProductFacts:
    """Return the facts of a product's record."""
    unit = record.unit
    if unit is not None and is_mass_unit(unit):
        mg = MG_PER_UNIT[unit]
        factors: tuple[Factor, ...] = (Factor(1, mg, mg, mg, "weighed"),)
    else:
        by_day: dict[int, Factor] = {}
        for entry in record.unit_mass or ():
            scale = MG_PER_UNIT[entry.unit]
            mg = product(Decimal(entry.value), scale)
            basis = entry.basis or "table"
            ranged = basis == "estimate"
            low = product(Decimal(entry.min), scale) if ranged and entry.min else mg
            high = product(Decimal(entry.max), scale) if ranged and entry.max else mg
            day = date.fromisoformat(entry.from_).toordinal()
            by_day[day] = Factor(day, mg, low, high, basis)
        factors = tuple(by_day[day] for day in sorted(by_day))
    per = {further.unit: Decimal(further.per) for further in record.units or ()}
    if unit is not None:
        per[unit] = Decimal(1)
    return ProductFacts(
        code=record.code,
        commodity=record.commodity,
        variety=record.variety,
        stage=record.stage,
        class_=record.class_ or "agricultural",
        unit=unit,
        per=per,
        factors=factors,
        tolerance_percent=Decimal(record.tolerance_percent) if record.tolerance_percent is not None else None,
    )


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """One place: its parent, and its organic status by day."""

    code: str
    parent: str | None
    statuses: tuple[tuple[int, str], ...]

    def own_status(self, day: int) -> str | None:
        """Return the status that the place itself was given for a day, if any."""
        found = None
        for since, status in self.statuses:
            if since > day:
                break
            found = status
        return found


def place_facts(record: Place) -> PlaceFacts:
    """Return the facts of a place's record."""
    by_day = {date.fromisoformat(item.from_).toordinal(): item.status for item in record.status or ()}
    return PlaceFacts(record.code, record.parent, tuple(sorted(by_day.items())))


def place_status(places: Mapping[str, PlaceFacts], code: str | None, day: int) -> str | None:
    """Return a place's status on a day, its parent's where it has none, None where nobody says (rule 3)."""
    seen: set[str] = set()
    while code is not None and code not in seen and code in places:
        seen.add(code)
        status = places[code].own_status(day)
        if status is not None:
            return status
        code = places[code].parent
    return None
