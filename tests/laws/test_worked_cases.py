"""The worked cases, through the real import, statement and trace."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from lotbook.lots.importing import import_lines
from tests.laws.said import masses, statement, told, trace

CASES = Path(__file__).parent.parent / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.jsonl"))


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text().splitlines()]


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CASES / f"{name}.expected.json").read_text())
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_read_to_the_milligram(app: Flask, name: str) -> None:
    book = told(app, lines(name))

    for case in expected(name)["balance"]:
        found = statement(book, case["scope"], (case["from"], case["to"]))
        variance = found["variance"] and {"on": found["variance"]["on"], "mass_mg": found["variance"]["mass_mg"]}
        assert masses(found) == case["lines"], case["note"]
        assert found["closing"]["mass_mg"] == case["closing_mg"], case["note"]
        assert variance == case["variance"], case["note"]


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_traced(app: Flask, name: str) -> None:
    book = told(app, lines(name))

    for case in expected(name)["trace"]:
        assert sorted(one["lot"] for one in trace(book, case["direction"], case["lot"])["lots"]) == case["lots"]


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_taken_whole_from_its_file(app: Flask, name: str) -> None:
    with app.app_context():
        done = import_lines((CASES / f"{name}.jsonl").read_bytes().splitlines(keepends=True))

    assert done.bad == []
