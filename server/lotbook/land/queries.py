"""The map of the farm as GeoJSON: every place that has a boundary, and every one that ought to have."""

import re
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_text, local_day, now
from lotbook.lots.rules import RULES
from lotbook.registry.boundaries import Shape, area_m2, centre, drawn, geojson
from lotbook.registry.facts import place_facts, place_status
from lotbook.registry.queries import personal, records_by_code
from lotbook.registry.records import OperationRecord, Place, Tiles

GROWS = frozenset({"farm", "field", "block", "bed", "greenhouse"})
"""Kinds of places where something may grow: without a boundary they are on the list of what is missing."""

_PLANTED = "SELECT DISTINCT place FROM planting_place WHERE operation_id = :op"


def farm_map(session: Session, operation: Operation) -> dict[str, Any]:
    """Return the land as a FeatureCollection (RFC 7946), by code; what is retired is left out.

    A place that grows something and has no boundary is there without a geometry. Properties: `code name kind parent
    status` (today's), `area` as told, `drawn_m2` (of the shape), `centre` ([longitude, latitude], inside the shape).
    """
    today = local_day(now(), operation.timezone)
    places = {one.code: one for one in records_by_code(session, operation.id, "place", None) if isinstance(one, Place)}
    facts = {code: place_facts(one) for code, one in places.items()}
    planted = {row[0] for row in rows(session, _PLANTED, op=operation.id)}
    features, shapes = [], []
    for code, place in sorted(places.items(), key=lambda item: _counted(item[0])):
        shape = drawn(place.boundary) if place.boundary is not None else []
        if place.retired or not (shape or place.kind in GROWS or code in planted):
            continue
        shapes.append(shape)
        features.append(_feature(place, shape, place_status(facts, code, today)))
    found = {
        "type": "FeatureCollection",
        "name": _name(session, operation),
        "day": day_text(today),
        "as_of": {"seq": operation.head_seq, "rules": RULES},
        "features": features,
    }
    return {**found, "bbox": box} if (box := bbox(shapes)) is not None else found


def names_of_places(session: Session, operation: Operation) -> dict[str, str | None]:
    """Return the names of places by code; those that are retired take no shape."""
    records = records_by_code(session, operation.id, "place", None)
    return {one.code: one.name for one in records if isinstance(one, Place) and not one.retired}


def tile_source(session: Session, operation: Operation) -> Tiles | None:
    """Return where an operation says that pictures of what lies under its map come from; None: nowhere."""
    told = personal(session, operation.id, "operation", operation.code).get("tiles")
    return msgspec.convert(told, Tiles) if told is not None else None


def bbox(shapes: list[Shape]) -> list[float] | None:
    """Return west, south, east and north of all shapes."""
    corners = [corner for shape in shapes for rings in shape for corner in rings[0]]
    if not corners:
        return None
    xs, ys = zip(*corners, strict=True)
    return [min(xs), min(ys), max(xs), max(ys)]


def _counted(code: str) -> list[tuple[int, str]]:
    """Bed 2 before bed 10."""
    return [(int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", code)]


def _name(session: Session, operation: Operation) -> str:
    found = records_by_code(session, operation.id, "operation", [operation.code])
    names = [one.name for one in found if isinstance(one, OperationRecord) and one.name]
    return names[0] if names else operation.code


def _feature(place: Place, shape: Shape, status: str | None) -> dict[str, Any]:
    area = place.area
    return {
        "type": "Feature",
        "id": place.code,
        "geometry": geojson(shape) if shape else None,
        "properties": {
            "code": place.code,
            "name": place.name,
            "kind": place.kind,
            "parent": place.parent,
            "status": status,
            "area": {"value": area.value, "unit": area.unit} if area is not None else None,
            "drawn_m2": area_m2(shape) if shape else None,
            "centre": centre(shape),
        },
    }
