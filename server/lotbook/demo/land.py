"""Where the demonstration farm lies: its fields as they were measured, each as large as its record says.

Corners are metres from the gate, along the county road and away from it; the creek bounds the farm on the far side.
"""

from math import cos, pi, radians, sin
from typing import Any

from lotbook.registry.boundaries import RADIUS_M

GATE = (-121.7712, 36.9304)
"""Longitude and latitude."""
ROAD_TURNS = radians(14)
"""The road runs so far north of east."""
_DIGITS = 6

Corners = list[tuple[float, float]]

_BED_WIDE, _BED_SLANT = 32.0, 14.0
_BEDS_SOUTH, _BEDS_NORTH = 142.0, 293.75


def _bed(n: int) -> Corners:
    left, right = 10 + (n - 1) * _BED_WIDE, 10 + n * _BED_WIDE
    south, north = _BEDS_SOUTH, _BEDS_NORTH
    return [(left, south), (right, south), (right + _BED_SLANT, north), (left + _BED_SLANT, north)]


SHAPES: dict[str, Corners] = {
    "RANCH": [
        (-14, -8), (120, -14), (240, -12), (345, 4), (345, 136), (398, 137), (406, 181), (396, 215), (410, 255),
        (419, 300), (359, 301), (359, 443), (250, 455), (90, 461), (-2, 450), (-15, 300),
    ],
    "NURSERY": [(34, 430), (88, 431.5), (87.6, 445.5), (33.6, 444)],
    "S1": [(24, 304), (134, 304), (136, 422), (80, 424), (26, 418)],
    "S2": [(142, 304), (245, 304), (247, 421), (144, 422.8)],
    "S3": [(253, 304), (356, 304), (356, 420.5), (255, 422)],
    "S3B": [(345.6, 304), (356, 304), (356, 420.5), (345.6, 420.7)],
    "L": [*_bed(1)[:1], *_bed(10)[1:3], *_bed(1)[3:]],
    **{f"L{n}": _bed(n) for n in range(1, 11)},
    "T1": [(340, 142), (395, 142), (401, 180), (392, 215), (405, 255), (413, 293.5), (354, 293.5)],
    "T2": [(425, 149), (468.5, 156), (477.5, 228), (465.5, 286), (434.5, 277), (420, 216)],
    "A1": [(10, 16), (70, 10), (130, 8), (130, 130), (10, 130)],
    "A2": [(138, 8), (240, 14), (240, 130), (138, 130)],
    "A3": [(248, 14), (338, 21.2), (338, 130), (248, 130)],
    "C9": [(363, 306), (402.5, 306), (405.5, 362), (402.5, 425), (363, 425)],
}  # fmt: skip


def boundary(code: str) -> dict[str, Any] | None:
    """Return the boundary of a place as GeoJSON; None for a place that is no land."""
    corners = SHAPES.get(code)
    if corners is None:
        return None
    ring = [_on_earth(x, y) for x, y in corners]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _on_earth(x: float, y: float) -> list[float]:
    east = x * cos(ROAD_TURNS) - y * sin(ROAD_TURNS)
    north = x * sin(ROAD_TURNS) + y * cos(ROAD_TURNS)
    degree_m = pi * RADIUS_M / 180
    longitude, latitude = GATE
    return [
        round(longitude + east / (degree_m * cos(radians(latitude))), _DIGITS),
        round(latitude + north / degree_m, _DIGITS),
    ]
