"""Labels for label printers over HTTP."""

from io import BytesIO

import pytest
from PIL import Image

from tests.labels.printed import needs_poppler, on_white, read, text
from tests.support.farm import Farm, harvested, packed, planted


@pytest.fixture
def season(farm: Farm) -> Farm:
    farm.record(planted(), harvested("H1", 3), packed("H1", 1, "P1", 20))
    return farm


def give_gtin(farm: Farm, gtin: str) -> None:
    known = {k: v for k, v in farm.get("/products/APL-BOX").get_json().items() if k not in ("seq", "since")}
    assert farm.put("/products/APL-BOX", {**known, "gtin": gtin}).status_code in (200, 201)


def test_a_lot_without_a_gtin_has_our_own_address_and_never_an_invented_number(season: Farm) -> None:
    job = season.post("/labels/thermal/lots", {"codes": ["P1"]}).get_data(as_text=True)

    assert "/L/" in job
    assert "(01)" not in job


def test_with_a_gtin_it_is_ptis_case_label(season: Farm) -> None:
    give_gtin(season, "9520123456788")

    answer = season.post("/labels/thermal/lots", {"codes": ["P1"], "format": "png", "dpi": 300})

    assert answer.content_type == "image/png"
    assert read(on_white(Image.open(BytesIO(answer.data)))) == [
        "(01)09520123456788(10)P1",
        f"HTTP://LOCALHOST:8000/G/{season.code.upper()}/01/09520123456788/10/P1",
    ]


def test_a_wrong_gtin_is_refused_in_a_sentence(season: Farm) -> None:
    give_gtin(season, "9520123456789")

    refused = season.post("/labels/thermal/lots", {"codes": ["P1"]}).get_json()

    assert refused["code"] == "label_gs1"
    assert "last digit should be 8" in refused["detail"]


def test_bad_input_is_refused_in_a_sentence(season: Farm) -> None:
    for body, code in (
        ({"codes": ["NOPE"]}, "label_unknown"),
        ({"codes": ["P1"], "dpi": 72}, "label_dpi"),
        ({"codes": []}, "invalid_fields"),
        ({"codes": ["P1"] * 20, "copies": 1_000}, "label_count"),
    ):
        assert season.post("/labels/thermal/lots", body).get_json()["code"] == code, body


def test_a_roll_of_tags_has_so_many_of_them_none_twice(season: Farm) -> None:
    job = season.post("/labels/thermal/tags", {"count": 300}).get_data(as_text=True)
    urls = [field.split("^FS")[0] for field in job.split("^FDQA,")[1:]]

    assert len(urls) == len(set(urls)) == 300


def test_papers_say_what_fits_on_them(farm: Farm) -> None:
    papers = {one["paper"]: one["kinds"] for one in farm.get("/labels/papers").get_json()}

    assert papers["5160"]["lot"] == {"columns": 3, "rows": 10}
    assert "tag" not in papers["5160"]
    assert papers["L7160"]["tag"] == {"columns": 3, "rows": 7}


@needs_poppler
def test_tags_fill_the_last_sheet_around_the_labels_that_are_gone(farm: Farm) -> None:
    body = {"count": 3, "copies": 2, "paper": "L7160", "start": 4, "spare": [5, 9], "fill": True}

    answer = farm.post("/labels/tags", body)

    # Twenty-one less three before the first and two that are gone: eight tags twice.
    assert text(answer.data).split().count("Tag") == 16


def test_sheets_too_small_for_a_tag_are_refused_in_a_sentence(farm: Farm) -> None:
    refused = farm.post("/labels/tags", {"count": 3, "paper": "5160"})

    assert (refused.status_code, refused.get_json()["code"]) == (422, "label_stock")
