"""Yields are sums over the book, whichever way they are grouped."""

from collections import defaultdict
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from lotbook.kit.clock import now
from lotbook.kit.ids import uuid7
from lotbook.lots.stock import stock
from lotbook.yields.blocks import blocks
from lotbook.yields.packout import packout
from lotbook.yields.season import season
from tests.laws.bounds import ROUNDING_MG, Lines, some_books
from tests.laws.said import told
from tests.reference import read
from tests.strategies import books
from tests.support.book import Book
from tests.support.farm import event, harvested, packed, planted, registry, shipped

YEAR = ("2026-01-01", "2026-12-31")
WAYS = ("block", "variety", "product", "week")


class TestAgainstTheReference:
    @some_books
    @given(lines=books(), by=st.sampled_from(WAYS))
    def test_every_group_is_the_sum_of_what_was_harvested_in_it(self, app: Flask, lines: Lines, by: str) -> None:
        reference = read(lines)
        lots = reference.lots()
        wanted: defaultdict[Any, int] = defaultdict(int)
        for posting in reference.postings():
            if posting.account == "harvested" and YEAR[0] <= posting.day.isoformat() <= YEAR[1]:
                wanted[_key(by, posting, lots, lines)] -= posting.mass_mg

        found = told(app, lines).ask(season, *YEAR, by)

        mine = {group["key"]: group["mass_mg"] for group in found["groups"]}
        far = {
            key: (mine.get(key, 0), wanted[key])
            for key in mine.keys() | {key for key, mass in wanted.items() if mass}
            if abs(mine.get(key, 0) - wanted[key]) > ROUNDING_MG
        }
        assert far == {}
        assert found["mass_mg"] == sum(mine.values())
        assert (found["curve"] or [{"mass_mg": 0}])[-1]["mass_mg"] == found["mass_mg"]

    @some_books
    @given(lines=books())
    def test_stock_by_product_status_and_place_is_all_the_stock_there_is(self, app: Flask, lines: Lines) -> None:
        book = told(app, lines)
        piles = book.ask(stock, now())["stock"]

        wanted: defaultdict[Any, int] = defaultdict(int)
        for code, lot in read(lines).lots().items():
            if abs(lot["stock_mg"]) >= 1_000:
                wanted[lot["product"], lot["status"]] += lot["stock_mg"]
            assert code
        mine: defaultdict[Any, int] = defaultdict(int)
        for pile in piles:
            mine[pile["product"], pile["status"]] += pile["mass_mg"]
        far = [key for key in mine.keys() | wanted.keys() if abs(mine[key] - wanted[key]) > 2_000]
        assert far == []


def _key(by: str, posting: Any, lots: dict[str, Any], lines: Lines) -> str | None:
    product = lots[posting.lot]["product"]
    if by == "product":
        return product  # type: ignore[no-any-return]
    if by == "week":
        return "{}-W{:02}".format(*posting.day.isocalendar()[:2])
    if by == "block":
        return next((line.get("place") for line in lines if line.get("id", "").lower() == posting.event.lower()), None)
    record = next((line for line in reversed(lines) if line["type"] == "product" and line["code"] == product), {})
    return record.get("variety") or record.get("commodity")


class TestWhatExpires:
    def test_it_keeps_from_its_first_day_and_the_soonest_stands_first(self, app: Flask) -> None:
        box = next(line for line in registry("x") if line.get("code") == "APL-BOX") | {"shelf_life_days": 10}
        book = Book(app).farm(
            box | {"since": "2026-01-01T08:00:00Z"},
            planted(),
            harvested("H1", 10, day="2026-09-01"),
            packed("H1", 2, "P1", 40, day="2026-09-10"),
            packed("H1", 2, "P1", 40, day="2026-09-14"),
            packed("H1", 2, "P2", 30, day="2026-09-08"),
            packed("H1", 2, "P3", 20, day="2026-09-01"),
            shipped("P3", 20, day="2026-09-02"),
        )
        found = book.ask(stock, datetime(2026, 9, 19, 20, tzinfo=UTC))

        told = [(one["lot"], one["made"], one["expires"], one["days_left"]) for one in found["expiring"]]
        assert told == [("P2", "2026-09-08", "2026-09-18", -1), ("P1", "2026-09-10", "2026-09-20", 1)]
        assert {one["product"]: one["expires_in_days"] for one in found["stock"]} == {"APL-BIN": None, "APL-BOX": -1}


