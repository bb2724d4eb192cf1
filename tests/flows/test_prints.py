"""The print queue over HTTP: an order is drawn, looked at, taken, and printed again; the book has all of it."""

import time
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.labels.printed import needs_poppler, on_white, read, text
from tests.support.farm import Farm, harvested, packed, planted


@pytest.fixture
def season(farm: Farm) -> Farm:
    farm.record(planted(), harvested("H1", 3), packed("H1", 1, "P1", 20), packed("H1", 1, "P2", 20))
    return farm


def ordered(farm: Farm, body: Any, path: str = "/labels/prints", status: int = 201) -> Any:
    """Order labels, and wait until they are drawn."""
    answer = farm.post(path, body)
    assert answer.status_code == status, answer.text
    id_ = answer.get_json()["id"]
    one = answer.get_json()
    for _ in range(600):
        if one["job"]["state"] in ("ready", "failed"):
            break
        time.sleep(0.02)
        one = farm.get(f"/labels/prints/{id_}").get_json()
    assert one["job"]["state"] == "ready"
    return one


def stopped(farm: Farm, id_: str) -> None:
    """Leave a print as a server does that stops while it draws."""
    folder = farm.app.config["FILES"].parent / "prints" / str(farm.id)
    told = folder / f"{id_}.json"
    told.write_text(told.read_text().replace('"ready"', '"drawing"'))
    (folder / f"{id_}.made").unlink()


def change(farm: Farm, path: str, **fields: Any) -> None:
    known = {key: value for key, value in farm.get(path).get_json().items() if key not in ("seq", "since")}
    assert farm.put(path, {**known, **fields}, "owner").status_code in (200, 201)


@needs_poppler
def test_an_order_is_drawn_looked_at_and_taken_and_the_preview_is_a_page_of_the_very_file(season: Farm) -> None:
    one = ordered(season, {"what": "lot", "codes": ["P1", "P2"], "on": "5160", "start": 3})

    assert (one["labels"], one["job"]["done"], one["job"]["pages"]) == (2, 2, 1)
    pdf = season.get(f"/labels/prints/{one['id']}/file")
    page = season.get(f"/labels/prints/{one['id']}/pages/1")
    assert "P1" in text(pdf.data)
    assert page.content_type == "image/png"
    assert read(Image.open(BytesIO(page.data))) == [
        f"HTTP://LOCALHOST:8000/L/{season.code.upper()}/{lot}" for lot in ("P1", "P2")
    ]
    assert season.get(f"/labels/prints/{one['id']}/pages/2").status_code == 404


@needs_poppler
def test_tags_are_printed_again_with_their_codes_and_say_so_on_the_label_and_in_the_book(season: Farm) -> None:
    first = ordered(season, {"what": "tag", "count": 2, "copies": 2, "on": "L7160"})

    again = ordered(season, {"on": "a4"}, f"/labels/prints/{first['id']}/again")

    assert again["codes"] == first["codes"]
    assert (again["reprint"], again["of"], again["labels"]) == (True, first["id"], 4)
    words = text(season.get(f"/labels/prints/{again['id']}/file").data)
    assert words.split().count("REPRINT") == 4
    assert "REPRINT" not in text(season.get(f"/labels/prints/{first['id']}/file").data)
    listed = season.get("/labels/prints").get_json()
    assert [one["id"] for one in listed] == [again["id"], first["id"]]


