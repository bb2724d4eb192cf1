"""Every figure that is taken away is the answer's own: the files are read back, and other programs add them up."""

import csv
import io
import json
import re
import subprocess
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask import Flask

from lotbook.kit.mass import MG_PER_UNIT
from tests.labels.printed import needs_poppler, text
from tests.reports.test_reports import ask, taken
from tests.support.farm import Farm, event, harvested, make_farm, packed, planted, shipped

PERIOD = {"from": "2026-09-01", "to": "2026-09-30"}
QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("balance", {"commodity": "apple", **PERIOD}),
    ("back", {"lot": "P1"}),
    ("forward", {"lot": "H1"}),
    ("recall", {"lots": ["H1", "H2"]}),
    ("sales", PERIOD),
]


@pytest.fixture
def season(app: Flask) -> Farm:
    """A season with culls, a gap, a count, a return and a bill, so that no figure is like another."""
    farm = make_farm(app)
    billed = {"lot": "P1", "quantity": {"value": "311", "unit": "box"}}
    back = {"lot": "P1", "quantity": {"value": "7", "unit": "box"}}
    there = {"lot": "P1", "quantity": {"value": "50", "unit": "box"}}
    culls = [{"reason": "cull", "quantity": {"value": "1234.5", "unit": "lb"}}]
    farm.record(
        planted(),
        harvested("H1", 23, mass={"value": "21111.25", "unit": "lb"}),
        harvested("H2", 7),
        packed("H1", 19, "P1", 391, time="11:00:00", losses=culls),
        shipped("P1", 318, time="12:00:00"),
        event("return", partner="valley-market", place="SHED", lines=[back], time="13:00:00"),
        event("invoice", partner="valley-market", number="I-1", lines=[billed], time="14:00:00"),
        event("count", place="SHED", lines=[there], complete=True, time="22:00:00"),
    )
    return farm


def pounds(mass_mg: int, places: str) -> Decimal:
    return (Decimal(mass_mg) / MG_PER_UNIT["lb"]).quantize(Decimal(places), ROUND_HALF_EVEN)


def masses(answer: Any, inside: str = "") -> set[int]:
    """Every mass of an answer, and what the masses of a list's items add up to, as figures of either sign."""
    found: set[int] = set()
    for key, value in answer.items() if isinstance(answer, dict) else enumerate(answer):
        if isinstance(value, dict | list):
            found |= masses(value, str(key))
        elif isinstance(value, int) and (str(key).endswith("mg") or inside == "weighed"):
            found |= {value, -value}
    if isinstance(answer, list) and answer and all(isinstance(one, dict) for one in answer):
        for key in {key for one in answer for key in one if key.endswith("mg")}:
            total = sum(one.get(key) or 0 for one in answer)
            found |= {total, -total}
    return found


@pytest.fixture(params=QUESTIONS, ids=[kind for kind, _ in QUESTIONS])
def asked(request: pytest.FixtureRequest, season: Farm) -> tuple[Farm, dict[str, Any], set[int]]:
    """An exercise, and the masses that its sealed answer has, columns' sums included."""
    kind, query = request.param
    exercise = ask(season, kind, query)
    answer = json.loads(taken(season, exercise, "json"))
    return season, exercise, masses(answer)


class TestFigures:
    def test_a_spreadsheet_has_no_mass_that_the_answer_does_not_have(
        self, asked: tuple[Farm, dict[str, Any], set[int]]
    ) -> None:
        farm, exercise, known = asked
        book = openpyxl.load_workbook(io.BytesIO(taken(farm, exercise, "xlsx")))
        allowed = {pounds(mass, "0.001") for mass in known}

        shown = [
            Decimal(repr(cell.value)).quantize(Decimal("0.001"), ROUND_HALF_EVEN)
            for sheet in book
            for row in sheet.iter_rows(min_row=2)
            for cell in row
            if isinstance(cell.value, int | float) and cell.number_format == "#,##0.000"
        ]

        assert shown
        assert [figure for figure in shown if figure not in allowed] == []

    def test_csv_has_no_mass_that_the_answer_does_not_have(self, asked: tuple[Farm, dict[str, Any], set[int]]) -> None:
        farm, exercise, known = asked
        allowed = {pounds(mass, "0.001") for mass in known}
        rows = list(csv.reader(io.StringIO(taken(farm, exercise, "csv").decode("utf-8-sig"))))

        shown, columns, sums = [], list[int](), dict[int, Decimal]()
        for row in rows:
            if any(cell.endswith("(lb)") for cell in row):
                columns = [place for place, cell in enumerate(row) if cell.endswith("(lb)")]
                sums = dict.fromkeys(columns, Decimal(0))
            elif not row:
                columns = []
            for place in columns:
                if place < len(row) and re.fullmatch(r"-?\d+\.\d{3}", row[place]):
                    figure = Decimal(row[place])
                    if figure not in allowed and abs(figure - sums[place]) > Decimal("0.005"):
                        shown.append(figure)
                    sums[place] += figure

        assert rows
        assert shown == []

    @needs_poppler
    @pytest.mark.parametrize("language", ["en", "es"])
    def test_paper_has_no_mass_that_the_answer_does_not_have(
        self, asked: tuple[Farm, dict[str, Any], set[int]], language: str
    ) -> None:
        farm, exercise, known = asked
        allowed = {pounds(mass, "0.1") for mass in known}

        if exercise["kind"] == "balance":
            # The formula of the form has what came in as one figure: harvested, and what customers sent back.
            lines = {one["account"]: one["mass_mg"] for one in json.loads(taken(farm, exercise, "json"))["lines"]}
            allowed.add(pounds(lines["harvested"] + lines["returned"], "0.1"))
        said = text(taken(farm, exercise, "pdf", language=language))
        shown = {
            Decimal(one.replace(",", "").replace("−", "-"))
            for one in re.findall(r"(?<![\w.,])[−-]?\d[\d,]*\.\d(?![\d.])", said)
        }

        assert shown
        assert shown - allowed - {-one for one in allowed} == set()

    @pytest.mark.spreadsheet
    def test_libreoffice_adds_up_to_the_same_sums(
        self, asked: tuple[Farm, dict[str, Any], set[int]], tmp_path: Path
    ) -> None:
        farm, exercise, _ = asked
        ours = openpyxl.load_workbook(io.BytesIO(taken(farm, exercise, "xlsx")))
        formulas = {
            (sheet.title, cell.coordinate)
            for sheet in ours
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }
        # Written again without the values beside the formulas, so that LibreOffice has to compute them.
        ours.save(tmp_path / "ours.xlsx")
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        convert = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
        subprocess.run([*convert, tmp_path / "ours.xlsx"], check=True, timeout=120, capture_output=True)
        theirs = openpyxl.load_workbook(tmp_path / "out" / "ours.xlsx", data_only=True)
        kept = openpyxl.load_workbook(io.BytesIO(taken(farm, exercise, "xlsx")), data_only=True)

        for sheet, cell in formulas:
            assert theirs[sheet][cell].value == pytest.approx(kept[sheet][cell].value, abs=0.0005), (sheet, cell)
        if exercise["kind"] == "balance":
            ((sheet, cell),) = [one for one in formulas if one[0] == "Statement"]
            closing = json.loads(taken(farm, exercise, "json"))["closing"]["mass_mg"]
            assert theirs[sheet][cell].value == pytest.approx(float(pounds(closing, "0.001")), abs=0.0005)
        assert formulas or exercise["kind"] == "back"
