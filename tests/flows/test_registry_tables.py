"""Tables of records: what an import would change, what is wrong in it, and files that go out and come back."""

import json
from typing import Any

import pytest

from lotbook.db import writing
from lotbook.identity.models import Operation
from lotbook.kit.clock import now
from lotbook.lots.actions import record_registry
from lotbook.registry.views.tables import FILE_LIMIT
from tests.support.farm import Farm

RING = [[-121.77, 36.93], [-121.768, 36.93], [-121.7680001, 36.932], [-121.77, 36.93]]
TEXT = "((-121.77 36.93, -121.768 36.93, -121.7680001 36.932, -121.77 36.93))"


def send(farm: Farm, path: str, text: str | bytes, role: str = "office", **query: str) -> Any:
    data = text if isinstance(text, bytes) else text.encode()
    return farm.call("POST", f"/tables/{path}", role, data=data, content_type="text/csv", query_string=query)


def preview(farm: Farm, path: str, text: str | bytes, role: str = "office") -> dict[str, Any]:
    answer = send(farm, path, text, role)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def take(farm: Farm, path: str, text: str | bytes) -> dict[str, Any]:
    answer = send(farm, path, text, take=preview(farm, path, text)["seen"])
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def fill(farm: Farm) -> None:
    mass = [
        {"from": "2022-01-01", "value": "40", "unit": "lb", "basis": "table"},
        {"from": "2026-05-01", "value": "41.5", "unit": "lb", "basis": "estimate", "min": "40", "max": "43"},
    ]
    more = {"units": [{"unit": "half", "per": "0.5"}], "yield_range": {"max": "9", "unit": "t/ha"}}
    box = farm.get("/products/APL-BOX").get_json()
    farm.put("/products/APL-BOX", {**box, "unit_mass": mass, **more, "shelf_life_days": 20})
    field = {"name": "-Ñandú, 5\n", "parent": "B4", "area": {"value": "2", "unit": "ha"}}
    farm.put("/places/B5", {**field, "boundary": {"type": "Polygon", "coordinates": [RING]}})
    farm.put("/places/B4", {"name": "Block 4", "boundary": {"type": "MultiPolygon", "coordinates": [[RING]]}})
    contact = {"phone": "+1 555", "city": None}
    farm.put("/partners/seedco", {"name": "Seed", "roles": ["supplier"], "certificate": "C-1", "contact": contact})
    farm.put("/partners/river", {"name": "River", "certificate": {"number": "C-2", "expires": "2026-12-31"}})
    parts = [{"commodity": "apple", "percent": "60"}, {"product": "APL-BIN", "percent": "40"}]
    farm.put("/recipes/MIX", {"product": "APL-BOX", "from": "2026-01-01", "ingredients": parts})
    plan = {"quantity": {"value": "4", "unit": "bin"}, "first_pick": "2026-08-20", "last_pick": "2026-10-01"}
    farm.put("/plans/PL-B4", {**plan, "product": "APL-BIN", "retired": True})


PATHS = ("places", "products", "partners", "people", "recipes", "plans")


@pytest.mark.parametrize("path", PATHS)
def test_what_goes_out_comes_back_and_changes_nothing(farm: Farm, path: str) -> None:
    fill(farm)
    head = farm.head()

    out = farm.get(f"/tables/{path}", "owner")
    back = preview(farm, path, out.data, "owner")

    assert out.data.startswith(b"\xef\xbb\xbfcode,")
    assert back["rows"]
    assert {row["what"] for row in back["rows"]} == {"same"}, back
    assert take(farm, path, out.data if path != "people" else b"code\r\np-crew\r\n")["taken"] == 0
    assert farm.head() == head


def test_what_goes_out_makes_the_same_in_an_empty_book(farm: Farm) -> None:
    from tests.support.farm import make_farm

    fill(farm)
    other = make_farm(farm.app)
    for path in ("places", "products", "partners", "recipes", "plans"):
        take(other, path, farm.get(f"/tables/{path}").data)

    for path in ("places", "products", "partners", "recipes", "plans"):
        assert other.get(f"/tables/{path}").data == farm.get(f"/tables/{path}").data


