"""Shipped against billed, customer by customer; organic sold against organic there was, day by day. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lotbook.kit.clock import day_text
from lotbook.kit.mass import GRAM_MG, MICRO, mass_text, ratio, units_text

UNBILLED = ("public", "members")
"""A stand's public pays at the till, CSA members for the season: nobody sends them a bill for a shipment."""


@dataclass(slots=True)
class Shipped:
    """What one event took to a customer (or, negative, brought back) of one lot."""

    event: str
    at: str
    lot: str
    mass_mg: int
    units_micro: int
    unit: str | None
    refs: list[dict[str, Any]]


@dataclass(slots=True)
class Billed:
    """A line of a bill; `mass_mg` is None where nobody knows what was billed."""

    event: str
    number: str | None
    date: str
    mass_mg: int | None
    units_micro: int
    unit: str | None
    amount: Decimal | None
    currency: str | None


@dataclass(slots=True)
class Account:
    """One customer's shipments, returns and bills."""

    partner: str | None
    shipped: list[Shipped] = field(default_factory=list)
    returned: list[Shipped] = field(default_factory=list)
    billed: list[Billed] = field(default_factory=list)

    def shown(self, unit: str, *, amounts: bool) -> dict[str, Any]:
        """Return the account as an answer says it; amounts only for those who may see prices."""
        shipped, returned = (sum(one.mass_mg for one in some) for some in (self.shipped, self.returned))
        billed = sum(one.mass_mg or 0 for one in self.billed)
        difference = shipped - returned - billed
        masses = {"shipped": shipped, "returned": returned, "invoiced": billed, "difference": difference}
        return {
            "partner": self.partner,
            **{f"{name}_mg": mass for name, mass in masses.items()},
            **{name: mass_text(mass, unit) for name, mass in masses.items()},
            "shipped_units": _units((one.unit, one.units_micro) for one in self.shipped),
            "invoiced_units": _units((one.unit, one.units_micro) for one in self.billed),
            "amounts": _amounts(self.billed) if amounts else None,
            "shipments": [_shipment(one) for one in [*self.shipped, *self.returned]],
            "invoices": _invoices(self.billed, amounts=amounts),
            "verdict": self.verdict(difference),
        }

    def verdict(self, difference: int) -> str:
        """Say whether what was shipped, less what came back, was billed."""
        if self.partner in UNBILLED and not self.billed:
            return "not_billed"
        if abs(difference) <= GRAM_MG and all(one.mass_mg is not None for one in self.billed):
            return "agrees"
        return "shipped_not_invoiced" if difference > 0 else "invoiced_not_shipped"


class Shipments:
    """Mass and units of what was shipped, found by event, by lot, or by both."""

    def __init__(self, shipped: Mapping[tuple[str, str], tuple[int, int]]) -> None:
        self._by: dict[tuple[str | None, str | None], list[tuple[int, int]]] = defaultdict(list)
        for (event, lot), moved in shipped.items():
            for key in ((event, lot), (event, None), (None, lot)):
                self._by[key].append(moved)

    def meant(self, event: str | None, lot: str | None) -> list[tuple[int, int]]:
        """Return what a line of a bill means; a line that names neither means none of them."""
        return self._by.get((event, lot), [])


def billed_mass(units_micro: int, of: Iterable[tuple[int, int]]) -> int | None:
    """Return the mass of billed units at the mean of what was shipped, (mass, units) each; None without a mean."""
    mass = units = 0
    for some_mass, some_units in of:
        mass, units = mass + some_mass, units + some_units
    return ratio(units_micro, mass, units) if units else None


@dataclass(frozen=True, slots=True)
class Day:
    """What the organic stock of the scope gained otherwise and lost to sales on a day."""

    day: int
    came_mg: int
    sold_mg: int


def organic_days(opening_mg: int, days: Iterable[Day], unit: str) -> list[dict[str, Any]]:
    """Return what organic product there was, was sold and was left on each day with a sale, or with too little."""
    held = opening_mg
    found = []
    for one in days:
        available = held + one.came_mg
        held = available - one.sold_mg
        short = held <= -GRAM_MG
        if one.sold_mg or short:
            masses = {"available": available, "sold": one.sold_mg, "left": held}
            shown = {f"{name}_mg": mass for name, mass in masses.items()}
            texts = {name: mass_text(mass, unit) for name, mass in masses.items()}
            found.append({"day": day_text(one.day), **shown, **texts, "short": short})
    return found


def reasons(accounts: list[dict[str, Any]], days: list[dict[str, Any]], unit: str) -> list[dict[str, Any]]:
    """Return what an auditor should look at, the gravest first."""
    found = [
        _reason(
            "organic_short",
            "fail",
            {"on": day["day"]},
            f"More organic product was sold on {day['day']} than was there.",
        )
        for day in days
        if day["short"]
    ]
    for one in accounts:
        if one["verdict"] in ("shipped_not_invoiced", "invoiced_not_shipped"):
            amount = f"{mass_text(abs(one['difference_mg']), unit)} {unit}"
            what = "shipped and not billed" if one["verdict"] == "shipped_not_invoiced" else "billed and not shipped"
            about = {"partner": one["partner"], "mass_mg": abs(one["difference_mg"])}
            found.append(_reason(one["verdict"], "review", about, f"{amount} were {what}: {one['partner']}."))
    return found


def _reason(code: str, severity: str, about: dict[str, Any], text: str) -> dict[str, Any]:
    return {"code": code, "severity": severity, "about": about, "text": text}


def _shipment(one: Shipped) -> dict[str, Any]:
    units = {one.unit: units_text(one.units_micro)} if one.unit is not None and one.units_micro else {}
    return {"event": one.event, "at": one.at, "lot": one.lot, "mass_mg": one.mass_mg, "units": units, "refs": one.refs}


def _invoices(billed: list[Billed], *, amounts: bool) -> list[dict[str, Any]]:
    by_event: dict[str, list[Billed]] = {}
    for one in billed:
        by_event.setdefault(one.event, []).append(one)
    return [
        {
            "event": event,
            "number": some[0].number,
            "date": some[0].date,
            "mass_mg": sum(one.mass_mg or 0 for one in some),
            "units": _units((one.unit, one.units_micro) for one in some),
            "amounts": _amounts(some) if amounts else None,
        }
        for event, some in by_event.items()
    ]


def _units(some: Iterable[tuple[str | None, int]]) -> dict[str, str]:
    total: dict[str, int] = {}
    for unit, units in some:
        if unit is not None and units:
            total[unit] = total.get(unit, 0) + units
    return {unit: units_text(units) for unit, units in sorted(total.items())}


def _amounts(billed: Iterable[Billed]) -> list[dict[str, str]]:
    total: dict[str, Decimal] = {}
    for one in billed:
        if one.amount is not None and one.currency is not None:
            total[one.currency] = total.get(one.currency, Decimal(0)) + one.amount
    return [{"currency": currency, "value": f"{value:f}"} for currency, value in sorted(total.items())]


def micro(value: Decimal) -> int:
    """Return units as whole millionths."""
    return int((value * MICRO).to_integral_value())
