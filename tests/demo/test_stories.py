"""The stories of the demonstration farm hold, by the reference reading of its book."""

from base64 import b64decode
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from lotbook.demo.book import demo_book
from lotbook.demo.season import LETTERS, Season
from lotbook.kit.mass import MG_PER_UNIT, whole
from tests.reference import Book, read

TODAY = date(2026, 9, 14)
SEASON = Season.ending(TODAY)
LB = MG_PER_UNIT["lb"]
# What is not a pass, for every commodity and every whole month. Tomatoes of month F are below.
VERDICTS = {
    ("apple", "A"): ("unproven", {"no_count"}),
    ("apple", "F"): ("review", {"incomplete_run"}),
    ("romaine", "C"): ("review", {"late_record"}),
    ("romaine", "D"): ("review", {"count_variance"}),
    ("tomato", "E"): ("fail", {"shipped_above_permitted"}),
}


@cache
def lines() -> list[dict[str, Any]]:
    return list(demo_book(TODAY))


@cache
def book() -> Book:
    return read(lines())


@cache
def statement(commodity: str, letter: str, status: str | None = None) -> dict[str, Any]:
    scope = {"commodity": commodity} | ({"status": status} if status else {})
    return book().statement(scope, SEASON.day(letter, 1), SEASON.last(letter))


def kinds(lot: str) -> list[str]:
    return [
        line["kind"]
        for line in lines()
        if line["type"] == "event"
        and lot in (line.get("lot"), *line.get("lots", ()), *(x.get("lot") for x in line.get("lines", ())))
    ]


class TestBalance:
    @pytest.mark.parametrize("letter", LETTERS[:-1])
    @pytest.mark.parametrize("commodity", ["strawberry", "romaine", "tomato", "apple", "produce-box"])
    def test_a_whole_month_has_the_verdict_that_its_story_gives(self, commodity: str, letter: str) -> None:
        if (commodity, letter) == ("tomato", "F"):
            pytest.skip("a gain is weighed against every estimate, which this reading does slowly: see below")
        verdict, reasons = VERDICTS.get((commodity, letter), ("pass", set()))
        found = statement(commodity, letter)
        assert (found["verdict"], set(found["reasons"])) == (verdict, reasons)

    def test_an_unknown_lot_makes_this_month_one_to_review(self) -> None:
        assert statement("strawberry", "G")["reasons"] == {"unknown_mass": "review"}

    def test_more_tomatoes_came_out_than_the_estimate_let_in(self) -> None:
        gains = [p for p in book().postings() if p.account == "unaccounted:gain"]
        assert {p.lot for p in gains} == {"T1-F10-X"}
        assert 18 < abs(sum(p.mass_mg for p in gains)) / LB < 19
        # Forty lugs at most at 30.5 lb would have explained it.
        assert 40 * (Decimal("30.5") - 28) > 19

    def test_a_pallet_of_romaine_was_not_found(self) -> None:
        assert statement("romaine", "D")["variance"] == pytest.approx(float(-60 * 22 * LB), abs=1_000)
        assert statement("romaine", "E")["lines"]["adjusted"] == pytest.approx(float(-60 * 22 * LB), abs=1_000)

    def test_apples_pack_out_at_about_seventy_two_percent(self) -> None:
        packed = sum(
            -p.mass_mg
            for p in book().postings()
            if p.account == "made" and p.lot.startswith("AP-") and p.lot[-1] != "X"
        )
        dumped = sum(
            p.mass_mg
            for p in book().postings()
            if p.account == "in_process" and p.mass_mg > 0 and p.lot.startswith(("A", "OLD-"))
        )
        assert 0.69 < packed / dumped < 0.75

    def test_transitional_ground_turned_organic(self) -> None:
        assert statement("tomato", "C", "transitional")["lines"]["harvested"] > 0
        assert not statement("tomato", "E", "transitional")["lines"].get("harvested")

    def test_buffer_rows_and_the_leased_field_are_nonorganic(self) -> None:
        lots = book().lots()
        apart = [lot for code, lot in lots.items() if code.startswith(("S3B-", "C9-"))]
        assert len(apart) > 20
        assert {lot["status"] for lot in apart} == {"nonorganic"}


