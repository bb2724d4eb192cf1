"""Lots: finding them, and what is told of one."""

import itertools
from datetime import date
from typing import Any

import pytest

from lotbook.errors import Problem
from lotbook.kit.codes import tag_code
from lotbook.lots.listing import ORDERS, Wanted, lots
from lotbook.lots.queries import lot, tag
from tests.support.book import Book
from tests.support.farm import event, harvested, packed, planted, shipped


def bins(number: int) -> dict[str, str]:
    return {"value": str(number), "unit": "bin"}


def codes(book: Book, **asked: Any) -> list[str]:
    page = {name: asked.pop(name) for name in ("order", "down", "after", "limit") if name in asked}
    return [one["lot"] for one in book.ask(lots, Wanted(**asked), **page)]


@pytest.fixture
def season(book: Book) -> Book:
    """Two harvests, one packed and partly shipped, one moved in part."""
    book.take(
        planted(),
        harvested("H-1", 10, time="08:00:00"),
        harvested("H-2", 4, time="08:30:00", buffer=True),
        event("move", lines=[{"lot": "H-1", "quantity": bins(3)}], to="SHED", time="09:00:00"),
        packed("H-1", 3, "P-1", 69, time="10:00:00"),
        shipped("P-1", 69, time="11:00:00"),
    )
    return book


class TestLots:
    def test_less_than_a_gram_is_rounding_and_no_stock(self, book: Book) -> None:
        pound = {"value": "1", "unit": "lb"}
        rest = {"value": "0.999999", "unit": "lb"}
        book.take(
            {"type": "product", "code": "JUICE", "commodity": "apple", "stage": "packed", "unit": "lb"},
            {"type": "product", "code": "FLOWER", "commodity": "dahlia", "stage": "harvested", "unit": "stem"},
            harvested("J-1", product="JUICE", quantity=pound),
            harvested("F-1", product="FLOWER", quantity={"value": "1", "unit": "stem"}),
            event("dispose", lines=[{"lot": "J-1", "quantity": rest}], reason="waste", time="10:00:00"),
        )

        assert codes(book) == ["F-1", "J-1"]
        assert codes(book, in_stock=True) == ["F-1"]

    def test_lots_come_by_code_and_page_by_it(self, season: Book) -> None:
        assert codes(season) == ["H-1", "H-2", "P-1", "PL-B4"]
        assert codes(season, limit=2) == ["H-1", "H-2"]
        assert codes(season, limit=2, after="H-2") == ["P-1", "PL-B4"]

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"q": "h-"}, ["H-1", "H-2"]),
            ({"q": "B4"}, ["PL-B4"]),
            ({"q": "%"}, []),
            ({"q": "_"}, []),
            ({"product": "APL-BIN"}, ["H-1", "H-2"]),
            ({"product": "NONE"}, []),
            ({"status": "nonorganic"}, ["H-2"]),
            ({"in_stock": True}, ["H-1", "H-2"]),
            ({"place": "SHED"}, ["P-1"]),
            ({"place": "B4", "in_stock": True}, ["H-1", "H-2"]),
            ({"q": "h", "status": "organic", "in_stock": True}, ["H-1"]),
        ],
    )
    def test_lots_are_found_by_what_is_known_of_them(
        self, season: Book, asked: dict[str, Any], found: list[str]
    ) -> None:
        assert codes(season, **asked) == found

    def test_a_lot_is_found_where_some_of_it_lies_now(self, season: Book) -> None:
        assert "H-2" not in codes(season, place="SHED")

        season.take(event("move", lines=[{"lot": "H-2", "quantity": bins(1)}], to="SHED", time="12:00:00"))

        assert "H-2" in codes(season, place="SHED")

    def test_a_lot_is_found_by_whatever_is_written_of_it(self, season: Book) -> None:
        """By a tag, the order and the invoice that a customer quotes, a supplier's own code, and the day."""
        tag = tag_code("7K3QZ0M9A")
        bol, bound = [{"kind": "bol", "number": "BOL-77"}], [{"tag": tag, "quantity": bins(1)}]
        sent = event("ship", partner="valley-market", lines=[{"tag": tag}], refs=bol, time="13:00:00")
        billed = [{"shipment": sent["id"], "quantity": bins(1)}]
        came = {"lot": "R-1", "product": "APL-BIN", "quantity": bins(2), "status": "organic"}
        season.take(
            harvested("H-3", 1, time="09:30:00", tags=bound),
            sent,
            event("invoice", partner="valley-market", number="INV-9", lines=billed, time="14:00:00"),
            event("receive", partner="grower-b", lines=[{**came, "supplier_lot": "GB 4711", "tlc": "TLC-5"}]),
        )

        assert codes(season, q=tag.lower()) == ["H-3"]
        assert codes(season, q="bol-77") == ["H-3"]
        assert codes(season, q="INV-9") == ["H-3"]
        assert codes(season, q="gb 4711") == codes(season, q="TLC-5") == ["R-1"]
        assert codes(season, q="2026-09-12") == ["H-1", "H-2", "H-3", "P-1", "R-1"]
        assert codes(season, q="2026-09-11") == []

    def test_lots_are_found_by_their_days_kind_and_hold(self, season: Book) -> None:
        season.take(event("hold", lots=["H-2"], state="hold", reason="residue", time="12:00:00"))

        assert codes(season, on_hold=True) == ["H-2"]
        assert codes(season, kind="planting") == ["PL-B4"]
        assert codes(season, since=date(2026, 9, 12), to=date(2026, 9, 12)) == ["H-1", "H-2", "P-1"]
        assert codes(season, to=date(2026, 9, 11)) == ["PL-B4"]

    def test_pages_of_any_order_have_every_lot_once(self, season: Book) -> None:
        for order, down in itertools.product(ORDERS, (False, True)):
            whole = codes(season, order=order, down=down)
            paged: list[str] = []
            while page := codes(season, order=order, down=down, limit=1, after=paged[-1] if paged else None):
                paged += page

            assert paged == whole
            assert sorted(whole) == codes(season)

    def test_a_lot_says_what_is_left_of_it(self, season: Book) -> None:
        (one,) = season.ask(lots, Wanted(q="H-1"))

        assert one == {
            "lot": "H-1",
            "kind": "harvest",
            "product": "APL-BIN",
            "product_name": "Apple, field bin",
            "status": "organic",
            "claimed": None,
            "place": "B4",
            "made_at": "2026-09-12T08:00:00-07:00",
            "mass_mg": 2_937_010_595,
            "mass": "6475.000",
            "units": {"bin": "7"},
            "in_process_mg": 0,
        }

    def test_what_a_run_has_in_process_is_told_of_the_lot_that_went_in(self, book: Book) -> None:
        dump = {**packed("H-1", 2, "P-1", 0, run="R1"), "outputs": []}
        book.take(planted(), harvested("H-1", 2, time="08:00:00"), dump)
        book.take({**packed("H-1", 0, "P-1", 40, run="R1", time="10:00:00"), "inputs": []})

        (one,) = book.ask(lots, Wanted(q="H-1"))

        assert one["mass_mg"] == 0
        assert one["in_process_mg"] >= 0

    def test_a_lot_of_an_unknown_product_is_listed(self, book: Book) -> None:
        book.take(harvested("X-1", product="PLUM"))

        (one,) = book.ask(lots)

        assert (one["lot"], one["product_name"], one["units"]) == ("X-1", None, {})


