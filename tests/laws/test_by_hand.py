"""Books of a few events whose numbers were derived by hand from the rules, sentence by sentence.

A bin is 1 kg unless a test says otherwise; masses are in grams, so that a line can be added up in the head.
"""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.laws.said import masses, statement, told, trace
from tests.reference.stories import Story, line, product, q
from tests.support.book import Book

MARCH = ("2026-03-01", "2026-03-31")
KG = 1_000_000
Tell = Callable[[Story], Book]


@pytest.fixture
def tell(app: Flask) -> Tell:
    return lambda story: told(app, story.lines)


def grams(book: Book, period: tuple[str, str] = MARCH, **scope: str) -> dict[str, int]:
    found = statement(book, scope or {"commodity": "fruit"}, period)
    return {account: mass // 1_000 for account, mass in masses(found).items()} | {
        "closing": found["closing"]["mass_mg"] // 1_000
    }


def lot(book: Book, code: str) -> dict[str, Any]:
    from lotbook.lots.queries import lot as shown

    return book.ask(shown, code)


class TestMass:
    """Rule 0."""

    def test_out_in_mass_takes_mean_units(self, tell: Tell) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin", mass=q("12 kg"))
        story.ship(2, line("A", "6 kg"))

        found = lot(tell(story), "A")
        assert (found["mass_mg"], found["units"]) == (6 * KG, {"bin": "5"})

    def test_a_return_comes_in_at_the_last_mean_of_an_empty_lot(self, tell: Tell) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin", mass=q("12 kg"))
        story.ship(2, line("A", "10 bin"))
        story.tell("return", 3, partner="grocer", lines=[line("A", "2 bin")])

        assert grams(tell(story)) == {"harvested": 12_000, "shipped": -12_000, "returned": 2_400, "closing": 2_400}

    def test_a_return_that_was_weighed_weighs_that(self, tell: Tell) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin")
        story.ship(2, line("A", "10 bin"))
        story.tell("return", 3, partner="grocer", lines=[line("A", "2 bin", mass=q("1500 g"))])

        assert grams(tell(story))["returned"] == 1_500

    def test_an_adjustment_up_is_an_in_at_the_mean_and_one_down_an_out(self, tell: Tell) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin", mass=q("12 kg"))
        story.tell("adjust", 2, lines=[line("A", "5 bin")], reason="found")
        story.tell("adjust", 3, lines=[line("A", "-3 bin")], reason="lost")

        assert grams(tell(story)) == {"harvested": 12_000, "adjusted": 2_400, "closing": 14_400}

    def test_of_two_factors_with_one_day_the_later_in_the_list_holds(self, tell: Tell) -> None:
        two = [{"from": "2020-01-01", "value": value, "unit": "kg", "basis": "table"} for value in ("1", "3")]
        story = Story(product("CASE", unit="case", masses=two))
        story.harvest(1, "A", "2 case", product="CASE")

        assert grams(tell(story))["harvested"] == 6_000

    def test_a_quantity_in_mass_counts_as_mass_by_factor_in_units(self, tell: Tell) -> None:
        heavy = [{"from": "2020-01-01", "value": "2", "unit": "kg", "basis": "table"}]
        story = Story(product("CASE", unit="case", masses=heavy))
        story.harvest(1, "A", "5 kg", product="CASE")

        assert lot(tell(story), "A")["units"] == {"case": "2.5"}

    def test_a_further_unit_counts_as_its_stock_units(self, tell: Tell) -> None:
        bins = {**product("BIN"), "units": [{"unit": "lug", "per": "0.25"}]}
        story = Story(bins)
        story.harvest(1, "A", "10 lug", mass=q("4 kg"))
        story.ship(2, line("A", "1 bin"))

        found = lot(tell(story), "A")
        assert (found["mass_mg"], found["units"]) == (2_400_000, {"bin": "1.5"})

    def test_a_factor_by_the_day_of_the_event_not_of_its_arrival(self, tell: Tell) -> None:
        lighter = [
            {"from": "2026-01-01", "value": "2", "unit": "kg", "basis": "table"},
            {"from": "2026-03-05", "value": "1", "unit": "kg", "basis": "table"},
        ]
        story = Story(product("CASE", unit="case", masses=lighter))
        story.harvest(6, "B", "1 case", product="CASE")
        story.harvest(4, "A", "1 case", product="CASE", at="23:59:59")

        assert grams(tell(story))["harvested"] == 3_000

    def test_before_the_first_factor_it_holds_all_the_same_and_is_found(self, tell: Tell) -> None:
        late = [{"from": "2026-03-20", "value": "2", "unit": "kg", "basis": "table"}]
        story = Story(product("CASE", unit="case", masses=late))
        story.harvest(1, "A", "1 case", product="CASE")

        book = tell(story)
        assert grams(book)["harvested"] == 2_000
        assert "before_first_factor" in {one["code"] for one in book.findings()}

    def test_a_local_day_is_the_farms_even_when_the_clock_changes(self, tell: Tell) -> None:
        story = Story()
        story.harvest(7, "A", "1 bin", at="23:30:00")  # 2026-03-08 is the day of the change in New York
        story.lines[-1]["at"] = "2026-03-08T04:30:00Z"
        story.harvest(8, "B", "2 bin")
        story.lines[-1]["at"] = "2026-03-09T03:30:00Z"

        book = tell(story)
        assert grams(book, ("2026-03-07", "2026-03-07"))["harvested"] == 1_000
        assert grams(book, ("2026-03-08", "2026-03-08"))["harvested"] == 2_000

    def test_the_reasons_of_a_disposal_have_lines_of_their_own(self, tell: Tell) -> None:
        story = Story()
        story.harvest(1, "A", "20 bin")
        for day, reason in enumerate(("waste", "destroyed", "donated", "sample", "own_use"), 2):
            story.tell("dispose", day, lines=[line("A", f"{day} bin")], reason=reason)

        assert grams(tell(story)) == {
            "harvested": 20_000,
            "wasted": -5_000,
            "donated": -4_000,
            "sampled": -5_000,
            "own_use": -6_000,
            "closing": 0,
        }


