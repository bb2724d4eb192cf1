"""A book for each verdict, small enough to be added up by hand: what an inspector would say of it, and why.

Two bins of 925 lb make 46 boxes of 40 lb and 10 lb of culls; 40 boxes are shipped and 6 stay.
"""

from typing import Any

import pytest

from lotbook.balance.queries import statement
from tests.support.book import Book
from tests.support.farm import event, harvested, packed, planted, registry, shipped

SEPTEMBER = ("2026-09-01", "2026-09-30")
CULLED = [{"reason": "cull", "quantity": {"value": "10", "unit": "lb"}}]
Event = dict[str, Any]


def counted(day: str, boxes: int) -> list[Event]:
    """A walk through field and shed, at night, that finds so many boxes and nothing else."""
    lines = [{"lot": "P1", "quantity": {"value": str(boxes), "unit": "box"}}] if boxes else []
    found = {"SHED": lines, "B4": []}
    return [
        event("count", day=day, time="22:00:00", place=place, lines=some, complete=True)
        for place, some in found.items()
    ]


def grown(**fields: Any) -> list[Event]:
    return [planted(), harvested("H1", 2, time="08:00:00", **fields)]


def made(boxes: int = 46, **fields: Any) -> Event:
    return packed("H1", 2, "P1", boxes, **{"time": "10:00:00", "losses": CULLED, **fields})


def asked(book: Book, *lines: Event, **scope: str) -> tuple[str, set[str]]:
    """Return the verdict of September, and the codes of its reasons that are more than a remark."""
    assert book.take(*lines).bad == []
    statement_ = book.ask(statement, scope or {"commodity": "apple"}, *SEPTEMBER)
    return statement_["verdict"], {one["code"] for one in statement_["reasons"] if one["severity"] != "info"}


def test_a_season_that_adds_up_between_two_counts_passes(book: Book) -> None:
    events = [*grown(), made(), shipped("P1", 40, time="15:00:00")]

    assert asked(book, *counted("2026-08-31", 0), *events, *counted("2026-09-30", 6)) == ("pass", set())


def test_a_sound_season_that_nobody_counted_is_unproven(book: Book) -> None:
    verdict, reasons = asked(book, *grown(), made(), shipped("P1", 40, time="15:00:00"))

    assert (verdict, reasons) == ("unproven", {"no_count"})


def test_more_boxes_shipped_than_were_packed_fail(book: Book) -> None:
    verdict, reasons = asked(book, *grown(), made(), shipped("P1", 47, time="15:00:00"))

    assert verdict == "fail"
    assert "stock_below_zero" in reasons


def test_transitional_fruit_sold_as_organic_fails(book: Book) -> None:
    young = [{"from": "2025-01-01", "status": "transitional"}]
    events = [
        {"type": "place", "code": "B9", "name": "New block", "kind": "field", "status": young},
        event("plant", lot="PL-B9", product="APL-TREE", day="2025-03-01", place="B9", uses=[]),
        harvested("H1", 2, time="08:00:00", place="B9", **{"from": ["PL-B9"]}),
        made(outputs=[{**made()["outputs"][0], "status": "organic"}]),
        shipped("P1", 40, time="15:00:00"),
    ]

    verdict, reasons = asked(book, *events, *counted("2026-09-30", 6))

    assert verdict == "fail"
    assert "shipped_above_status" in reasons


def test_more_coming_out_of_a_pack_than_went_in_fails(book: Book) -> None:
    events = [*grown(), made(47), shipped("P1", 40, time="15:00:00")]

    verdict, reasons = asked(book, *counted("2026-08-31", 0), *events, *counted("2026-09-30", 7))

    assert verdict == "fail"
    assert "outputs_exceed_inputs" in reasons


def test_a_gain_that_an_honest_estimate_explains_is_to_be_reviewed(book: Book) -> None:
    bins = next(record for record in registry(book.code) if record["code"] == "APL-BIN")
    span = {**bins["unit_mass"][0], "min": "900", "max": "950"}
    events = [{**bins, "unit_mass": [span]}, *grown(), made(47), shipped("P1", 40, time="15:00:00")]

    verdict, reasons = asked(book, *counted("2026-08-31", 0), *events, *counted("2026-09-30", 7))

    assert (verdict, reasons) == ("review", {"gain_within_estimate"})


def test_what_dried_in_the_store_and_was_written_down_passes(book: Book) -> None:
    dried = event(
        "dispose",
        place="SHED",
        day="2026-09-20",
        reason="shrink",
        lines=[{"lot": "P1", "quantity": {"value": "30", "unit": "lb"}}],
    )
    events = [*grown(), made(), dried, shipped("P1", 40, day="2026-09-25")]

    assert asked(book, *counted("2026-08-31", 0), *events, *counted("2026-09-30", 6)) == ("pass", set())


def test_a_truck_that_left_an_hour_before_its_pack_was_closed_is_no_fault(book: Book) -> None:
    used = [{"lot": "H1", "quantity": {"value": "2", "unit": "bin"}}]
    boxes = [{"lot": "P1", "product": "APL-BOX", "quantity": {"value": "46", "unit": "box"}}]
    run = {"place": "SHED", "run": "R1"}
    events = [
        *grown(),
        event("pack", **run, time="09:00:00", inputs=used, outputs=[], losses=[]),
        shipped("P1", 40, time="13:00:00"),
        event("pack", **run, time="14:00:00", inputs=[], outputs=boxes, losses=CULLED, close=True),
    ]

    assert asked(book, *counted("2026-08-31", 0), *events, *counted("2026-09-30", 6)) == ("pass", set())


@pytest.mark.parametrize("scope", [{"product": "APL-BOX"}, {"lot": "P1"}, {"commodity": "apple", "status": "organic"}])
def test_the_verdict_is_the_same_in_every_scope_that_holds_the_whole_of_it(book: Book, scope: dict[str, str]) -> None:
    events = [*grown(), made(), shipped("P1", 40, time="15:00:00")]

    assert asked(book, *counted("2026-08-31", 0), *events, *counted("2026-09-30", 6), **scope) == ("pass", set())
