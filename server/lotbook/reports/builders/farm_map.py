"""The farm map of a traceability plan: the name and the coordinates of every growing area (21 CFR 1.1315(a)(5))."""

from decimal import Decimal
from typing import Any

from lotbook.land.drawing import picture
from lotbook.reports.names import Names
from lotbook.reports.report import Cell, Column, Report, Table
from lotbook.reports.words import Words
from lotbook.yields.rules import M2_PER_UNIT

_HUNDREDTH = Decimal("0.01")
_METRIC = frozenset({"mg", "g", "kg", "t"})


def report(result: dict[str, Any], names: Names, w: Words) -> Report:
    """Return the map with its tables; what has no coordinates yet is listed, not left out."""
    known = [one for one in result["features"] if one["geometry"] is not None]
    missing = [one["properties"] for one in result["features"] if one["geometry"] is None]
    metric = names.mass_unit in _METRIC
    areas = (
        Column("field", width=34),
        Column("sort", width=12),
        Column("status", width=16),
        Column("area_told", width=12),
        Column("area_drawn", width=12),
        Column("latitude", width=13),
        Column("longitude", width=13),
    )
    corners = (Column("field", width=20), Column("corners", width=90))
    tables = [
        Table("areas", areas, [_area(one["properties"], w, metric=metric) for one in known]),
        Table("corners", corners, [(one["id"], ring) for one in known for ring in _rings(one["geometry"])], wide=True),
    ]
    if missing:
        columns = (Column("field", width=40), Column("sort", width=20))
        tables.append(Table("unmapped", columns, [(_name(one), _kind(one, w)) for one in missing]))
    contact = names.contact("operation", names.operation["code"])
    return Report(
        title=w("title.map"),
        subtitle=w("map.subtitle", day=result["day"]),
        facts=[(w("address"), contact)] if contact else [],
        tables=tables,
        paragraphs=[w("map.why")],
        picture=(picture(known, result["bbox"], w("map.north"), metric=metric), w("map.alt", count=len(known)))
        if known
        else None,
    )


def _area(told: dict[str, Any], w: Words, *, metric: bool) -> list[Cell]:
    unit = "ha" if metric else "acre"
    drawn = (Decimal(told["drawn_m2"]) / M2_PER_UNIT[unit]).quantize(_HUNDREDTH)
    longitude, latitude = told["centre"]
    return [
        _name(told),
        _kind(told, w),
        w.code("status", told["status"]),
        f"{told['area']['value']} {told['area']['unit']}" if told["area"] else None,
        f"{drawn} {unit}",
        f"{latitude:.6f}",
        f"{longitude:.6f}",
    ]


def _name(told: dict[str, Any]) -> str:
    return f"{told['code']} {told['name']}" if told["name"] and told["name"] != told["code"] else str(told["code"])


def _kind(told: dict[str, Any], w: Words) -> str:
    return w.code("sort", told["kind"], (told["kind"] or "").replace("_", " "))


def _rings(geometry: dict[str, Any]) -> list[str]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return ["; ".join(f"{y:.6f}, {x:.6f}" for x, y in ring[:-1]) for rings in polygons for ring in rings]
