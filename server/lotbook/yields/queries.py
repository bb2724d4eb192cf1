"""The harvest of a season against the certified area that it came from (plausibility, for an inspector)."""

from collections import defaultdict
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
from lotbook.registry.facts import PlaceFacts, place_facts, place_status
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Place, Product
from lotbook.yields.rules import area_m2, plausible

_HARVESTED = """
    SELECT k.source_id AS planting, p.code, SUM(k.mass_mg) AS mass FROM link k
    JOIN lot l ON l.operation_id = k.operation_id AND l.id = k.target_id
    JOIN lot p ON p.operation_id = k.operation_id AND p.id = k.source_id
    WHERE k.operation_id = :op AND k.kind = 'harvest' AND k.day BETWEEN :first AND :last AND l.product = :product
    GROUP BY k.source_id, p.code ORDER BY p.code
"""
_PLANTED = """
    SELECT pp.lot_id, pp.place, pp.day, e.body, e.signed FROM planting_place pp
    JOIN entry e ON e.operation_id = pp.operation_id AND e.seq = pp.seq
    WHERE pp.operation_id = :op AND pp.lot_id IN :ids AND e.kind = 'plant'
"""


def plausibility(session: Session, operation: Operation, records: list[Product], to: str) -> list[dict[str, Any]]:
    """Return, for each product that was harvested this season up to a day, whether its yield is believable.

    The season is the calendar year of that day. Only area counts whose place was organic or in transition on
    the day that it is judged: `to`.
    """
    last = day_number(to)
    first = day_number(f"{to[:4]}-01-01")
    places = {
        record.code: place_facts(record)
        for record in records_by_code(session, operation.id, "place", None)
        if isinstance(record, Place)
    }
    found = []
    for record in sorted(records, key=lambda one: one.code):
        harvested = rows(session, _HARVESTED, op=operation.id, first=first, last=last, product=record.code)
        if harvested:
            area = _certified_m2(session, operation, [row.planting for row in harvested], places, last)
            found.append(_shown(record, harvested, area, operation.mass_unit, first, last))
    return found


def _shown(
    record: Product, harvested: list[Any], area: dict[int, Decimal], unit: str, first: int, last: int
) -> dict[str, Any]:
    mass = sum(int(row.mass or 0) for row in harvested)
    given = record.yield_range
    yield_range = None if given is None else {name: getattr(given, name) for name in ("min", "max", "unit")}
    return {
        "product": record.code,
        "commodity": record.commodity,
        "season_from": day_text(first),
        "season_to": day_text(last),
        "harvested_mg": mass,
        "harvested": mass_text(mass, unit),
        **plausible(mass, sum(area.values(), Decimal(0)), yield_range, unit),
        "range": yield_range,
        "source": given.source if given is not None else None,
        "plantings": [row.code for row in harvested],
    }


def _certified_m2(
    session: Session, operation: Operation, plantings: list[int], places: dict[str, PlaceFacts], day: int
) -> dict[int, Decimal]:
    """Return the area of plantings whose places are certified, or on the way to it."""
    area: dict[int, Decimal] = defaultdict(Decimal)
    for lot_id, place, _, body, signed in rows(session, _PLANTED, op=operation.id, ids=plantings):
        event = decode_event(payload_bytes(bytes(body), signed))
        if not isinstance(event, Plant) or event.area is None or event.place != place:
            continue
        if place_status(places, place, day) in ("organic", "transitional"):
            given = msgspec.to_builtins(event.area)
            area[lot_id] += area_m2(str(given["value"]), given["unit"])
    return area