class TestPack:
    """Rules 1 and 2."""

    def test_what_a_pack_gives_back_to_its_own_lot_comes_after_what_it_takes(self, tell: Tell) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin", mass=q("20 kg"))
        culls = [{"reason": "cull", "quantity": q("1 kg")}]
        story.pack(2, {"A": "10 bin"}, {"A": "4 bin", "P": "15 bin"}, losses=culls)

        book = tell(story)
        # 20 kg in; 4 kg back at the factor, 15 kg made, 1 kg culled: nothing is left unexplained.
        assert grams(book) == {"harvested": 20_000, "loss:cull": -1_000, "closing": 19_000}
        assert (lot(book, "A")["mass_mg"], lot(book, "A")["units"]) == (4 * KG, {"bin": "4"})

    def test_a_run_is_read_as_one_pack_and_closes_on_its_last_closes_day(self, tell: Tell) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin")
        story.pack(2, {"A": "10 bin"}, {}, run="R")
        story.pack(3, {}, {"P": "6 bin"}, run="R")
        story.pack(4, {}, {"P": "3 bin"}, run="R", close=True)

        book = tell(story)
        assert grams(book, ("2026-03-02", "2026-03-02")) == {"opening": 10_000, "closing": 10_000}
        assert grams(book, ("2026-03-03", "2026-03-03")) == {"opening": 10_000, "closing": 10_000}
        assert grams(book, ("2026-03-04", "2026-03-04")) == {
            "opening": 10_000,
            "unaccounted:loss": -1_000,
            "closing": 9_000,
        }

    def test_a_run_that_nobody_closed_counts_as_closed_two_days_later(self, tell: Tell) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin")
        story.pack(2, {"A": "10 bin"}, {"P": "9 bin"}, run="R")

        book = tell(story)
        assert "unaccounted:loss" not in grams(book, ("2026-03-02", "2026-03-03"))
        assert grams(book, ("2026-03-04", "2026-03-04"))["unaccounted:loss"] == -1_000
        assert "incomplete_run" in {one["code"] for one in book.findings()}

    def test_each_input_gives_its_part_pro_rata_and_keeps_its_part_of_the_gap(self, tell: Tell) -> None:
        story = Story()
        story.harvest(1, "A", "6 bin")
        story.harvest(1, "B", "2 bin")
        story.pack(2, {"A": "6 bin", "B": "2 bin"}, {"P": "4 bin"}, losses=[{"reason": "cull", "quantity": q("2 kg")}])

        book = tell(story)
        assert grams(book, lot="A") == {
            "harvested": 6_000,
            "used": -3_000,
            "loss:cull": -1_500,
            "unaccounted:loss": -1_500,
            "closing": 0,
        }
        shares = {one["lot"]: one["share"] for one in trace(book, "back", "P")["lots"]}
        assert shares == {"A": "0.7500", "B": "0.2500"}

    def test_added_water_is_a_gain_of_its_own_name(self, tell: Tell) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin")
        story.pack(2, {"A": "10 bin"}, {"P": "11 bin"}, gains=[{"reason": "water", "quantity": q("1 kg")}])

        assert grams(tell(story)) == {"harvested": 10_000, "gain:water": 1_000, "closing": 11_000}

    def test_a_transfer_shows_only_where_it_leaves_the_scope(self, tell: Tell) -> None:
        story = Story(product("CASE", unit="case", stage="packed"))
        story.harvest(1, "A", "10 bin")
        story.pack(2, {"A": "10 bin"}, {"P": "10 case"})
        story.lines[-1]["outputs"][0]["product"] = "CASE"

        book = tell(story)
        assert grams(book) == {"harvested": 10_000, "closing": 10_000}
        assert grams(book, product="BIN") == {"harvested": 10_000, "used": -10_000, "closing": 0}
        assert grams(book, product="CASE") == {"made": 10_000, "closing": 10_000}

    def test_packaging_with_mass_is_used_and_is_not_in_the_balance_of_the_run(self, tell: Tell) -> None:
        carton = product("CARTON", unit="each", stage="input")
        story = Story({**carton, "class": "packaging", "commodity": "carton"})
        story.tell("receive", 1, partner="s", lines=[{**line("K", "5 each"), "product": "CARTON"}])
        story.harvest(1, "A", "10 bin")
        story.pack(2, {"A": "10 bin", "K": "5 each"}, {"P": "10 bin"})

        book = tell(story)
        assert grams(book) == {"harvested": 10_000, "closing": 10_000}
        assert grams(book, commodity="carton") == {"received": 5_000, "used": -5_000, "closing": 0}
        assert {one["lot"] for one in trace(book, "back", "P")["lots"]} == {"A", "K"}

    def test_what_is_planted_or_applied_is_used(self, tell: Tell) -> None:
        story = Story({**product("SEED", unit="bag", stage="input"), "commodity": "seed"})
        story.tell("open", 1, lines=[{**line("S", "10 bag"), "product": "SEED", "status": "organic"}])
        story.tell("plant", 2, lot="PL", product="BIN", place="F1", uses=[line("S", "3 bag")])
        story.tell("apply", 3, uses=[line("S", "2 bag")], to=["F1"])

        assert grams(tell(story), commodity="seed") == {"declared": 10_000, "used": -5_000, "closing": 5_000}

    def test_a_reclassified_part_leaves_one_status_for_another(self, tell: Tell) -> None:
        story = Story()
        story.tell("open", 1, lines=[{**line("A", "10 bin"), "product": "BIN", "status": "organic"}])
        moved = line("A", "4 bin", to_lot="B")
        story.tell("reclassify", 2, lines=[moved], status="nonorganic", reason="drift")

        book = tell(story)
        assert grams(book) == {"declared": 10_000, "closing": 10_000}
        assert grams(book, commodity="fruit", status="organic") == {
            "declared": 10_000,
            "reclassified_out": -4_000,
            "closing": 6_000,
        }
        assert grams(book, commodity="fruit", status="nonorganic") == {"reclassified_in": 4_000, "closing": 4_000}


