"""Whether a place's boundary can be the shape of land, and how large that shape is. Pure.

A boundary is a GeoJSON Polygon or MultiPolygon (RFC 7946): longitude first, in degrees of WGS 84, each ring closed.
`{"coordinates": []}` is a boundary that nobody drew yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import radians, sin
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Shape = list[list[Ring]]
"""Polygons, each an outer ring and its holes; a closed ring repeats its first point."""

CORNERS_MAX = 2_000
RADIUS_M = 6_371_007.2
"""Of the sphere whose surface is the ellipsoid's (WGS 84, authalic)."""
_DIGITS = 7
"""A centimetre."""
_CLOSED_MIN = 4
_LONGITUDE_MAX, _LATITUDE_MAX = 180, 90
_AREA_MIN_M2 = 1

SENTENCES = {
    "no_polygon": "A boundary is a GeoJSON Polygon or MultiPolygon.",
    "not_numbers": "A corner is a longitude and a latitude, two numbers.",
    "out_of_range": "A corner is a longitude from -180 to 180, then a latitude from -90 to 90, in degrees (WGS 84).",
    "too_few": "A ring has at least three corners.",
    "not_closed": "A ring ends with the corner that it began with.",
    "crosses_itself": "The boundary crosses itself.",
    "no_area": "The boundary surrounds nothing.",
    "too_many": f"A boundary has at most {CORNERS_MAX:,} corners.",
}


class Fault(ValueError):
    """What is wrong with a boundary: a key of SENTENCES, and the corner at fault where there is one."""

    def __init__(self, code: str, at: Point | None = None) -> None:
        super().__init__(SENTENCES[code])
        self.code, self.at = code, at


