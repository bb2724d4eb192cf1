"""A boundary as the text of a cell reads back as it was, and as other programs write it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotbook.registry.wkt import read_shape, write_shape

numbers = st.integers(-180, 180) | st.floats(allow_nan=False, allow_infinity=False)


corners = st.sampled_from([2, 3]).flatmap(
    lambda n: st.lists(st.tuples(*[numbers] * n).map(list), min_size=1, max_size=4)
)
polygons = st.fixed_dictionaries({"type": st.just("Polygon"), "coordinates": st.lists(corners, max_size=2)})
several = st.fixed_dictionaries(
    {"type": st.just("MultiPolygon"), "coordinates": st.lists(st.lists(corners, max_size=2), max_size=2)}
)
others = st.fixed_dictionaries(
    {"type": st.sampled_from(["Polygon", "POLYGON", "Point"])},
    optional={
        "coordinates": st.none() | st.lists(st.text(max_size=3), max_size=2),
        "bbox": st.lists(numbers, max_size=2),
    },
)


@given(polygons | several | others)
def test_what_was_written_reads_back_to_the_last_digit(geometry: dict[str, Any]) -> None:
    assert repr(sorted(read_shape(write_shape(geometry)).items())) == repr(sorted(geometry.items()))


def test_it_is_written_as_qgis_reads_it() -> None:
    ring = [[-121.77, 36.93], [-121.768, 36.93], [-121.768, 36.932], [-121.77, 36.93]]
    text = "((-121.77 36.93, -121.768 36.93, -121.768 36.932, -121.77 36.93))"

    assert write_shape({"type": "Polygon", "coordinates": [ring]}) == f"POLYGON {text}"
    assert write_shape({"type": "MultiPolygon", "coordinates": [[ring]]}) == f"MULTIPOLYGON ({text})"
    assert write_shape({"type": "Polygon", "coordinates": []}) == "POLYGON EMPTY"
    assert write_shape({"type": "Polygon", "coordinates": [ring], "bbox": [1]}).startswith('{"bbox": [1]')


@pytest.mark.parametrize(
    ("text", "corner"),
    [
        ("MultiPolygon (((-121.77 36.93,-121.768 36.93,-121.768 36.932,-121.77 36.93)))", [-121.77, 36.93]),
        ("MULTIPOLYGONZ(((1 2 3,4 5 6,7 8 9,1 2 3)))", [1, 2, 3]),
        ("multipolygon z (((1. +2 .5, 4 5 6, 1. 2 .5)))", [1.0, 2, 0.5]),
        ('{"type": "MultiPolygon", "coordinates": [[[[1, 2]]]]}', [1, 2]),
    ],
)
def test_other_programs_write_it_their_way(text: str, corner: list[float]) -> None:
    assert read_shape(text)["coordinates"][0][0][0] == corner


@pytest.mark.parametrize(
    "text",
    [
        "north of the creek",
        "POINT (1 2)",
        "POLYGON",
        "POLYGON ((1 2, 3 4)",
        "POLYGON ((1 2, 3 x))",
        "{",
        "POLYGON (1 2))",
        "POLYGON ((1e999 2))",
        "POLYGON ((" + "9" * 5_000 + " 1))",
        "POLYGON " + "(" * 100_000,
    ],
)
def test_other_words_are_no_boundary(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_shape(text)