class TestTrace:
    """Rules 7 to 9."""

    def test_behind_a_harvest_lies_what_was_applied_by_that_day(self, tell: Tell) -> None:
        story = Story({**product("SPRAY", unit="bag", stage="input"), "commodity": "spray"})
        story.tell("open", 1, lines=[{**line("S", "10 bag"), "product": "SPRAY", "status": "organic"}])
        story.tell("plant", 1, lot="PL", product="BIN", place="F1", uses=[])
        story.harvest(5, "EARLY", "1 bin", place="F1", **{"from": ["PL"]})
        story.tell("apply", 6, uses=[line("S", "1 bag")], to=["FARM"])
        story.harvest(7, "LATE", "1 bin", place="F1", **{"from": ["PL"]})

        book = tell(story)
        assert [one["lot"] for one in trace(book, "back", "EARLY")["lots"]] == ["PL"]
        assert [one["lot"] for one in trace(book, "back", "LATE")["lots"]] == ["PL", "S"]
        assert {one["lot"] for one in trace(book, "forward", "S")["lots"]} == {"PL", "LATE"}

    def test_what_went_into_a_lot_after_it_was_shipped_from_is_behind_it_all_the_same(self, tell: Tell) -> None:
        story = Story()
        story.harvest(1, "A", "2 bin")
        story.harvest(5, "B", "2 bin")
        story.pack(2, {"A": "2 bin"}, {"P": "2 bin"})
        story.ship(3, line("P", "2 bin"))
        story.pack(6, {"B": "2 bin"}, {"P": "2 bin"})

        found = trace(tell(story), "forward", "B")
        assert [one["lot"] for one in found["customers"]] == ["P"]
        # Half of P came from B, so half of what was shipped and of what is here is counted for it.
        assert found["accounted"] == {"produced_mg": 2 * KG, "accounted_mg": 2 * KG, "percent": "100.00"}

    def test_what_nobody_explained_is_not_accounted_for(self, tell: Tell) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin")
        story.pack(2, {"A": "8 bin"}, {"P": "5 bin"}, losses=[{"reason": "cull", "quantity": q("1 kg")}])
        story.ship(3, line("P", "4 bin"))

        # 2 in stock, 1 culled, 4 shipped, 1 packed and here; 2 of the 10 went unexplained.
        assert trace(tell(story), "forward", "A")["accounted"] == {
            "produced_mg": 10 * KG,
            "accounted_mg": 8 * KG,
            "percent": "80.00",
        }

    def test_what_a_customer_sends_back_is_not_shipped(self, tell: Tell) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin")
        story.ship(2, line("A", "10 bin"))
        story.tell("return", 3, partner="grocer", lines=[line("A", "4 bin")])
        story.tell("dispose", 4, lines=[line("A", "1 bin")], reason="waste")

        found = trace(tell(story), "forward", "A")
        assert found["accounted"]["percent"] == "100.00"
        assert [one["mass_mg"] for one in found["on_hand"]] == [3 * KG]

    def test_a_harvest_from_two_plantings_came_half_from_each(self, tell: Tell) -> None:
        story = Story()
        for planting in ("P1", "P2"):
            story.tell("plant", 1, lot=planting, product="BIN", place="F1", uses=[])
        story.harvest(5, "A", "3 bin", place="F1", **{"from": ["P1", "P2", "NOBODY"]})

        found = trace(tell(story), "back", "A")
        assert {one["lot"]: one["share"] for one in found["lots"]} == {
            "P1": "0.3333",
            "P2": "0.3333",
            "NOBODY": "0.3333",
        }

    def test_a_lot_that_nobody_made_has_the_mass_that_was_said_and_is_nonorganic(self, tell: Tell) -> None:
        story = Story()
        story.pack(2, {"GHOST": "5 kg"}, {"P": "5 bin"})

        book = tell(story)
        assert lot(book, "P")["status"] == "nonorganic"
        assert "GHOST" in {one["lot"] for one in trace(book, "back", "P")["lots"]}
        assert grams(book)["made"] == 5_000
        assert "unknown_lot" in {one["code"] for one in book.findings()}

    def test_bins_of_a_lot_that_nobody_made_have_no_mass_until_it_is_known(self, tell: Tell) -> None:
        story = Story()
        story.pack(2, {"GHOST": "5 bin"}, {"P": "4 bin"})
        book = tell(story)
        assert statement(book, {"commodity": "fruit"}, MARCH)["verdict"] == "review"

        story.harvest(1, "GHOST", "5 bin")
        assert grams(tell(story)) == {"harvested": 5_000, "unaccounted:loss": -1_000, "closing": 4_000}

    def test_an_unknown_customer_or_place_keeps_nothing_from_being_read(self, tell: Tell) -> None:
        story = Story()
        story.harvest(1, "A", "2 bin", place="NOWHERE")
        story.tell("ship", 2, partner="nobody", place="NOWHERE", lines=[line("A", "1 bin")])

        assert grams(tell(story)) == {"harvested": 2_000, "shipped": -1_000, "closing": 1_000}


