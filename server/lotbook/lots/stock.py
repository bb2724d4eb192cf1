"""What lies where: stock by product, status and place, with its age, what is on hold, and what expires."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_text, from_micros, local_day
from lotbook.kit.mass import mass_text, ratio
from lotbook.lots.holds import lots_on_hold
from lotbook.lots.queries import IN_STOCK, units_shown

_STOCKED = f"""
    SELECT l.id, l.code, l.product, l.status, l.first_us, l.stock_mg, l.stock_units
    FROM lot l WHERE l.operation_id = :op AND {IN_STOCK}
"""  # noqa: S608 - ours
# By their ids: joined, the planner would read the postings of all the lots that are used up, too.
_LYING = """
    SELECT lot_id, place, sum(units_micro) AS units_micro, sum(mass_mg) AS mass_mg FROM posting
    WHERE operation_id = :op AND account = 'stock' AND lot_id IN :ids
    GROUP BY lot_id, place
"""
_PRODUCTS = "SELECT code, body FROM registry_record WHERE operation_id = :op AND type = 'product'"

# No time zone's day begins within one.
_QUARTER_US = 15 * 60 * 1_000_000

AGES = (7, 30, 90)
"""Stock is a week old, a month, a season, or older."""
MOST_EXPIRING = 1_000
"""Lots that one answer lists by the day on which they expire."""


@dataclass
class _Pile:
    mass_mg: int = 0
    units: int = 0
    lots: set[str] = field(default_factory=set)
    oldest: int | None = None
    held: set[str] = field(default_factory=set)
    ages: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    expires: int | None = None


def stock(session: Session, operation: Operation, moment: datetime) -> dict[str, Any]:
    """Return what is in stock by product, status and place; masses in milligrams, ages in days.

    A product that says how long it keeps expires so many days after its lot was first harvested, packed or received;
    `expiring` has those lots, the soonest first, with the days that are left.
    What lies at a place has its lot's mean mass, as on the lot's own page.
    """
    today = local_day(moment, operation.timezone)
    products = {code: json.loads(body) for code, body in rows(session, _PRODUCTS, op=operation.id)}
    held = lots_on_hold(session, operation)
    expiring: list[dict[str, Any]] = []
    piles: defaultdict[tuple[str | None, str | None, str | None], _Pile] = defaultdict(_Pile)
    lots = {row[0]: row[1:] for row in rows(session, _STOCKED, op=operation.id)}
    age_of = _ages(today, operation.timezone)
    for lot_id, place, units_micro, mass_mg in rows(session, _LYING, op=operation.id, ids=list(lots)) if lots else ():
        code, product, status, first_us, stock_mg, stock_units = lots[lot_id]
        units = int(units_micro)
        mass = ratio(stock_mg, units, stock_units) if stock_units else int(mass_mg)
        if not units and not mass:
            continue
        age = age_of(first_us)
        pile = piles[product, status, place]
        pile.mass_mg += mass
        pile.units += units
        pile.lots.add(code)
        pile.ages[_bucket(age)] += mass
        pile.oldest = age if pile.oldest is None else max(pile.oldest, age or 0)
        if code in held:
            pile.held.add(code)
        record = products.get(product or "", {})
        left = _days_left(record, age)
        if left is not None and (units > 0 or mass > 0):
            pile.expires = left if pile.expires is None else min(pile.expires, left)
            lot = {"lot": code, "product": product, "status": status, "place": place, "held": code in held}
            amounts = {"mass_mg": mass, "units": units_shown(record.get("unit"), units)}
            expiring.append({**lot, **_expires(record, today, left), **amounts})
    shown = [_shown(key, pile, products, operation.mass_unit) for key, pile in piles.items()]
    return {
        "stock": sorted(shown, key=lambda one: (one["product_name"] or one["product"] or "", one["place"] or "")),
        "held": sorted(held.keys() & {code for pile in piles.values() for code in pile.lots}),
        "expiring": sorted(expiring, key=lambda one: (one["days_left"], one["lot"]))[:MOST_EXPIRING],
    }


def _days_left(record: dict[str, Any], age: int | None) -> int | None:
    keeps = record.get("shelf_life_days")
    return None if keeps is None or age is None else keeps - age


def _expires(record: dict[str, Any], today: int, left: int) -> dict[str, Any]:
    return {
        "product_name": record.get("name"),
        "made": day_text(today + left - record["shelf_life_days"]),
        "expires": day_text(today + left),
        "days_left": left,
    }


def _ages(today: int, timezone: str) -> Callable[[int | None], int | None]:
    """Return what tells how many local days ago a moment was."""
    days: dict[int, int] = {}

    def age(moment_us: int | None) -> int | None:
        if moment_us is None:
            return None
        quarter = moment_us // _QUARTER_US
        if quarter not in days:
            days[quarter] = local_day(from_micros(quarter * _QUARTER_US), timezone)
        return today - days[quarter]

    return age


def _bucket(age: int | None) -> str:
    if age is None:
        return "unknown"
    return next((str(limit) for limit in AGES if age <= limit), "older")


def _shown(
    key: tuple[str | None, str | None, str | None], pile: _Pile, products: dict[str, Any], unit: str
) -> dict[str, Any]:
    product, status, place = key
    record = products.get(product or "", {})
    return {
        "product": product,
        "product_name": record.get("name"),
        "commodity": record.get("commodity"),
        "status": status,
        "place": place,
        "mass_mg": pile.mass_mg,
        "mass": mass_text(pile.mass_mg, unit),
        "units": units_shown(record.get("unit"), pile.units),
        "lots": len(pile.lots),
        "held": len(pile.held),
        "oldest_days": pile.oldest,
        "expires_in_days": pile.expires,
        "ages": dict(pile.ages),
    }
