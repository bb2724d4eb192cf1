"""The lots behind a figure: so much of it stands on each, and together they are the figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from sqlalchemy.orm import Session

from lotbook.identity.models import Operation
from lotbook.kit.clock import day_text
from lotbook.kit.mass import mass_text, units_text
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Product

MOST = 1_000
"""Lots that one answer names, those with most mass; the total is of all of them."""


@dataclass(slots=True)
class _Lot:
    status: str | None
    product: str | None
    first: int
    last: int
    mass_mg: int
    units: int
    places: set[str]


def products_of(session: Session, operation: Operation) -> dict[str, Product]:
    """Return every product by its code."""
    records = records_by_code(session, operation.id, "product", None)
    return {one.code: one for one in records if isinstance(one, Product)}


def lots_behind(found: Iterable[Any], products: dict[str, Product], unit: str) -> dict[str, Any]:
    """Return lots with what of each is meant, those with most first; `unit` is the operation's mass unit.

    Each row has `code status product place day … mass_mg units_micro`, in this order; a lot may have several.
    """
    lots: dict[str, _Lot] = {}
    # A season has tens of thousands of them: each row is taken apart once.
    for code, status, product, place, day, *_, mass, units in found:
        lot = lots.get(code)
        if lot is None:
            lots[code] = _Lot(status, product, day, day, int(mass or 0), int(units or 0), {place} if place else set())
            continue
        lot.mass_mg += int(mass or 0)
        lot.units += int(units or 0)
        lot.first, lot.last = min(lot.first, day), max(lot.last, day)
        if place:
            lot.places.add(place)
    first = nsmallest(MOST, lots.items(), key=lambda item: (-item[1].mass_mg, item[0]))
    return {
        "mass_mg": sum(lot.mass_mg for lot in lots.values()),
        "count": len(lots),
        "lots": [_shown(code, lot, products, unit) for code, lot in first],
    }


def _shown(code: str, lot: _Lot, products: dict[str, Product], unit: str) -> dict[str, Any]:
    record = products.get(lot.product or "")
    return {
        "lot": code,
        "product": lot.product,
        "product_name": record.name if record is not None else None,
        "status": lot.status,
        "places": sorted(lot.places),
        "first_day": day_text(lot.first),
        "last_day": day_text(lot.last),
        "mass_mg": lot.mass_mg,
        "mass": mass_text(lot.mass_mg, unit),
        "units": {record.unit: units_text(lot.units)} if record is not None and record.unit and lot.units else {},
    }