class TestCorrections:
    """Rule 6, and weights."""

    def test_a_void_of_a_void_restores(self, tell: Tell) -> None:
        story = Story()
        first = story.harvest(1, "A", "2 bin")
        void = story.tell("void", 2, event=first, reason="wrong")
        assert grams(tell(story)) == {"closing": 0}

        story.tell("void", 3, event=void, reason="it was right")
        assert grams(tell(story)) == {"harvested": 2_000, "closing": 2_000}

    def test_voiding_the_last_of_a_chain_brings_back_the_one_before(self, tell: Tell) -> None:
        story = Story()
        first = story.harvest(1, "A", "1 bin")
        second = story.harvest(1, "A", "2 bin", replaces=first)
        third = story.harvest(1, "A", "3 bin", replaces=second)
        assert grams(tell(story))["harvested"] == 3_000

        story.tell("void", 2, event=third, reason="wrong")
        assert grams(tell(story))["harvested"] == 2_000

    def test_voiding_what_was_replaced_does_not_touch_its_replacement(self, tell: Tell) -> None:
        story = Story()
        first = story.harvest(1, "A", "1 bin")
        story.harvest(1, "A", "2 bin", replaces=first)
        story.tell("void", 2, event=first, reason="wrong")

        assert grams(tell(story))["harvested"] == 2_000

    def test_of_rival_replacements_the_greatest_id_counts(self, tell: Tell) -> None:
        story = Story()
        first = story.harvest(1, "A", "1 bin")
        story.harvest(1, "A", "5 bin", replaces=first)
        story.harvest(1, "A", "7 bin", replaces=first)

        book = tell(story)
        assert grams(book)["harvested"] == 7_000
        assert "rival_replacement" in {one["code"] for one in book.findings()}

    def test_a_later_weight_wins_over_what_the_event_said(self, tell: Tell) -> None:
        story = Story()
        first = story.harvest(1, "A", "10 bin", mass=q("9 kg"))
        story.tell("weigh", 3, of=[first], mass=q("11 kg"))
        story.tell("weigh", 2, of=[first], mass=q("13 kg"))

        assert grams(tell(story))["harvested"] == 11_000

    def test_a_weight_is_spread_by_units_and_factor(self, tell: Tell) -> None:
        heavy = [{"from": "2020-01-01", "value": "3", "unit": "kg", "basis": "table"}]
        story = Story(product("CASE", unit="case", masses=heavy))
        light = story.harvest(1, "A", "6 bin")
        other = story.harvest(1, "B", "2 case", product="CASE")
        story.tell("weigh", 2, of=[light, other], mass=q("24 kg"))

        book = tell(story)
        assert (lot(book, "A")["mass_mg"], lot(book, "B")["mass_mg"]) == (12 * KG, 12 * KG)
