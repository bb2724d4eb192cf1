"""Blocks: what grows there, what was expected of it, what came of it, and when it was last picked."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number, day_text
from lotbook.registry.facts import place_facts, place_status
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Place
from lotbook.yields.areas import planted_m2
from lotbook.yields.behind import products_of
from lotbook.yields.expected import by_group
from lotbook.yields.plans import expectations
from lotbook.yields.rules import area_m2, per_area

_GROWS = """
    SELECT pp.place, l.code, l.product FROM planting_place pp
    JOIN lot l ON l.operation_id = pp.operation_id AND l.id = pp.lot_id
    WHERE pp.operation_id = :op AND pp.day <= :last AND l.kind = 'planting'
"""
_LAST = """
    SELECT p.place, max(p.day) AS day, sum(CASE WHEN p.day >= :first THEN p.mass_mg ELSE 0 END) AS mass_mg
    FROM posting p
    WHERE p.operation_id = :op AND p.day <= :last AND p.account = 'stock' AND p.against = 'harvested'
    GROUP BY p.place
"""


def blocks(session: Session, operation: Operation, since: str, to: str) -> dict[str, Any]:
    """Return every place that something grows at or came from, with its area, its harvest and its last pick."""
    first, last = day_number(since), day_number(to)
    places = {one.code: one for one in records_by_code(session, operation.id, "place", None) if isinstance(one, Place)}
    facts = {code: place_facts(one) for code, one in places.items()}
    areas = planted_m2(session, operation, last)
    picked = {row.place: row for row in rows(session, _LAST, op=operation.id, first=first, last=last)}
    planned = by_group(expectations(session, operation, products_of(session, operation)), "block", first, last)
    grows: defaultdict[str, set[str]] = defaultdict(set)
    for place, code, _ in rows(session, _GROWS, op=operation.id, last=last):
        grows[place].add(code)
    found = []
    for code in sorted({*grows, *picked, *planned} - {None}):
        place, row = places.get(code), picked.get(code)
        whole = area_m2(place.area.value, place.area.unit) if place is not None and place.area is not None else None
        mass, planted = int(row.mass_mg) if row is not None else 0, areas.at(code)
        found.append(
            {
                "place": code,
                "name": place.name if place is not None else None,
                "status": place_status(facts, code, last),
                "boundary": place.boundary if place is not None else None,
                "plantings": sorted(grows[code]),
                "area_m2": str(whole.quantize(Decimal(1))) if whole is not None else None,
                "planted_m2": str(planted.quantize(Decimal(1))) if planted else None,
                "mass_mg": mass,
                "plan_mg": planned.get(code),
                "per_area": per_area(mass, planted or whole or Decimal(0), operation.mass_unit),
                "last_picked": day_text(row.day) if row is not None else None,
                "days_since": last - row.day if row is not None else None,
            }
        )
    return {"from": since, "to": to, "blocks": found}
