"""Whether a harvest is believable for the certified area that it came from. Pure."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from lotbook.kit.mass import MG_PER_UNIT

M2_PER_UNIT: dict[str, Decimal] = {
    "m2": Decimal(1),
    "ha": Decimal(10_000),
    "acre": Decimal("4046.8564224"),
}
"""The international acre (NIST Handbook 44, appendix C)."""
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")


def area_m2(value: str, unit: str) -> Decimal:
    """Return an area in square metres."""
    return Decimal(value) * M2_PER_UNIT[unit]


def per_area(mass_mg: int, m2: Decimal, unit: str) -> dict[str, str] | None:
    """Return a yield as people say it: by the acre in pounds, by the hectare in metric units; None without an area."""
    if not m2:
        return None
    area = "ha" if unit in ("mg", "g", "kg", "t") else "acre"
    value = Decimal(mass_mg) / MG_PER_UNIT[unit] / (m2 / M2_PER_UNIT[area])
    return {"value": f"{value.quantize(_TENTH, ROUND_HALF_EVEN)}", "unit": f"{unit}/{area}"}


def plausible(
    harvested_mg: int, certified_m2: Decimal, yield_range: dict[str, Any] | None, mass_unit: str
) -> dict[str, Any]:
    """Compare a harvest with what its area is known to give: within, above, below, no_range or no_area.

    The range's own unit (`lb/acre`) says in what yields are shown; without a range it is the operation's
    mass unit an acre.
    """
    unit = (yield_range or {}).get("unit") or f"{mass_unit}/acre"
    mass_name, _, area_name = unit.partition("/")
    readable = mass_name in MG_PER_UNIT and area_name in M2_PER_UNIT
    if not readable:
        mass_name, area_name, unit = mass_unit, "acre", f"{mass_unit}/acre"
    area = certified_m2 / M2_PER_UNIT[area_name]
    shown = {"area": {"value": f"{area.quantize(_HUNDREDTH, ROUND_HALF_EVEN)}", "unit": area_name}}
    if not area:
        return {**shown, "per_area": None, "verdict": "no_area"}
    per_area = harvested_mg / MG_PER_UNIT[mass_name] / area
    shown["per_area"] = {"value": f"{per_area.quantize(_TENTH, ROUND_HALF_EVEN)}", "unit": unit}
    return {**shown, "verdict": _verdict(per_area, yield_range if readable else None)}


def _verdict(per_area: Decimal, yield_range: dict[str, Any] | None) -> str:
    if not yield_range or (yield_range.get("min") is None and yield_range.get("max") is None):
        return "no_range"
    if yield_range.get("max") is not None and per_area > Decimal(yield_range["max"]):
        return "above"
    if yield_range.get("min") is not None and per_area < Decimal(yield_range["min"]):
        return "below"
    return "within"
