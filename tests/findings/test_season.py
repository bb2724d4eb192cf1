"""More than the land gives, and papers that are missing, are findings as long as they are so."""

from datetime import UTC, datetime
from typing import Any

import pytest

from lotbook.findings import season
from tests.support.book import Book
from tests.support.farm import event, harvested, planted, registry, shipped

NOW = datetime(2026, 10, 1, 18, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def october(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(season, "now", lambda: NOW)


def told(book: Book, code: str) -> list[dict[str, Any]]:
    return [one["args"] for one in book.findings() if one["code"] == code]


def product(book: Book, code: str, **fields: Any) -> dict[str, Any]:
    return {**next(one for one in registry(book.code) if one["code"] == code), **fields}


def test_a_harvest_above_its_range_until_the_range_or_the_harvest_is_put_right(book: Book) -> None:
    most = {"min": "10", "max": "100", "unit": "lb/acre"}
    fact = harvested("H1", 60)
    book.take(
        {**planted(), "area": {"value": "9.62", "unit": "acre"}}, product(book, "APL-BIN", yield_range=most), fact
    )

    [args] = told(book, "yield_above_range")
    assert (args["most"], args["year"]) == ("100", "2026")

    book.take(event("void", event=fact["id"], time="20:00:00"))
    assert told(book, "yield_above_range") == []


def test_shipments_of_a_listed_food_without_a_paper_until_one_is_added(book: Book) -> None:
    fact = shipped("P1", 1)
    book.take(product(book, "APL-BOX", commodity="tomatoes"), event_made("P1"), fact)

    assert told(book, "kde_missing") == [{"kind": "ship", "month": "2026-09", "missing": 1, "events": 1}]

    paper = [{"kind": "bol", "number": "40211"}]
    book.take({**shipped("P1", 1), "replaces": fact["id"], "refs": paper})
    assert told(book, "kde_missing") == []


def test_a_food_that_is_not_listed_needs_none(book: Book) -> None:
    book.take(event_made("P1"), shipped("P1", 1))

    assert told(book, "kde_missing") == []


def event_made(lot: str) -> dict[str, Any]:
    line = {"lot": lot, "product": "APL-BOX", "quantity": {"value": "9", "unit": "box"}, "status": "organic"}
    return event("open", lines=[line], reason="going live", time="06:00:00")
