"""What was harvested: by block, variety, product, week, crew or person; this season beside the one before."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.renamed import current
from lotbook.book.unmoved import until_the_book_moves
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number, day_text
from lotbook.kit.mass import mass_text, units_text
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Place, Product
from lotbook.yields.areas import planted_m2
from lotbook.yields.behind import products_of
from lotbook.yields.expected import by_group, curve, week_of
from lotbook.yields.plans import expectations
from lotbook.yields.rules import per_area
from lotbook.yields.sayers import Sayer, sayers

WAYS = ("block", "variety", "product", "week", "crew", "person")
BY_WHOM = ("crew", "person")
"""Ways that the records' own words tell."""

_PICKED = """
    SELECT p.day, p.product, p.place, sum(p.mass_mg) AS mass_mg, sum(p.units_micro) AS units_micro,
           count(DISTINCT p.seq) AS events, count(DISTINCT p.lot_id) AS lots
    FROM posting p
    WHERE p.operation_id = :op AND p.day BETWEEN :first AND :last AND p.account = 'stock' AND p.against = 'harvested'
    GROUP BY p.day, p.product, p.place
"""
_PICKED_BY_EVENT = """
    SELECT p.day, p.seq, p.product, p.place, p.mass_mg, p.units_micro, 1 AS events, 0 AS lots
    FROM posting p
    WHERE p.operation_id = :op AND p.day BETWEEN :first AND :last AND p.account = 'stock' AND p.against = 'harvested'
"""


@dataclass
class _Sum:
    mass_mg: int = 0
    units: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    events: int = 0
    places: set[str] = field(default_factory=set)
    products: set[str] = field(default_factory=set)

    def add(self, row: Any, unit: str | None) -> None:
        self.mass_mg += int(row.mass_mg)
        if unit is not None:
            self.units[unit] += int(row.units_micro)
        self.events += int(row.events)
        if row.place:
            self.places.add(row.place)
        if row.product:
            self.products.add(row.product)


@until_the_book_moves
def season(
    session: Session, operation: Operation, since: str, to: str, by: str, commodity: str | None = None
) -> dict[str, Any]:
    """Return the harvest of some days in groups, beside the same days a year before and beside plan.

    Weeks are in order. Masses are milligrams; areas square metres, those that plantings of these products cover at
    these places.
    `plan_mg` is what the plans expect of these days, each spread evenly between its first and last pick
    (`yields.expected`); None where there is none, and for crews and people, whom nobody plans.
    """
    commodity = current(session, operation, commodity)
    first, last = day_number(since), day_number(to)
    products = products_of(session, operation)
    records = records_by_code(session, operation.id, "place", None)
    places = {one.code: one for one in records if isinstance(one, Place)}
    wanted = None if commodity is None else {code for code, one in products.items() if one.commodity == commodity}

    def sums(begin: int, end: int) -> tuple[dict[str | None, _Sum], dict[int, int]]:
        groups: dict[str | None, _Sum] = defaultdict(_Sum)
        days: dict[int, int] = defaultdict(int)
        found = rows(session, _PICKED_BY_EVENT if by in BY_WHOM else _PICKED, op=operation.id, first=begin, last=end)
        key = _key(by, products, sayers(session, operation, (row.seq for row in found)) if by in BY_WHOM else {})
        for row in found:
            if wanted is None or row.product in wanted:
                record = products.get(row.product or "")
                day = first + row.day - begin
                groups[key(row, day)].add(row, record.unit if record is not None else None)
                days[day] += int(row.mass_mg)
        return groups, days

    (now, days), (before, days_before) = sums(first, last), sums(_year_before(first), _year_before(last))
    plan = expectations(session, operation, products, commodity)
    planned = by_group(plan, by, first, last)
    areas = planted_m2(session, operation, last)
    names = _names(by, places, products)
    groups = [
        {
            **_shown(code, names(code), now.get(code, _Sum()), areas, by, operation.mass_unit),
            "before_mg": before[code].mass_mg if code in before else 0,
            "plan_mg": planned.get(code),
        }
        for code in now.keys() | before.keys() | planned.keys()
    ]
    order: Callable[[dict[str, Any]], Any] = (
        (lambda one: one["key"] or "") if by == "week" else (lambda one: (-one["mass_mg"], one["name"] or ""))
    )
    within = [one for one in plan if one.first <= last and one.last >= first]
    return {
        "from": since,
        "to": to,
        "by": by,
        "commodity": commodity,
        "mass_unit": operation.mass_unit,
        "groups": sorted(groups, key=order),
        "mass_mg": sum(group.mass_mg for group in now.values()),
        "before_mg": sum(group.mass_mg for group in before.values()),
        "plan_mg": sum(one.within(first, last) for one in within) if within else None,
        "plan_whole_mg": sum(one.mass_mg for one in within) if within else None,
        "curve": _curve(days),
        "curve_before": _curve(days_before),
        "curve_plan": [{"day": day_text(day), "mass_mg": mass} for day, mass in curve(within, first, last)],
    }


def _shown(code: str | None, name: str | None, group: _Sum, areas: Any, by: str, unit: str) -> dict[str, Any]:
    area = areas.of(group.places, group.products) if by in ("block", "variety", "product") else Decimal(0)
    return {
        "key": code,
        "name": name,
        "mass_mg": group.mass_mg,
        "mass": mass_text(group.mass_mg, unit),
        "units": {name: units_text(value) for name, value in sorted(group.units.items()) if value},
        "events": group.events,
        "area_m2": str(area.quantize(Decimal(1))) if area else None,
        "per_area": per_area(group.mass_mg, area, unit) if area else None,
    }


def _curve(days: dict[int, int]) -> list[dict[str, Any]]:
    """Return the running total on each day on which something came."""
    total, found = 0, []
    for day in sorted(days):
        total += days[day]
        found.append({"day": day_text(day), "mass_mg": total})
    return found


def _year_before(day: int) -> int:
    on = date.fromordinal(day)
    leap = on.month == 2 and on.day == 29
    return (date(on.year - 1, 2, 28) if leap else on.replace(year=on.year - 1)).toordinal()


def _key(by: str, products: dict[str, Product], who: Mapping[int, Sayer]) -> Callable[[Any, int], str | None]:
    """Return what tells groups apart, of a row and of its day in this season."""
    if by == "block":
        return lambda row, _: row.place
    if by == "product":
        return lambda row, _: row.product
    if by == "variety":
        return lambda row, _: (
            (record.variety or record.commodity) if (record := products.get(row.product or "")) else None
        )
    if by == "week":
        return lambda _, day: week_of(day)
    if by == "crew":
        return lambda row, _: who[row.seq].crew
    return lambda row, _: who[row.seq].person


def _names(by: str, places: dict[str, Place], products: dict[str, Product]) -> Callable[[str | None], str | None]:
    known: Mapping[str, Any] = places if by == "block" else products if by == "product" else {}

    def name(code: str | None) -> str | None:
        record = known.get(code or "")
        return record.name or code if record is not None else code

    return name


def by_person_is_on(session: Session, operation: Operation) -> bool:
    """Say whether the operation lets its office see yields by person; without its word it does not."""
    found = rows(
        session,
        "SELECT body FROM registry_record WHERE operation_id = :op AND type = 'operation'",
        op=operation.id,
    )
    return bool(found) and json.loads(found[0].body).get("yields_by_person") is True
