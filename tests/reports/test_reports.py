"""Answers on paper and in spreadsheets, as an inspector takes them away; opened by other programs than ours."""

import csv
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask import Flask

from lotbook.reports.words import LANGUAGES, words
from tests.labels.printed import facts, needs_poppler, text
from tests.support.farm import Farm, event, harvested, make_farm, packed, planted, shipped

SEPTEMBER = {"commodity": "apple", "from": "2026-09-01", "to": "2026-09-30"}


@pytest.fixture
def season(app: Flask) -> Farm:
    """40 bins in, 30 packed to 660 boxes, 600 shipped; a customer with a name that begins like a formula."""
    farm = make_farm(app)
    farm.put("/partners/valley-market", {"code": "valley-market", "name": "=cmd()", "roles": ["customer"]})
    farm.record(
        planted(),
        harvested("H1", 40),
        packed("H1", 30, "P1", 660, time="11:00:00"),
        shipped("P1", 600, time="12:00:00", refs=[{"kind": "bol", "number": "BOL-77"}]),
        event("note", about=[{"lot": "P1"}]),
    )
    return farm


def ask(farm: Farm, kind: str, query: dict[str, Any]) -> dict[str, Any]:
    answered: dict[str, Any] = farm.post("/exercises", {"kind": kind, "query": query}).get_json()
    exercise: dict[str, Any] = answered["exercise"]
    return exercise


def taken(farm: Farm, exercise: dict[str, Any], format_: str, **query: str) -> bytes:
    response = farm.get(f"/exercises/{exercise['id']}/report", query_string={"format": format_, **query})
    assert response.status_code == 200, response.text
    assert response.headers["Content-Disposition"].endswith(f'.{format_}"')
    return bytes(response.data)


class TestPdf:
    @needs_poppler
    @pytest.mark.parametrize(("language", "title"), [("en", "Mass balance"), ("es", "Balance de masa")])
    def test_a_balance_says_by_which_entry_and_hash_it_can_be_checked(
        self, season: Farm, language: str, title: str
    ) -> None:
        exercise = ask(season, "balance", SEPTEMBER)

        pdf = taken(season, exercise, "pdf", language=language)

        said = text(pdf)
        assert title in said
        assert "37,000.0" in said
        assert exercise["result"] in said
        assert str(exercise["as_of"]["seq"]) in said
        assert facts(pdf)["Tagged"] == "yes"
        assert facts(pdf)["Title"].startswith(title)

    @needs_poppler
    def test_the_hash_is_on_every_page(self, season: Farm) -> None:
        season.record(*(shipped("P1", 1, time=f"13:{n // 60:02}:{n % 60:02}") for n in range(100)))
        exercise = ask(season, "forward", {"lot": "H1"})

        pdf = taken(season, exercise, "pdf", paper="a4")

        pages = int(facts(pdf)["Pages"])
        assert pages > 1
        # Once on every page, and once in the heading.
        assert text(pdf).count(f"SHA-256 {exercise['result']}") >= pages


class TestXlsx:
    def test_a_statement_adds_up_by_a_formula_of_its_own(self, season: Farm) -> None:
        exercise = ask(season, "balance", SEPTEMBER)

        book = openpyxl.load_workbook(io.BytesIO(taken(season, exercise, "xlsx")))

        sheet = book["Statement"]
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        *lines, closing = rows
        assert [line[0] for line in lines] == ["Opening", "Harvested", "Shipped", "Unaccounted loss"]
        assert closing[1] == f"=SUM(B2:B{len(lines) + 1})"
        assert sum(line[1] for line in lines) == pytest.approx(11_650.0, abs=0.001)
        shown = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
        assert shown["SHA-256"] == exercise["result"]

    def test_somebodys_words_are_never_a_formula(self, season: Farm) -> None:
        exercise = ask(season, "forward", {"lot": "H1"})

        book = openpyxl.load_workbook(io.BytesIO(taken(season, exercise, "xlsx")))
        lines = taken(season, exercise, "csv").decode("utf-8-sig")

        cells = [cell for row in book["Who received it"].iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if "cmd" in str(cell.value)} == {"s"}
        assert not any(cell.startswith("=") for row in csv.reader(io.StringIO(lines)) for cell in row)


class TestCsvAndJson:
    def test_csv_has_every_table_with_plain_decimals(self, season: Farm) -> None:
        exercise = ask(season, "forward", {"lot": "H1"})

        rows = list(csv.reader(io.StringIO(taken(season, exercise, "csv").decode("utf-8-sig"))))

        assert ["Who received it"] in rows
        customer = next(row for row in rows if row and row[0].startswith("valley-market"))
        assert customer[3:] == ["P1", "24000.000", "600 box", "bill of lading BOL-77"]

    def test_json_is_the_sealed_answer_byte_for_byte(self, season: Farm) -> None:
        exercise = ask(season, "draw", {"what": "lot", "word": "hat"})

        assert hashlib.sha256(taken(season, exercise, "json")).hexdigest() == exercise["result"]

    def test_what_was_taken_out_is_in_the_book(self, season: Farm) -> None:
        exercise = ask(season, "balance", SEPTEMBER)

        taken(season, exercise, "csv")

        newest = season.get(f"/entries?after={season.head() - 1}").get_json()["entries"][-1]
        assert (newest["type"], newest["kind"]) == ("exercise", "download")
        assert (newest["of"], newest["format"]) == (exercise["id"], "csv")
        assert [one["id"] for one in season.get("/exercises").get_json()["exercises"]] == [exercise["id"]]


class TestWords:
    def test_every_language_has_every_word_with_the_same_names_in_it(self) -> None:
        def names(one: str) -> list[str]:
            return sorted(re.findall(r"{\w+}", one))

        english, *others = (words(language).table for language in LANGUAGES)
        for other in others:
            assert other.keys() == english.keys()
            assert {key: names(one) for key, one in other.items()} == {key: names(one) for key, one in english.items()}

    def test_every_heading_that_a_report_asks_for_is_there(self) -> None:
        source = "".join(
            path.read_text() for path in (Path(__file__).parents[2] / "server/lotbook/reports").rglob("*.py")
        )
        known = words("en").table
        for prefix, pattern in (("column", r"Column\(\s*\"(\w+)\""), ("table", r"Table\(\s*\"(\w+)\"")):
            asked = set(re.findall(pattern, source))
            assert asked
            assert {name for name in asked if f"{prefix}.{name}" not in known} == set()
        asked = {*re.findall(r"\bw\(\s*\"([\w.]+)\"", source), *re.findall(r"empty=\"(\w+)\"", source)}
        assert json.dumps(sorted(asked - known.keys())) == "[]"