class TestStock:
    def test_nothing_is_below_zero(self) -> None:
        for code, lot in book().lots().items():
            assert lot["stock_mg"] > -1_000, code
            assert lot["units_micro"] > -1_000_000 or code == "RH-GZZ", code

    def test_one_claim_is_above_what_is_permitted_and_taints_what_it_went_into(self) -> None:
        wrong = {
            code for code, lot in book().lots().items() if lot["status"] == "nonorganic" and lot["claimed"] == "organic"
        }
        assert wrong == {"C9-E12-X", "TP-E13-X"}


class TestTrace:
    def test_a_relabelled_bin_is_found_by_its_bare_new_tag(self) -> None:
        assert {"A2-F05-X", "PL-A2"} <= set(book().trace("back", "AP-F06-X")["lots"])

    def test_rework_into_itself_ends(self) -> None:
        assert {"A2-F05-X", "AP-F06-X", "PL-A2"} <= set(book().trace("back", "AP-F12-X")["lots"])

    def test_compost_is_ahead_of_what_grew_on_it(self) -> None:
        found = book().trace("forward", "COMPOST-A09")
        assert any(code.startswith(("TP-", "RH-")) for code in found["lots"])
        assert found["customers"]

    def test_seed_stands_behind_hearts(self) -> None:
        hearts = [code for code in book().lots() if code.startswith("RH-F")]
        assert "SEED-ROM-0" in book().trace("back", hearts[0])["lots"]

    def test_what_was_lost_is_missing_from_a_recall(self) -> None:
        assert float(book().trace("forward", "RH-D25-X")["accounted"]["percent"]) < 50
        assert float(book().trace("forward", "PL-S1")["accounted"]["percent"]) == 100


class TestHistory:
    def test_the_last_of_two_corrections_stands(self) -> None:
        assert book().lots()["S2-B11-X"]["mass_in_mg"] == whole(18 * 8 * LB)

    def test_a_shipment_entered_twice_counts_once(self) -> None:
        loads = [line["id"] for line in lines() if {"kind": "bol", "number": "E20-7"} in line.get("refs", [])]
        shipped = [event for event, _, _ in book().trace("forward", "S1-E20-X")["customers"]]
        assert len(loads) == 2
        assert [event for event in shipped if event in loads] == loads[:1]

    def test_a_returned_pallet_was_held_sorted_and_sold(self) -> None:
        story = [kind for kind in kinds("S1-D10-X") if kind not in ("invoice", "count")]
        assert story == ["harvest", "move", "ship", "return", "hold", "dispose", "hold", "ship"]

    def test_a_phone_without_network_delivers_after_the_count(self) -> None:
        counted = max(
            datetime.fromisoformat(line["received"])
            for line in lines()
            if line.get("kind") == "count" and line["at"][:10] == SEASON.last("C").isoformat()
        )
        late = [
            line
            for line in lines()
            if line.get("kind") == "harvest" and datetime.fromisoformat(line["at"]) < counted
            if datetime.fromisoformat(line["received"]) > counted
        ]
        assert {line["by"] for line in late} == {"c09"}
        assert "L-LATE-X" in {line["lot"] for line in late}

    def test_what_could_not_be_read_is_kept(self) -> None:
        kept = [line for line in lines() if line["type"] == "quarantined"]
        assert [line["reason"] for line in kept] == ["malformed"]
        assert b"14 trays" in b64decode(kept[0]["body"])

    def test_one_shipment_waits_for_the_office(self) -> None:
        held = [line for line in lines() if line.get("held")]
        assert [line["kind"] for line in held] == ["ship"]

    def test_a_certificate_had_run_out(self) -> None:
        oak = next(line for line in lines() if line["type"] == "partner" and line["code"] == "oak-hill")
        receipt = next(
            line for line in lines() if line.get("kind") == "receive" and line["lines"][0]["lot"] == "OH-E25"
        )
        assert oak["certificate"]["expires"] < receipt["at"][:10]
