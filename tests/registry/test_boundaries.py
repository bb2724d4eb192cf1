"""What can be the shape of land, how large it is, and where its middle lies."""

from datetime import UTC, datetime
from math import cos, radians
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotbook.demo.farm import places
from lotbook.demo.season import Season
from lotbook.registry.boundaries import CORNERS_MAX, RADIUS_M, Fault, area_m2, centre, checked, drawn, geojson, tidied
from lotbook.yields.rules import area_m2 as told_m2

NOW = datetime(2026, 7, 20, 12, tzinfo=UTC)
SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]


def polygon(*rings: list[Any]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


@pytest.mark.parametrize(
    ("fault", "geometry"),
    [
        ("no_polygon", {"type": "Point", "coordinates": [0, 0]}),
        ("no_polygon", {"type": "Polygon"}),
        ("not_numbers", {"type": "Polygon", "coordinates": [[0, 0]]}),
        ("no_polygon", "POLYGON((0 0, 1 0, 1 1, 0 0))"),
        ("not_numbers", polygon([["0", "0"], [1, 0], [1, 1], ["0", "0"]])),
        ("not_numbers", polygon([[True, 0], [1, 0], [1, 1], [True, 0]])),
        ("out_of_range", polygon([[36.93, -121.77], [36.94, -121.77], [36.94, -121.76], [36.93, -121.77]])),
        ("out_of_range", polygon([[0, 0], [float("inf"), 0], [1, 1], [0, 0]])),
        ("too_few", polygon([[0, 0], [1, 1], [0, 0]])),
        ("not_closed", polygon(SQUARE[:-1])),
        ("crosses_itself", polygon([[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]])),
        ("crosses_itself", polygon([[0, 0], [2, 0], [2, 2], [1, 0], [0, 2], [0, 0]])),
        ("crosses_itself", polygon([[0, 0], [2, 0], [1, 0], [1, 1], [0, 0]])),
        ("crosses_itself", polygon([[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [5, 1], [5, 2], [1, 1]])),
        ("too_many", polygon([[0, 0]] * (CORNERS_MAX + 1))),
    ],
)
def test_what_is_no_land_says_why(fault: str, geometry: Any) -> None:
    with pytest.raises(Fault) as refused:
        checked(geometry)

    assert refused.value.code == fault
    assert fault in ("not_closed", "crosses_itself") or drawn(geometry) == [] or fault == "too_few"


def test_a_line_there_and_back_surrounds_nothing() -> None:
    with pytest.raises(Fault) as refused:
        tidied(polygon([[0, 0], [1e-6, 0], [1e-6, 1e-6], [0, 0]]))

    assert refused.value.code == "no_area"


def test_a_boundary_that_nobody_drew_yet_is_one() -> None:
    assert checked(polygon()) == []
    assert centre([]) is None


def test_holes_may_touch_the_outer_ring_and_several_pieces_are_one_place() -> None:
    hole = [[0, 0], [0.5, 0.6], [0.6, 0.5], [0, 0]]
    assert len(checked(polygon(SQUARE, hole))[0]) == 2
    apart = [[[x + 3, y] for x, y in SQUARE]]
    assert len(checked({"type": "MultiPolygon", "coordinates": [[SQUARE], apart]})) == 2


def test_somebody_elses_file_is_tidied() -> None:
    clockwise_open_with_heights = [[0, 0, 12], [0, 1, 12], [0, 1, 13], [1, 1.00000000004, 12], [1, 0, 12]]

    [[ring]] = tidied(polygon(clockwise_open_with_heights))

    assert ring == [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]


@given(west=st.floats(-179, 178), south=st.floats(-80, 79), width=st.floats(0.001, 1), height=st.floats(0.001, 1))
def test_the_area_is_that_of_the_band_between_two_latitudes(
    west: float, south: float, width: float, height: float
) -> None:
    """A box between meridians and parallels has an area that can be written down."""
    east, north = west + width, south + height
    shape = checked(polygon([[west, south], [east, south], [east, north], [west, north], [west, south]]))
    middle = cos(radians((south + north) / 2))
    expected = RADIUS_M**2 * radians(east - west) * radians(north - south) * middle

    assert area_m2(shape) == pytest.approx(expected, rel=1e-4, abs=1)
    assert area_m2(tidied(geojson(shape))) == pytest.approx(area_m2(shape), rel=1e-3, abs=2)


def test_the_middle_of_a_bent_field_lies_in_it() -> None:
    around = [[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3], [0, 0]]

    x, y = centre(checked(polygon(around))) or (0, 0)

    assert 0 < y < 3
    assert y < 1 or 0 < x < 1 or 2 < x < 3


def test_the_demonstration_farm_is_as_large_on_the_map_as_in_its_records() -> None:
    drawn_places = [one for one in places(Season(NOW.date(), NOW)) if one["boundary"] and one["area"]]

    assert len(drawn_places) == 22
    for one in drawn_places:
        told = float(told_m2(one["area"]["value"], one["area"]["unit"]))
        assert area_m2(checked(one["boundary"])) == pytest.approx(told, rel=0.025), one["code"]