class TestPreview:
    def test_says_row_by_row_what_is_new_what_changes_and_what_is_wrong(self, farm: Farm) -> None:
        text = "code,name,kind,parent,area\nB4,Block four,field,,\nB6,Block 6,field,B4,\nB7,,field,NOWHERE,ten\n"

        changed, new, wrong = preview(farm, "places", text)["rows"]

        assert (changed["what"], new["what"], wrong["what"]) == ("change", "new", "wrong")
        assert changed["changes"] == [{"column": "name", "item": None, "old": "Block 4", "new": "Block four"}]
        assert [one["text"] for one in wrong["mistakes"]] == [
            "Row 4, column parent: There is no NOWHERE.",
            "Row 4, column area: ten is not a number like 12.5.",
        ]
        assert farm.get("/places/B6").status_code == 404

    def test_taking_takes_the_good_rows_and_leaves_the_wrong_ones(self, farm: Farm) -> None:
        text = "code,name,kind\nB6,Block 6,field\n,Nobody,field\n"

        taken = take(farm, "places", text)

        assert taken["taken"] == 1
        assert [row["what"] for row in taken["rows"]] == ["new", "wrong"]
        assert farm.get("/places/B6").get_json()["by"].startswith("token:")

    def test_what_was_looked_at_is_taken_or_nothing(self, farm: Farm) -> None:
        text = "code,name\nB4,Block four\n"
        seen = preview(farm, "places", text)["seen"]
        farm.put("/places/B4", {"name": "Block four"})

        assert send(farm, "places", text, take=seen).get_json()["code"] == "table_changed"

    def test_a_column_that_is_not_there_stays_and_an_empty_cell_empties(self, farm: Farm) -> None:
        take(farm, "places", "code,kind\nB4,\n")

        block = farm.get("/places/B4").get_json()
        assert (block["name"], block.get("kind")) == ("Block 4", None)
        assert block["status"] == [{"from": "2022-01-01", "status": "organic"}]

    def test_dated_masses_take_a_row_each(self, farm: Farm) -> None:
        text = (
            "code,mass_from,mass,mass_unit,mass_evidence\n"
            "APL-BOX,2022-01-01,40,lb,\nAPL-BOX,2026-05-01,41.5,lb,scale\nAPL-BIN,2022-01-01,900,stone,\n"
        )

        box, wrong = preview(farm, "products", text)["rows"]
        take(farm, "products", text)

        assert box["changes"] == [{"column": "unit_mass", "item": "2026-05-01", "old": None, "new": "41.5, lb, scale"}]
        assert [(one["row"], one["column"], one["code"]) for one in wrong["mistakes"]] == [(4, "mass_unit", "choice")]
        first, second = farm.get("/products/APL-BOX").get_json()["unit_mass"]
        assert first["basis"] == "table"
        assert second["evidence"] == "scale"

    @pytest.mark.parametrize(
        ("path", "text", "column"),
        [
            ("plans", "code,quantity,quantity_unit,first_pick,last_pick\nPL,4,bin,8/1/2026,2026-09-01\n", "first_pick"),
            ("plans", "code,quantity,quantity_unit,first_pick\nPL,4,bin,2026-09-01\n", "last_pick"),
            ("plans", "code,quantity,quantity_unit,first_pick,last_pick\nPL,4,bin,2026-09-01,2026-08-01\n", "code"),
            ("products", "code,mass\nAPL-BIN,900\n", "mass_from"),
            ("products", "code,stage\nX,eaten\n", "stage"),
            ("products", "code,gtin\nX,12\n", "gtin"),
            ("products", "code,name\napl-bin,Bin\n", "code"),
            ("places", "code,name,parent\nB9,Nine,B9\n", "parent"),
            ("places", "code,name\nB9,Nine\nB9,Ten\n", "name"),
            ("places", "code,retired\nB4,perhaps\n", "retired"),
            ("products", "code,shelf_life_days\nX,two\n", "shelf_life_days"),
            ("people", "code,roles\nc09,king\n", "roles"),
            ("people", "code,roles\nc09,owner\n", "roles"),
            ("recipes", "code,product\nR,NONE\n", "product"),
        ],
    )
    def test_a_mistake_names_its_column(self, farm: Farm, path: str, text: str, column: str) -> None:
        (row,) = preview(farm, path, text)["rows"]

        assert row["what"] == "wrong"
        assert [one["column"] for one in row["mistakes"]] == [column]


