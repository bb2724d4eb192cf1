"""The reference agrees with the worked cases, to the milligram."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.reference import Book, read

CASES = Path(__file__).parent.parent / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.jsonl"))


def book(name: str) -> Book:
    return read(json.loads(line) for line in (CASES / f"{name}.jsonl").read_text().splitlines())


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CASES / f"{name}.expected.json").read_text())
    return found


@pytest.mark.parametrize("name", NAMES)
def test_statements_agree_to_the_milligram(name: str) -> None:
    for case in expected(name)["balance"]:
        found = book(name).statement(case["scope"], case["from"], case["to"])

        assert {account: mass for account, mass in found["lines"].items() if mass} == case["lines"], case["note"]
        assert found["closing"] == case["closing_mg"]
        variance = found["variance"] is not None and {
            "on": found["counted"]["closing"]["on"],
            "mass_mg": found["variance"],
        }
        assert (variance or None) == case["variance"]


@pytest.mark.parametrize("name", NAMES)
def test_traces_find_the_same_lots(name: str) -> None:
    for case in expected(name)["trace"]:
        assert sorted(book(name).trace(case["direction"], case["lot"])["lots"]) == case["lots"]


def test_a_pack_of_two_fields_is_three_quarters_of_the_larger() -> None:
    lots = book("two-fields-one-pack").trace("back", "C")["lots"]

    assert (lots["A"]["share"], lots["B"]["share"]) == ("0.7500", "0.2500")


def test_more_out_than_in_fails() -> None:
    found = book("a-factor-that-changed").statement({"commodity": "lettuce"}, "2026-07-01", "2026-07-31")

    assert (found["verdict"], found["reasons"]["outputs_exceed_inputs"]) == ("fail", "fail")
