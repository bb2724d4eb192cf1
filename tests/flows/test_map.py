"""The map over HTTP: boundaries kept with their places, files before they are kept, and the farm map to hand over."""

import json
from typing import Any

import pytest

from tests.support.farm import Farm

SHAPE = {
    "type": "Polygon",
    "coordinates": [[[-121.77, 36.93], [-121.768, 36.93], [-121.768, 36.932], [-121.77, 36.932], [-121.77, 36.93]]],
}


@pytest.fixture
def mapped(farm: Farm) -> Farm:
    record = {key: value for key, value in farm.get("/places/B4").get_json().items() if key not in ("seq", "since")}
    assert farm.put("/places/B4", {**record, "boundary": SHAPE}).status_code == 200
    assert farm.put("/places/B5", {"name": "Block 5", "kind": "field"}).status_code == 200
    return farm


def features(farm: Farm) -> dict[str, Any]:
    return {one["id"]: one for one in farm.get("/map").get_json()["features"]}


def test_the_map_has_what_was_drawn_and_what_is_missing(mapped: Farm) -> None:
    found = features(mapped)

    assert found["B4"]["geometry"] == SHAPE
    assert found["B4"]["properties"]["drawn_m2"] == pytest.approx(39_556, rel=0.01)
    assert found["B4"]["properties"]["centre"] == [-121.769, 36.931]
    assert found["B5"]["geometry"] is None
    assert mapped.get("/map").get_json()["bbox"] == [-121.77, 36.93, -121.768, 36.932]


def test_a_boundary_that_crosses_itself_is_refused_where_it_is_drawn(mapped: Farm) -> None:
    record = {key: value for key, value in mapped.get("/places/B4").get_json().items() if key not in ("seq", "since")}
    first, second, third, fourth, _ = SHAPE["coordinates"][0]
    bow = {"type": "Polygon", "coordinates": [[first, third, second, fourth, first]]}

    refused = mapped.put("/places/B4", {**record, "boundary": bow})

    assert refused.status_code == 422
    assert refused.get_json()["errors"]["boundary"][0].startswith("The boundary crosses itself.")
    assert features(mapped)["B4"]["geometry"] == SHAPE


def test_a_file_shows_what_it_would_change_and_changes_nothing(mapped: Farm) -> None:
    head = mapped.head()
    file = {"type": "FeatureCollection", "features": [{"type": "Feature", "id": "b5", "geometry": SHAPE}]}

    [shape] = mapped.post("/map/shapes", file).get_json()["shapes"]

    assert (shape["place"], shape["fault"], shape["boundary"]) == ("B5", None, SHAPE)
    assert mapped.head() == head
    assert mapped.post("/map/shapes", {"type": "Topology"}).get_json()["code"] == "bad_geojson"
    assert mapped.post("/map/shapes", file, "packer").status_code == 403


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_farm_map_goes_away_as_pdf_and_geojson(mapped: Farm, language: str) -> None:
    pdf = mapped.get(f"/map/report?format=pdf&language={language}")
    assert pdf.status_code == 200, pdf.text
    assert pdf.data.startswith(b"%PDF")

    file = mapped.get("/map/report?format=json")
    assert file.headers["Content-Type"] == "application/geo+json"
    assert "lotbook-map.geojson" in file.headers["Content-Disposition"]
    told = json.loads(file.data)
    assert [one["id"] for one in told["features"] if one["geometry"]] == ["B4"]

    rows = mapped.get("/map/report?format=csv").text
    assert "36.931000" in rows
    assert "36.930000, -121.770000; 36.930000, -121.768000" in rows


def test_a_farm_without_shapes_has_a_list_of_what_is_missing(farm: Farm) -> None:
    assert "bbox" not in farm.get("/map").get_json()
    assert farm.get("/map/report").data.startswith(b"%PDF")