class TestBoundaries:
    def test_one_comes_in_as_qgis_or_a_map_on_the_web_writes_it(self, farm: Farm) -> None:
        geojson = json.dumps({"type": "Polygon", "coordinates": [RING]}).replace('"', '""')
        take(farm, "places", f'code,boundary\nB4,"MultiPolygon ({TEXT})"\nB5,"{geojson}"\nB6,POLYGON EMPTY\n')

        boundaries = [farm.get(f"/places/{code}").get_json()["boundary"] for code in ("B4", "B5", "B6")]
        assert boundaries == [
            {"type": "MultiPolygon", "coordinates": [[RING]]},
            {"type": "Polygon", "coordinates": [RING]},
            {"type": "Polygon", "coordinates": []},
        ]
        assert f'"POLYGON {TEXT}"' in farm.get("/tables/places").text

    def test_a_bad_one_is_told_by_its_row(self, farm: Farm) -> None:
        bow = "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))"
        metres = "POLYGON ((609000 4087000, 609100 4087000, 609100 4087100, 609000 4087000))"
        cut = "POLYGON ((-121.77 36.93, -121.768 36"

        rows = preview(farm, "places", f'code,boundary\nB4,"{bow}"\nB5,"{metres}"\nB6,"{cut}"\n')["rows"]

        told = [one["text"] for row in rows for one in row["mistakes"]]
        assert told[0] == "Row 2, column boundary: The boundary crosses itself. (0.0, 1.0)"
        assert told[1].startswith("Row 3, column boundary: A corner is a longitude from -180 to 180")
        assert told[2].startswith("Row 4, column boundary: It is neither POLYGON ((…))")

    def test_what_the_book_was_told_long_ago_goes_out_and_comes_back(self, farm: Farm) -> None:
        strange = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]], "crs": "local\n"}
        with farm.app.app_context(), writing() as session:
            operation = session.get_one(Operation, farm.id)
            record_registry(session, operation, {"type": "place", "code": "B9", "boundary": strange}, now())

        back = preview(farm, "places", farm.get("/tables/places").data)

        assert {row["what"] for row in back["rows"]} == {"same"}, back

    def test_a_long_one_is_shown_where_it_changed(self, farm: Farm) -> None:
        long = [[-121 + i / 1000, 36.0] for i in range(200)] + [[-121.0, 37.0], [-121.0, 36.0]]
        moved = [*long[:-2], [-121.0, 37.5], long[-1]]
        texts = [json.dumps({"type": "Polygon", "coordinates": [one]}).replace('"', '""') for one in (long, moved)]
        take(farm, "places", f'code,boundary\nB4,"{texts[0]}"\n')

        (row,) = preview(farm, "places", f'code,boundary\nB4,"{texts[1]}"\n')["rows"]

        (change,) = row["changes"]
        assert (change["old"][:1], change["new"][:1]) == ("…", "…")
        assert change["new"].endswith("-121.0 37.5, -121.0 36.0))")
        assert len(change["old"]) < 400


class TestFilesOfSpreadsheets:
    @pytest.mark.parametrize(
        "data",
        [
            "\ufeffcode;name;area;area_unit\r\nB6;Ñu;1,5;ha\r\n".encode(),
            "code\tname\tarea\tarea_unit\r\nB6\tÑu\t1.5\tha\r\n".encode("utf-16"),
            'Code,"Name",Area,"Area unit"\r\nB6,Ñu,1.5,ha\r\n\r\n'.encode("cp1252"),
        ],
    )
    def test_are_read_whatever_wrote_them(self, farm: Farm, data: bytes) -> None:
        take(farm, "places", data)

        block = farm.get("/places/B6").get_json()
        assert (block["name"], block["area"]) == ("Ñu", {"value": "1.5", "unit": "ha"})

    def test_columns_that_nobody_knows_are_told_and_left(self, farm: Farm) -> None:
        assert preview(farm, "places", "code,name,colour\nB4,Block 4,red\n")["ignored"] == ["colour"]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            (b"", "table_without_codes"),
            (b"name\nB4\n", "table_without_codes"),
            (b"code\n" + b"x\n" * 2_001, "table_too_long"),
            (b"code\nB4\0\n", "table_unreadable"),
            (b"x" * (FILE_LIMIT + 1), "too_large"),
        ],
    )
    def test_what_is_no_table_is_refused(self, farm: Farm, text: bytes, code: str) -> None:
        assert send(farm, "places", text).get_json()["code"] == code

    def test_words_are_no_formulas(self, farm: Farm) -> None:
        farm.put("/places/B6", {"name": "=1+1"})

        assert b",'=1+1," in farm.get("/tables/places").data
        assert "B6" not in [
            row["code"]
            for row in preview(farm, "places", farm.get("/tables/places").data)["rows"]
            if row["what"] != "same"
        ]

    def test_the_template_is_the_headings(self, farm: Farm) -> None:
        answer = farm.get("/tables/plans?template=true")

        assert answer.data.decode("utf-8-sig").strip() == (
            "code,product,quantity,quantity_unit,first_pick,last_pick,note,retired"
        )
        assert farm.get("/tables/plans", "crew").status_code == 403