@pytest.fixture
def book(app: Flask) -> Book:
    return Book(app).farm(
        planted() | {"area": {"value": "2", "unit": "acre"}},
        harvested("H1", 10, day="2026-09-12", crew="north"),
        harvested("H2", 4, day="2026-09-20", crew="south"),
        harvested("H0", 6, day="2025-09-15"),
        packed("H1", 5, "P1", 100, losses=[{"reason": "culls", "quantity": {"value": "300", "unit": "lb"}}]),
        shipped("P1", 10),
    )


class TestOneFarm:
    def test_an_acre_is_what_was_planted_and_last_year_stands_beside(self, book: Book) -> None:
        [block] = book.ask(season, *YEAR, "block")["groups"]

        assert block["key"] == "B4"
        assert block["units"] == {"bin": "14"}
        assert block["per_area"] == {"value": "6475.0", "unit": "lb/acre"}  # 14 × 925 lb on 2 acres
        assert block["before_mg"] == round(6 * 925 * 453_592.37)

    def test_crews_are_told_apart_and_who_said_none_is_nobody(self, book: Book) -> None:
        groups = book.ask(season, *YEAR, "crew")["groups"]

        assert [(one["key"], one["events"]) for one in groups] == [("north", 1), ("south", 1), (None, 0)]

    def test_what_was_recorded_since_and_what_was_corrected_counts_at_once(self, book: Book) -> None:
        of = {one["key"]: one["events"] for one in book.ask(season, *YEAR, "crew")["groups"]}
        packed_mg = book.ask(packout, *YEAR, "apple")["blocks"][0]["packed_mg"]
        assert of == {"north": 1, "south": 1, None: 0}

        late = harvested("H3", 2, day="2026-09-21", crew="west")
        book.take(late, packed("H2", 2, "P2", 40))
        book.take(late | {"id": uuid7(), "replaces": late["id"], "crew": "east"})

        of = {one["key"]: one["events"] for one in book.ask(season, *YEAR, "crew")["groups"]}
        assert of == {"north": 1, "south": 1, "east": 1, None: 0}
        assert book.ask(packout, *YEAR, "apple")["blocks"][0]["packed_mg"] > packed_mg

    def test_days_since_the_last_pick_count_to_the_end_of_the_period(self, book: Book) -> None:
        [block] = [one for one in book.ask(blocks, "2026-09-01", "2026-09-30")["blocks"] if one["place"] == "B4"]

        assert (block["last_picked"], block["days_since"]) == ("2026-09-20", 10)

    def test_a_block_that_nobody_picked_is_there_with_nothing(self, book: Book) -> None:
        book.take(event("plant", lot="PL-SHED", product="APL-TREE", place="SHED", uses=[], day="2026-01-05"))

        [shed] = [one for one in book.ask(blocks, *YEAR)["blocks"] if one["place"] == "SHED"]

        assert (shed["mass_mg"], shed["last_picked"], shed["days_since"]) == (0, None, None)

    def test_packout_is_grades_and_losses_and_what_is_missing(self, book: Book) -> None:
        found = book.ask(packout, *YEAR, "apple")

        [block] = found["blocks"]
        pounds = {key: round(mass / 453_592.37) for key, mass in block["parts"].items()}
        assert pounds == {"grade:APL-BOX": 4_000, "loss:culls": 300, "unaccounted:loss": 325}
        assert block["packed_mg"] == sum(block["parts"].values())

    def test_a_week_is_named_as_the_calendar_names_it(self, book: Book) -> None:
        weeks = [one["key"] for one in book.ask(season, *YEAR, "week")["groups"] if one["mass_mg"]]

        assert weeks == ["2026-W37", "2026-W38"]
        assert date.fromisocalendar(2026, 37, 6) == date(2026, 9, 12)
