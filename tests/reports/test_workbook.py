"""A table of the desk as XLSX, read back by another library."""

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from flask import Flask

from tests.support.farm import Farm, make_farm

TABLE: dict[str, Any] = {
    "name": "Harvest: by block 2026-09-01 to 2026-09-30",
    "columns": [
        {"title": "Lot", "kind": "text"},
        {"title": "Mass (lb)", "kind": "number"},
        {"title": "Boxes", "kind": "number"},
        {"title": "Last pick", "kind": "day"},
    ],
    "rows": [
        ["00350123451234569991", 11_100.0625, 12, "2026-09-12"],
        ["=cmd|'/c calc'!A1", -3.5, 4, "never"],
        ["\x01-7", None, 0, "1899-12-31"],
        ["short"],
    ],
}


@pytest.fixture(scope="module")
def farm(app: Flask) -> Farm:
    return make_farm(app)


def taken(farm: Farm, table: Any, role: str = "office") -> Any:
    response = farm.post("/workbook", table, role)
    assert response.status_code == 200, response.text
    return openpyxl.load_workbook(io.BytesIO(response.data))


def test_numbers_are_numbers_days_are_dates_and_codes_are_text(farm: Farm) -> None:
    [sheet] = taken(farm, TABLE, "packer").worksheets

    heading, first, second, third, last = sheet.iter_rows(values_only=True)
    assert heading == ("Lot", "Mass (lb)", "Boxes", "Last pick")
    assert first == ("00350123451234569991", 11_100.0625, 12, datetime(2026, 9, 12))  # noqa: DTZ001 - a cell has no zone
    assert second == ("=cmd|'/c calc'!A1", -3.5, 4, "never")
    assert third[1:] == (None, 0, "1899-12-31")
    assert last == ("short", None, None, None)
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert sheet["B2"].number_format == "#,##0.000"
    assert sheet["C2"].number_format == "#,##0"
    assert sheet["D2"].is_date
    assert sheet.freeze_panes == "A2"


def test_it_is_called_what_the_table_is_called(farm: Farm) -> None:
    book = taken(farm, TABLE)

    assert book.properties.title == TABLE["name"]
    assert book.sheetnames == ["Harvest  by block 2026-09-01 to"]
    assert taken(farm, {**TABLE, "name": "[]", "rows": []}).sheetnames == ["Table"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": []},
        {"columns": [{"title": "A", "kind": "formula"}]},
        {"rows": [[{"a": 1}]]},
        {"rows": [["x" * 40_000]]},
        {"name": ""},
    ],
)
def test_what_is_no_table_is_refused_by_field(farm: Farm, wrong: dict[str, Any]) -> None:
    response = farm.post("/workbook", {**TABLE, **wrong})

    assert response.status_code == 422
    assert response.get_json()["errors"]


def test_a_crews_phone_has_no_use_for_it(farm: Farm) -> None:
    assert farm.post("/workbook", TABLE, "crew").status_code == 403
