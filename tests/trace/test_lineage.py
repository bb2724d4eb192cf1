"""A lineage as it is drawn: the nearest lots on each side, who sent and who received them, and whether that is all."""

import pytest
from flask import Flask

from lotbook.errors import Problem
from lotbook.trace.lineage import lineage
from tests.support.book import Book
from tests.support.farm import event, harvested, packed, planted, shipped


@pytest.fixture
def book(app: Flask) -> Book:
    """A planting, picked twice and packed together with bins of another grower; most of it was shipped."""
    book = Book(app).farm()
    bins = {"value": "2", "unit": "bin"}
    came = {"lot": "R-1", "product": "APL-BIN", "quantity": bins, "status": "organic"}
    pool = packed("H-1", 3, "P-1", 80, time="10:00:00")
    book.take(
        planted(),
        harvested("H-1", 10, time="08:00:00"),
        harvested("H-2", 4, time="08:30:00"),
        event("receive", partner="grower-b", lines=[came], time="09:00:00"),
        {**pool, "inputs": [*pool["inputs"], {"lot": "R-1", "quantity": bins}]},
        shipped("P-1", 30, time="11:00:00"),
        shipped("P-1", 20, time="12:00:00"),
    )
    return book


def test_both_sides_of_a_lot_with_who_sent_and_who_received(book: Book) -> None:
    back, forward = (book.ask(lineage, "P-1", 100)[side] for side in ("back", "forward"))

    assert [(one["lot"], one["depth"]) for one in back["lots"]] == [("H-1", 1), ("R-1", 1), ("PL-B4", 2)]
    assert {(one["from"], one["to"]) for one in back["links"]} == {("H-1", "P-1"), ("R-1", "P-1"), ("PL-B4", "H-1")}
    assert [(one["lot"], one["partner"]) for one in back["suppliers"]] == [("R-1", "grower-b")]
    assert forward["lots"] == []
    # Two shipments to one customer are one way.
    assert [(one["lot"], one["partner"]) for one in forward["customers"]] == [("P-1", "valley-market")]
    assert forward["customers"][0]["mass_mg"] == pytest.approx(50 * 40 * 453_592.37, abs=5)
    assert back["whole"]
    assert forward["whole"]


def test_of_more_than_can_be_drawn_the_nearest_are_and_it_is_said(book: Book) -> None:
    ahead = book.ask(lineage, "PL-B4", 2)["forward"]

    assert [one["depth"] for one in ahead["lots"]] == [1, 1]
    assert not ahead["whole"]
    assert book.ask(lineage, "PL-B4", 3)["forward"]["whole"]


def test_a_lot_that_nobody_knows_is_refused(book: Book) -> None:
    with pytest.raises(Problem, match="knows no lot P-99"):
        book.ask(lineage, "P-99", 10)
