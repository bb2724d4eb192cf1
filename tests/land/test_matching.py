"""Shapes of a file find their places by what programs of farms call a field's name."""

from typing import Any

from lotbook.land.matching import features_of, matched

NAMES = {"B4": "Block 4", "B5": "River block", "B6": "Twin", "B7": "Twin", "L1": None}
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [0.01, 0], [0.01, 0.01], [0, 0.01], [0, 0]]]}


def feature(**properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": SQUARE}


def places(*features: dict[str, Any]) -> list[str | None]:
    return [one["place"] for one in matched(features, NAMES)]


def test_a_code_or_a_name_that_only_one_place_has_finds_it() -> None:
    assert places(feature(code="b4"), feature(Name=" river BLOCK ")) == ["B4", "B5"]
    assert places(feature(name="Twin")) == [None]
    assert places({**feature(), "id": "L1"}) == ["L1"]
    assert places(feature(name="Nowhere"), feature(), feature(name=4, code=None)) == [None, None, None]


def test_one_place_has_one_shape() -> None:
    assert places(feature(code="B4"), feature(name="Block 4")) == ["B4", None]


def test_what_is_no_shape_says_why_and_stops_nothing() -> None:
    line = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}

    first, second = matched([{**feature(code="B4"), "geometry": line}, feature(code="B5")], NAMES)

    assert (first["fault"], first["boundary"]) == ("no_polygon", None)
    assert second["fault"] is None
    assert second["area_m2"] > 1_000_000


def test_a_file_is_a_collection_a_feature_or_a_polygon() -> None:
    assert features_of({"type": "FeatureCollection", "features": [feature()]}) == [feature()]
    assert features_of(feature()) == [feature()]
    assert features_of(SQUARE) is not None
    no_maps: tuple[Any, ...] = (
        None,
        [],
        {"type": "Topology"},
        {"type": "FeatureCollection", "features": [3]},
        {"type": "Point"},
    )
    assert [features_of(one) for one in no_maps] == [None] * 5
