"""Records by what one looks for, each with where it comes from and what corrected it."""

import itertools
from typing import Any

import pytest

from lotbook.book import search
from lotbook.book.queries import provenance
from lotbook.book.search import Wanted, find
from tests.support.book import Book, entries
from tests.support.farm import event, harvested, packed, planted, shipped


def kinds(book: Book, **wanted: Any) -> list[str]:
    return [one["kind"] for one in book.ask(entries, 0, 100, **wanted) if one["type"] == "event"]


@pytest.fixture
def season(book: Book) -> Book:
    """A harvest that was replaced, one that was void, and boxes that went out by a bill of lading."""
    wrong, gone = harvested("H1", 5), harvested("H2", 6)
    book.take(
        planted(),
        wrong,
        {**harvested("H1", 4), "replaces": wrong["id"]},
        gone,
        event("void", event=gone["id"], reason="twice"),
        packed("H1", 1, "P1", 20),
        shipped("P1", 10, refs=[{"kind": "bol", "number": "BOL-77"}]),
    )
    return book


def test_the_number_of_a_paper_a_code_and_an_id_are_found_as_they_are_typed(season: Book) -> None:
    (ship,) = season.ask(entries, 0, 100, kind="ship")

    assert kinds(season, q="bol-77") == ["ship"]
    assert kinds(season, q="P1") == ["pack", "ship"]
    assert kinds(season, q=ship["id"].upper()) == ["ship"]
    assert kinds(season, q="BOL-7") == []
    assert [one["code"] for one in season.ask(entries, 0, 100, q="SHED")] == ["SHED"]


def test_a_corrected_record_names_what_voided_or_replaced_it(season: Book) -> None:
    replaced, voided = season.ask(entries, 0, 100, corrected=True)
    (void,) = season.ask(entries, 0, 100, kind="void")
    (standing,) = [one for one in season.ask(entries, 0, 100, kind="harvest") if one["stands"]]

    origin = season.ask(provenance, [replaced["seq"], voided["seq"], standing["seq"]])

    assert standing["replaces"] == replaced["id"]
    assert origin[str(replaced["seq"])]["replaced_by"] == standing["id"]
    assert origin[str(voided["seq"])] == {"how": "import", "device": None, "voided_by": void["id"]}
    assert origin[str(standing["seq"])] == {"how": "import", "device": None}


def test_what_lay_in_a_file_without_its_hour_of_receipt_was_imported(season: Book) -> None:
    assert kinds(season, how="import") == kinds(season)
    assert kinds(season, how="phone") == kinds(season, how="desk") == []


def test_a_record_that_came_a_day_later_is_late(book: Book) -> None:
    late = {"type": "event", **harvested("H1", time="09:00:00"), "received": "2026-09-13T16:00:00.000000Z"}
    soon = {"type": "event", **harvested("H2", time="09:00:00"), "received": "2026-09-13T15:59:59.000000Z"}
    book.take(late, soon)

    assert [one["lot"] for one in book.ask(entries, 0, 100, late=True)] == ["H1"]
    assert kinds(book, how="desk") == ["harvest", "harvest"]


def test_days_a_place_a_person_and_a_customer_narrow_it(season: Book) -> None:
    (ship,) = season.ask(entries, 0, 100, kind="ship")
    day = 739_871  # 12 September 2026

    assert kinds(season, partner=ship["partner"]) == ["ship"]
    assert set(kinds(season, first=day, last=day)) >= {"harvest", "pack", "ship"}
    assert kinds(season, first=day + 1) == []
    assert set(kinds(season, place="B4")) >= {"plant", "harvest"}
    assert not {"pack", "ship"} & set(kinds(season, place="B4"))
    assert kinds(season, by="nobody") == []


def test_a_search_by_reading_goes_on_where_it_stopped(season: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a million records so many are read at a time; nothing is found twice, and nothing is left out."""
    monkeypatch.setattr(search, "CHUNK", 2)
    monkeypatch.setattr(search, "MOST_READ", 4)
    whole = [one["seq"] for one in season.ask(entries, 0, 1_000) if one.get("place") == "B4"]

    pages: list[list[int]] = []
    after: int | None = 0
    for _ in itertools.count():
        assert after is not None
        found, after = season.ask(find, Wanted(place="B4"), after, 1)
        pages.append([one["seq"] for one in found])
        if after is None:
            break

    assert [seq for page in pages for seq in page] == whole