def read_boundary(geometry: Any) -> Shape:
    """Return the polygons of a boundary as it stands; empty where nothing was drawn. Raises Fault."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise Fault("no_polygon")
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list):
        raise Fault("no_polygon")
    polygons = [coordinates] if geometry["type"] == "Polygon" and coordinates else coordinates
    if not all(isinstance(rings, list) and rings for rings in polygons):
        raise Fault("no_polygon")
    if not all(isinstance(ring, list) for rings in polygons for ring in rings):
        raise Fault("no_polygon")
    if sum(len(ring) for rings in polygons for ring in rings) > CORNERS_MAX:
        raise Fault("too_many")
    return [[[_point(corner) for corner in ring] for ring in rings] for rings in polygons]


def checked(geometry: Any) -> Shape:
    """Return the polygons of a boundary that can be land: closed, within the world, crossing nothing. Raises Fault."""
    shape = read_boundary(geometry)
    for rings in shape:
        for ring in rings:
            if len(ring) < _CLOSED_MIN:
                raise Fault("too_few")
            if ring[0] != ring[-1]:
                raise Fault("not_closed", ring[-1])
        crossing = _crossing(rings)
        if crossing is not None:
            raise Fault("crosses_itself", crossing)
    if shape and area_m2(shape) < _AREA_MIN_M2:
        raise Fault("no_area")
    return shape


def tidied(geometry: Any) -> Shape:
    """Return the polygons of somebody else's file as we keep them, then checked. Raises Fault.

    Heights go, corners are rounded to a centimetre and stand once, rings are closed, the outer one runs against the
    clock and holes with it (RFC 7946, 3.1.6).
    """
    shape = [[_tidy(ring, outer=i == 0) for i, ring in enumerate(rings)] for rings in read_boundary(geometry)]
    return checked(geojson(shape))


def geojson(shape: Shape) -> dict[str, Any]:
    """Return polygons as a GeoJSON geometry."""
    rings = [[[list(corner) for corner in ring] for ring in polygon] for polygon in shape]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings[0]}
    return {"type": "MultiPolygon", "coordinates": rings}


def drawn(geometry: Any) -> Shape:
    """Return the polygons that can be drawn of a boundary; none where it is none: the book keeps what it was told."""
    try:
        shape = read_boundary(geometry)
    except Fault:
        return []
    return [rings for rings in shape if all(len(ring) >= _CLOSED_MIN for ring in rings)]


def area_m2(shape: Shape) -> int:
    """Return the area of polygons on the sphere in whole square metres, holes taken out."""
    return round(sum(abs(_ring_m2(ring)) * (1 if i == 0 else -1) for rings in shape for i, ring in enumerate(rings)))


def centre(shape: Shape) -> Point | None:
    """Return a point inside the largest polygon: its centroid, or the middle of what lies level with it."""
    if not shape:
        return None
    rings = max(shape, key=lambda one: abs(_ring_m2(one[0])))
    point = _centroid(rings[0])
    if not covers(rings, point):
        point = _level(rings, point)
    return round(point[0], 6), round(point[1], 6)


def _point(corner: Any) -> Point:
    if not isinstance(corner, list) or len(corner) not in (2, 3):
        raise Fault("not_numbers")
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in corner):
        raise Fault("not_numbers")
    x, y = float(corner[0]), float(corner[1])
    if not (abs(x) <= _LONGITUDE_MAX and abs(y) <= _LATITUDE_MAX):
        raise Fault("out_of_range", (x, y))
    return x, y


def _tidy(ring: Ring, *, outer: bool) -> Ring:
    kept: Ring = []
    for x, y in ring:
        corner = (round(x, _DIGITS), round(y, _DIGITS))
        if not kept or kept[-1] != corner:
            kept.append(corner)
    if kept and kept[0] != kept[-1]:
        kept.append(kept[0])
    return kept if (_ring_m2(kept) >= 0) == outer else kept[::-1]


def _ring_m2(ring: Ring) -> float:
    """Return the area that a closed ring surrounds, above zero where it runs against the clock.

    Chamberlain and Duquette, Some Algorithms for Polygons on a Sphere (JPL 07-03), in the middle of each side.
    """
    total = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        total += radians(x1 - x2) * (sin(radians(y1)) + sin(radians(y2)))
    return total * RADIUS_M**2 / 2


def _centroid(ring: Ring) -> Point:
    x0, y0 = ring[0]
    twice = cx = cy = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        a, b, c, d = x1 - x0, y1 - y0, x2 - x0, y2 - y0
        part = a * d - c * b
        twice += part
        cx += (a + c) * part
        cy += (b + d) * part
    if not twice:
        return ring[0]
    return x0 + cx / (3 * twice), y0 + cy / (3 * twice)


def covers(rings: list[Ring], point: Point) -> bool:
    """Say whether a point lies in a polygon and in none of its holes."""
    return sum(x > point[0] for x in _level_crossings(rings, point[1])) % 2 == 1


def _level(rings: list[Ring], point: Point) -> Point:
    """Return the middle of the longest stretch of land that lies level with a point."""
    crossings = sorted(_level_crossings(rings, point[1]))
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not stretches:
        return rings[0][0]
    left, right = max(stretches, key=lambda pair: pair[1] - pair[0])
    return (left + right) / 2, point[1]


def _level_crossings(rings: list[Ring], y: float) -> Iterator[float]:
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y):
                yield x1 + (y - y1) / (y2 - y1) * (x2 - x1)


@dataclass(frozen=True, slots=True)
class _Side:
    ring: int
    number: int
    last: int
    a: Point
    b: Point
    left: float
    right: float


def _crossing(rings: list[Ring]) -> Point | None:
    """Return a corner near which two sides of a polygon meet that should not; None where none do.

    Sides are gone through from west to east, each against those that it lies beside alone.
    """
    beside: list[_Side] = []
    for side in sorted(_sides(rings), key=lambda one: one.left):
        beside = [one for one in beside if one.right >= side.left]
        for other in beside:
            if _meet_badly(side, other):
                return side.a
        beside.append(side)
    return None


def _sides(rings: list[Ring]) -> Iterator[_Side]:
    for i, ring in enumerate(rings):
        corners = [corner for corner, next_ in pairwise(ring) if corner != next_]
        for n, a in enumerate(corners):
            b = corners[(n + 1) % len(corners)]
            yield _Side(i, n, len(corners) - 1, a, b, min(a[0], b[0]), max(a[0], b[0]))


def _meet_badly(one: _Side, other: _Side) -> bool:
    if min(one.a[1], one.b[1]) > max(other.a[1], other.b[1]) or max(one.a[1], one.b[1]) < min(other.a[1], other.b[1]):
        return False
    if one.ring == other.ring:
        first, second = sorted((one, other), key=lambda side: side.number)
        if second.number == first.number + 1:
            return _turns_back(first.a, first.b, second.b)
        if first.number == 0 and second.number == second.last:
            return _turns_back(second.a, first.a, first.b)
    d1, d2 = _side_of(other.a, other.b, one.a), _side_of(other.a, other.b, one.b)
    d3, d4 = _side_of(one.a, one.b, other.a), _side_of(one.a, one.b, other.b)
    if d1 != d2 and d3 != d4 and 0 not in (d1, d2, d3, d4):
        return True
    if one.ring != other.ring:
        return False  # a hole may touch its outer ring
    ends = ((d1, other, one.a), (d2, other, one.b), (d3, one, other.a), (d4, one, other.b))
    return any(d == 0 and _within(side, corner) for d, side, corner in ends)


def _turns_back(a: Point, b: Point, c: Point) -> bool:
    return _side_of(a, b, c) == 0 and (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < 0


def _side_of(a: Point, b: Point, c: Point) -> int:
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (turn > 0) - (turn < 0)


def _within(side: _Side, c: Point) -> bool:
    return side.left <= c[0] <= side.right and min(side.a[1], side.b[1]) <= c[1] <= max(side.a[1], side.b[1])