class TestStory:
    def test_stock_lies_where_it_was_made_or_moved_to(self, book: Book) -> None:
        book.take(
            planted(),
            harvested("H-1", 10, time="08:00:00"),
            event("move", lines=[{"lot": "H-1", "quantity": bins(3)}], to="SHED", time="09:00:00"),
            event("dispose", lines=[{"lot": "H-1", "quantity": {"value": "500", "unit": "lb"}}], reason="shrink"),
        )

        stock = book.ask(lot, "H-1")["stock"]

        assert [(one["place"], one["units"]) for one in stock] == [("B4", {"bin": "7"}), ("SHED", {"bin": "3"})]
        assert sum(one["mass_mg"] for one in stock) == book.ask(lot, "H-1")["mass_mg"]
        assert stock[0]["mass_mg"] == 2_778_253_266  # 7 of 10 parts of 8,750 lb

    def test_events_come_in_the_order_in_which_they_happened_fallen_ones_too(self, season: Book) -> None:
        story = season.ask(lot, "P-1")
        ship = story["events"][-1]
        season.take(event("void", event=ship["id"], reason="twice", time="12:00:00"))

        events = season.ask(lot, "P-1")["events"]

        assert [(one["kind"], one["stands"]) for one in events] == [("pack", True), ("ship", False), ("void", True)]
        assert events[0]["seq"] > 0

    def test_links_name_what_it_came_from_and_went_into(self, season: Book) -> None:
        season.take(event("apply", uses=[{"lot": "WASH"}], to=["H-1"], time="08:10:00"))

        links = season.ask(lot, "H-1")["links"]

        assert [(one["lot"], one["kind"]) for one in links["from"]] == [("PL-B4", "harvest"), ("WASH", "apply")]
        assert [(one["lot"], one["kind"]) for one in links["to"]] == [("P-1", "pack")]
        assert links["to"][0]["mass_mg"] > 0

    def test_a_hold_is_what_was_said_last(self, season: Book) -> None:
        assert season.ask(lot, "P-1")["hold"] is None
        season.take(event("hold", lots=["P-1"], state="hold", reason="residue", time="12:00:00"))
        assert season.ask(lot, "P-1")["hold"]["reason"] == "residue"
        season.take(event("hold", lots=["P-1"], state="release", reason="clean", time="13:00:00"))
        assert season.ask(lot, "P-1")["hold"]["state"] == "release"

    def test_what_came_back_from_a_customer_starts_on_hold(self, season: Book) -> None:
        box = {"lot": "P-1", "quantity": {"value": "2", "unit": "box"}}
        season.take(event("return", partner="valley-market", lines=[box], time="14:00:00", place="SHED"))

        hold = season.ask(lot, "P-1")["hold"]

        assert (hold["state"], hold["reason"]) == ("hold", "return")

    def test_its_tags_are_those_that_mean_it_now(self, book: Book) -> None:
        book.take(harvested("H-1", 3, tags=[{"tag": "T1", "quantity": bins(2)}, {"tag": "T2", "quantity": bins(1)}]))
        book.take(event("move", lines=[{"tag": "T1"}], to="SHED", time="10:00:00"))
        book.take(event("tag", action="retire", tag="T2", time="11:00:00"))

        tags = book.ask(lot, "H-1")["tags"]

        assert [one["tag"] for one in tags] == ["T1"]
        assert tags[0]["quantity"] == bins(2)

    def test_a_claim_too_high_is_a_finding_on_the_lot_and_on_all_that_it_went_into(self, book: Book) -> None:
        book.take(
            harvested("H-1", 3, time="08:00:00", place="SHED", status="organic", **{"from": []}),
            packed("H-1", 2, "P-1", 40, time="09:00:00"),
            {**packed("P-1", 0, "P-2", 10, time="10:00:00"), "inputs": [{"lot": "P-1"}]},
        )

        for code, args in (("H-1", {"claimed": "organic"}), ("P-1", {"from": "H-1"}), ("P-2", {"from": "H-1"})):
            found = book.ask(lot, code)["findings"]
            assert found[0]["code"] == "status_above_permitted"
            assert found[0]["severity"] == "critical"
            assert args.items() <= found[0]["args"].items()

    def test_a_lot_that_is_only_spoken_of_has_a_story_too(self, book: Book) -> None:
        book.take(event("note", about=[{"lot": "LOST"}]))

        story = book.ask(lot, "LOST")

        assert [one["kind"] for one in story["events"]] == ["note"]
        assert story["kind"] is None

    def test_an_unknown_lot_is_refused_with_the_nearest_that_there_is(self, season: Book) -> None:
        with pytest.raises(Problem) as refused:
            season.ask(lot, "h-3")

        assert refused.value.code == "unknown_lot"
        assert refused.value.errors in ({"lot": ["The nearest is H-1."]}, {"lot": ["The nearest is H-2."]})


