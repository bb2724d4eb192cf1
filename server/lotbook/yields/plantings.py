"""Plantings beside their plans: what was expected of each in some days, and what came."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lotbook.book.events import Plant, decode_event
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number, day_text
from lotbook.kit.mass import mass_text
from lotbook.registry.records import Plan, Product
from lotbook.yields.behind import products_of
from lotbook.yields.plans import expected_of, plan_mg, plans
from lotbook.yields.rules import area_m2

_PLANTED = """
    SELECT l.id, l.code, l.product, l.status, pp.place, pp.day, e.body, e.signed FROM planting_place pp
    JOIN lot l ON l.operation_id = pp.operation_id AND l.id = pp.lot_id
    JOIN entry e ON e.operation_id = pp.operation_id AND e.seq = pp.seq
    WHERE pp.operation_id = :op AND l.kind = 'planting' ORDER BY pp.day, l.code
"""
_HARVESTED = """
    SELECT k.source_id, sum(CASE WHEN k.day >= :first THEN k.mass_mg ELSE 0 END) AS mass_mg, max(k.day) AS day
    FROM link k WHERE k.operation_id = :op AND k.kind = 'harvest' AND k.day <= :last GROUP BY k.source_id
"""
_RAISED = "SELECT DISTINCT k.source_id FROM link k WHERE k.operation_id = :op AND k.kind = 'transplant'"


@dataclass
class _Planting:
    id: int
    code: str
    product: str | None
    status: str | None
    day: int
    places: set[str] = field(default_factory=set)
    m2: Decimal = Decimal(0)


def plantings(
    session: Session, operation: Operation, since: str, to: str, place: str | None = None, code: str | None = None
) -> dict[str, Any]:
    """Return plantings with what was expected of them in some days and what came; masses in mg, areas in m².

    Those that have a plan for these days or a harvest in them, and those that nobody picked yet; of one code that
    one alone, whatever it has. What was raised to be planted out elsewhere is no block's. `waiting` are plans of
    codes that nobody planted yet.
    """
    first, last = day_number(since), day_number(to)
    products = products_of(session, operation)
    known = plans(session, operation)
    planted = _planted(session, operation)
    harvested = {row.source_id: row for row in rows(session, _HARVESTED, op=operation.id, first=first, last=last)}
    raised = {row[0] for row in rows(session, _RAISED, op=operation.id)} - harvested.keys()
    found = []
    for one in planted.values():
        own = [plan for plan in known.get(one.code, ()) if _touches(plan, first, last)]
        row = harvested.get(one.id)
        asked = one.code == code if code is not None else bool(own) or _matters(one, row, last, raised)
        if asked and place in (None, *one.places):
            found.append(_shown(one, own, row, products, operation.mass_unit, first, last))
    waiting = [
        {"planting": name, "plans": [_plan(plan, products, operation.mass_unit) for plan in some]}
        for name, some in sorted(known.items())
        if name not in planted and code in (None, name) and place is None
    ]
    return {"from": since, "to": to, "plantings": found, "waiting": waiting}


def _planted(session: Session, operation: Operation) -> dict[str, _Planting]:
    found: dict[str, _Planting] = {}
    for row in rows(session, _PLANTED, op=operation.id):
        one = found.setdefault(row.code, _Planting(row.id, row.code, row.product, row.status, row.day))
        one.places.add(row.place)
        event = decode_event(payload_bytes(bytes(row.body), row.signed))
        if isinstance(event, Plant) and event.area is not None and event.place == row.place:
            given = msgspec.to_builtins(event.area)
            one.m2 += area_m2(str(given["value"]), given["unit"])
    return found


def _touches(plan: Plan, first: int, last: int) -> bool:
    return day_number(plan.first_pick) <= last and day_number(plan.last_pick) >= first


def _matters(one: _Planting, harvest: Any, last: int, raised: set[int]) -> bool:
    if harvest is not None:
        return bool(harvest.mass_mg)
    return one.day <= last and one.id not in raised


def _shown(
    one: _Planting, own: list[Plan], harvest: Any, products: dict[str, Product], unit: str, first: int, last: int
) -> dict[str, Any]:
    record = products.get(one.product or "")
    told = [_plan(plan, products, unit, record) for plan in own]
    masses = [(plan, part["mass_mg"]) for plan, part in zip(own, told, strict=True)]
    expected = [expected_of(plan, mass) for plan, mass in masses if mass is not None]
    mass = int(harvest.mass_mg or 0) if harvest is not None else 0
    return {
        "planting": one.code,
        "product": one.product,
        "product_name": record.name if record is not None else None,
        "commodity": record.commodity if record is not None else None,
        "status": one.status,
        "places": sorted(one.places),
        "planted": day_text(one.day),
        "area_m2": str(one.m2.quantize(Decimal(1))) if one.m2 else None,
        "plans": told,
        "plan_mg": sum(part.within(first, last) for part in expected) if expected else None,
        "plan_whole_mg": sum(part.mass_mg for part in expected) if expected else None,
        "mass_mg": mass,
        "mass": mass_text(mass, unit),
        "last_picked": day_text(harvest.day) if harvest is not None else None,
    }


def _plan(plan: Plan, products: dict[str, Product], unit: str, own: Product | None = None) -> dict[str, Any]:
    """Return a plan as it was told, with its mass where its quantity can be read as one."""
    mass = plan_mg(plan, products.get(plan.product or "", own))
    return {
        "product": plan.product,
        "quantity": msgspec.to_builtins(plan.quantity),
        "first_pick": plan.first_pick,
        "last_pick": plan.last_pick,
        "note": plan.note,
        "mass_mg": mass,
        "mass": None if mass is None else mass_text(mass, unit),
    }