@needs_poppler
def test_what_the_server_stopped_in_is_drawn_as_it_was_ordered_and_is_no_reprint(season: Farm) -> None:
    change(season, "/operation", gs1_prefix="9521234")
    pallet = {"lines": [{"lot": "P1", "count": 12}]}
    one = ordered(season, {"what": "pallet", "pallets": [pallet], "on": "a4", "start": 2, "language": "es"})
    stopped(season, one["id"])
    before = season.head()
    assert season.get(f"/labels/prints/{one['id']}").get_json()["job"]["state"] == "failed"
    assert season.get(f"/labels/prints/{one['id']}/file").status_code == 404

    again = ordered(season, None, f"/labels/prints/{one['id']}/draw", 200)

    assert (again["id"], again["sscc"], again["reprint"]) == (one["id"], one["sscc"], False)
    words = text(season.get(f"/labels/prints/{one['id']}/file").data)
    assert "12 cajas" in words
    assert "REIMPRESO" not in words
    assert season.head() == before
    assert ordered(season, None, f"/labels/prints/{one['id']}/draw", 200)["job"]["state"] == "ready"
    assert season.post("/labels/prints/no-such-print/draw").status_code == 404


def test_a_roll_is_looked_at_dot_for_dot(season: Farm) -> None:
    one = ordered(season, {"what": "lot", "codes": ["P1"], "on": "roll203"})

    assert season.get(f"/labels/prints/{one['id']}/file").get_data(as_text=True).startswith("^XA^CI28")
    assert Image.open(BytesIO(season.get(f"/labels/prints/{one['id']}/pages/1").data)).size == (812, 406)


def test_pallets_are_numbered_only_under_a_prefix_of_gs1s_and_never_twice(season: Farm) -> None:
    body = {"what": "pallet", "pallets": [{"lines": [{"lot": "P1", "count": 12}]}] * 2, "on": "roll203"}
    assert ordered(season, body)["sscc"] == []

    change(season, "/operation", gs1_prefix="9521234")
    change(season, "/products/APL-BOX", gtin="09520123456788")
    first, second = ordered(season, body), ordered(season, body)
    again = ordered(season, {"on": "roll203"}, f"/labels/prints/{first['id']}/again")

    assert first["sscc"] == ["095212340000000013", "095212340000000020"]
    assert [code[8:17] for code in second["sscc"]] == ["000000003", "000000004"]
    assert again["sscc"] == first["sscc"]
    picture = Image.open(BytesIO(season.get(f"/labels/prints/{again['id']}/pages/1").data))
    assert "(02)09520123456788(37)12(10)P1" in read(on_white(picture))
    third = ordered(season, body)
    assert [code[8:17] for code in third["sscc"]] == ["000000005", "000000006"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"what": "pallet", "pallets": [{"lines": [{"lot": "P1", "count": 1}] * 3}]}, "label_pallet"),
        ({"what": "pallet", "pallets": [{"lines": [{"lot": "NOPE", "count": 1}]}]}, "label_unknown"),
        ({"what": "pallet", "pallets": [{"lines": [{"lot": "P1", "count": 0}]}]}, "invalid_fields"),
        ({"what": "lot", "codes": []}, "label_count"),
        ({"what": "lot", "codes": ["P1"], "on": "wallpaper"}, "invalid_fields"),
        ({"what": "case", "codes": ["P1"], "on": "5160"}, "label_stock"),
        ({"what": "lot", "codes": ["P1"], "on": "5160", "start": 31}, "label_start"),
    ],
)
def test_what_cannot_be_printed_is_refused_before_anything_is_written(season: Farm, body: Any, code: str) -> None:
    before = season.head()

    assert season.post("/labels/prints", body).get_json()["code"] == code
    assert season.head() == before


def test_badges_are_the_offices_and_prints_are_not_the_crews(season: Farm) -> None:
    body = {"what": "badge", "codes": ["c07"]}

    assert season.post("/labels/prints", body, "packer").status_code == 403
    assert season.get("/labels/prints", "crew").status_code == 403
    assert season.get("/labels/prints/no-such-print").status_code == 404


def test_a_wrong_gtin_is_refused_before_anything_is_written(season: Farm) -> None:
    change(season, "/products/APL-BOX", gtin="9520123456789")
    before = season.head()

    refused = season.post("/labels/prints", {"what": "case", "codes": ["P1"]})

    assert refused.get_json()["code"] == "label_gs1"
    assert season.head() == before