class TestTag:
    CODE = tag_code("00000000A")

    def test_a_printed_tag_is_blank_then_bound_then_free(self, book: Book) -> None:
        told = [book.ask(tag, self.CODE)]
        book.take(harvested("H-1", 2, time="08:00:00", tags=[{"tag": self.CODE, "quantity": bins(2)}]))
        told.append(book.ask(tag, self.CODE.lower()))
        book.take({**packed("H-1", 2, "P-1", 40), "inputs": [{"tag": self.CODE}]})
        told.append(book.ask(tag, self.CODE))

        assert [one["state"] for one in told] == ["blank", "bound", "free"]
        assert (told[1]["lot"], told[1]["quantity"]) == ("H-1", bins(2))

    def test_a_retired_tag_says_so(self, book: Book) -> None:
        book.take(event("tag", action="bind", tag=self.CODE, lot="H-1"))
        book.take(event("tag", action="retire", tag=self.CODE, time="10:00:00"))

        assert book.ask(tag, self.CODE)["state"] == "retired"

    def test_a_code_with_a_wrong_check_character_is_refused(self, book: Book) -> None:
        wrong = self.CODE[:-1] + ("0" if self.CODE[-1] != "0" else "1")

        with pytest.raises(Problem) as refused:
            book.ask(tag, wrong)

        assert refused.value.code == "unknown_tag"
