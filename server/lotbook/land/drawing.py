"""The map of the farm as one picture on white paper: outlines, names, north and a scale. Pure."""

from html import escape
from math import cos, log10, radians
from typing import Any

from lotbook.registry.boundaries import covers

WIDE, HIGH, EDGE = 720.0, 430.0, 14.0
"""Points of the picture; beneath it there is room for the scale."""
_FOOT = 26.0
_FONT, _LETTER = 9.5, 5.4
"""Size of a name, and how wide its letters are on average."""
_FILLED = 0.85
"""So much of a shape's width its name may take: fields lean."""
_LEVEL = 1.3
"""A shape so many times as high as it is wide has its name upright."""
M_PER_DEGREE = 111_195.0
M_PER_FOOT = 0.3048

Feature = dict[str, Any]


def picture(features: list[Feature], box: list[float], north: str, *, metric: bool) -> str:
    """Return the map of features with a geometry as SVG; `box` is west, south, east, north of them all.

    Degrees are stretched as they are in the middle of the farm: over a few kilometres no paper shows the difference.
    """
    west, south, east, top = box
    squeeze = cos(radians((south + top) / 2))
    scale = min((WIDE - 2 * EDGE) / max((east - west) * squeeze, 1e-9), (HIGH - 2 * EDGE) / max(top - south, 1e-9))
    left = (WIDE - (east - west) * squeeze * scale) / 2

    def at(corner: list[float]) -> tuple[float, float]:
        return left + (corner[0] - west) * squeeze * scale, EDGE + (top - corner[1]) * scale

    largest_first = sorted(features, key=lambda one: -one["properties"]["drawn_m2"])
    outlines = [_outline(one, at, bottom=n == 0) for n, one in enumerate(largest_first)]
    names = [_name(one, at, features) for one in largest_first]
    foot = _scale(scale, squeeze, metric=metric) + _north(north)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE:g} {HIGH + _FOOT:g}"'
        f' font-family="Noto Sans" font-size="{_FONT}">{"".join((*outlines, *names))}{foot}</svg>'
    )


def _outline(feature: Feature, at: Any, *, bottom: bool) -> str:
    path = "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(at, ring[:-1])) + "Z"
        for rings in _polygons(feature)
        for ring in rings
    )
    return f'<path d="{path}" fill="{"#f4f4f2" if bottom else "#ffffff"}" fill-rule="evenodd" stroke="#000"/>'


def _name(feature: Feature, at: Any, features: list[Feature]) -> str:
    """A name within its shape, upright in a narrow one, the code where it has no room; beside it where full."""
    corners = [at(corner) for rings in _polygons(feature) for corner in rings[0]]
    told = feature["properties"]
    full = f"{told['code']} {told['name']}" if told["name"] else told["code"]
    x, y = at(told["centre"])
    if any(one["properties"]["parent"] == told["code"] and inside(one, told["centre"]) for one in features):
        if any(one["id"] == told["parent"] for one in features):
            x, y = min(corners)
            return f'<text x="{x - 3:.1f}" y="{y + _FONT:.1f}" text-anchor="end">{escape(told["code"])}</text>'
        x, y = max(corners, key=lambda one: one[1])
        return f'<text x="{x:.1f}" y="{y + _FONT + 2:.1f}" font-weight="bold">{escape(full)}</text>'
    xs, ys = zip(*corners, strict=True)
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    upright = high > wide * _LEVEL
    room = (high if upright else wide) * _FILLED
    text = next((one for one in (full, told["name"], told["code"]) if one and len(one) * _LETTER < room), told["code"])
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if upright else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" dy="{_FONT / 3:.1f}" text-anchor="middle"{turn}>{escape(text)}</text>'


def inside(feature: Feature, point: list[float]) -> bool:
    """Say whether a point lies in a feature."""
    return any(
        covers([[(x, y) for x, y in ring] for ring in rings], (point[0], point[1])) for rings in _polygons(feature)
    )


def _polygons(feature: Feature) -> list[list[list[list[float]]]]:
    geometry = feature["geometry"]
    polygons: list[list[list[list[float]]]] = (
        [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    )
    return polygons


def _scale(points_per_degree: float, squeeze: float, *, metric: bool) -> str:
    """A bar of a round length, a fifth of the picture at most."""
    points_per_m = points_per_degree / M_PER_DEGREE
    unit_m, unit = (1.0, "m") if metric else (M_PER_FOOT, "ft")
    most = WIDE / 5 / points_per_m / unit_m
    power = 10 ** int(log10(most)) if most >= 1 else 1
    length = next(n * power for n in (5, 2, 1) if n * power <= most or n == 1)
    end = EDGE + length * unit_m * points_per_m
    y = HIGH + 10
    return (
        f'<path d="M{EDGE} {y - 4}V{y}H{end:.1f}V{y - 4}" fill="none" stroke="#000"/>'
        f'<text x="{end + 6:.1f}" y="{y}">{length:,} {unit}</text>'
    )


def _north(word: str) -> str:
    x, y = WIDE - EDGE - 6, HIGH + 18
    arrow = f'<path d="M{x} {y - 20}L{x + 5} {y - 6}L{x} {y - 9}L{x - 5} {y - 6}Z"/>'
    return f'{arrow}<text x="{x}" y="{y + 4}" text-anchor="middle" font-weight="bold">{escape(word)}</text>'
