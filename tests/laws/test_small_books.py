"""Small books in which a rule is easily read otherwise than it is written."""

from typing import Any

import pytest
from flask import Flask

from lotbook.lots.rebuild import rebuild
from tests.laws.said import masses, statement, stock, told, trace
from tests.reference.stories import Line, Story, line, out_of, product, q

MARCH = ("2026-03-01", "2026-03-31")
FRUIT = {"commodity": "fruit"}
KG = 1_000_000


def month(app: Flask, story: Story, **scope: str) -> dict[str, Any]:
    return statement(told(app, story.lines), scope or FRUIT, MARCH)


def lot(app: Flask, story: Story, code: str) -> dict[str, Any]:
    (found,) = (one for one in stock(told(app, story.lines)) if one["lot"] == code)
    return found


def reclassified(story: Story, day: int, taken: Line, to_lot: str) -> None:
    story.tell("reclassify", day, lines=[taken | {"to_lot": to_lot}], status="organic", reason="mixed up")


def codes(found: dict[str, Any]) -> set[str]:
    return {reason["code"] for reason in found["reasons"]}


class TestReclassified:
    def test_a_part_of_an_unknown_lot_is_as_unknown_and_has_the_mass_that_it_was_given(self, app: Flask) -> None:
        story = Story()
        reclassified(story, 3, line("NEVER-MADE", "5 kg"), "PART")
        story.ship(4, line("PART", "2 kg"))

        assert lot(app, story, "PART")["mass_mg"] == 3 * KG

    def test_a_lot_takes_its_product_from_the_first_that_gives_one(self, app: Flask) -> None:
        story = Story()
        reclassified(story, 3, line("NEVER-MADE", "5 kg"), "PART")
        story.harvest(4, "PART", "2 bin")

        found = lot(app, story, "PART")
        assert (found["product"], found["mass_mg"]) == ("BIN", 7 * KG)

    def test_it_brings_its_units_into_a_lot_of_another_product(self, app: Flask) -> None:
        story = Story(product("BOX", unit="box"))
        story.harvest(3, "BINS", "6 bin")
        story.harvest(3, "BOXES", "4 box", product="BOX")
        reclassified(story, 4, line("BINS", "2 bin"), "BOXES")

        found = lot(app, story, "BOXES")
        assert (found["units"], found["mass_mg"]) == ({"box": "6"}, 6 * KG)


class TestCounts:
    def test_places_counted_one_after_the_other_are_each_compared_at_their_own_moment(self, app: Flask) -> None:
        story = Story()
        story.harvest(3, "A", "10 bin", place="COLD")
        story.tell("move", 4, place="COLD", to="DOCK", lines=[line("A", "5 bin")])
        story.tell("count", 5, "08:00:00", place="COLD", lines=[line("A", "5 bin")])
        story.ship(5, line("A", "5 bin"), at="12:00:00", place="COLD")
        story.tell("count", 5, "17:00:00", place="DOCK", lines=[line("A", "5 bin")])

        found = month(app, story)
        assert (found["variance"]["mass_mg"], found["closing"]["mass_mg"]) == (0, 5 * KG)

    def test_a_line_that_nobody_can_read_is_no_count_and_is_to_be_reviewed(self, app: Flask) -> None:
        story = Story()
        story.harvest(3, "A", "10 bin")
        story.tell("count", 5, complete=True, lines=[line("A", "10 blob")])

        found = month(app, story)
        assert found["variance"] is None
        assert (found["verdict"], codes(found)) == ("review", {"unread_lines", "no_count"})

    def test_stems_that_are_not_there_are_a_variance_without_mass(self, app: Flask) -> None:
        story = Story(product("STEM", unit="stem", masses=[]))
        story.harvest(3, "S", "100 stem", product="STEM")
        story.tell("count", 5, lines=[line("S", "60 stem")])

        found = month(app, story, product="STEM")
        assert (found["variance"]["mass_mg"], found["verdict"]) == (0, "review")

    def test_what_was_received_after_the_moment_of_the_count_is_late(self, app: Flask) -> None:
        story = Story()
        story.harvest(3, "A", "10 bin", received="2026-03-09T12:00:00Z")
        story.tell("count", 5, lines=[line("A", "10 bin")])

        found = month(app, story)
        assert (found["verdict"], codes(found)) == ("review", {"received_after_count"})

    @pytest.mark.parametrize("kind", ["weigh", "void"])
    def test_a_weight_or_a_void_that_came_after_the_count_is_late_too(self, app: Flask, kind: str) -> None:
        story = Story()
        first, second = story.harvest(3, "A", "10 bin"), story.harvest(3, "A", "1 bin")
        said = {"of": [first], "mass": q("10 kg")} if kind == "weigh" else {"event": second, "reason": "twice"}
        story.tell(kind, 4, received="2026-03-09T12:00:00Z", **said)
        story.tell("count", 5, lines=[line("A", "11 bin" if kind == "weigh" else "10 bin")])

        found = month(app, story)
        assert (found["verdict"], codes(found)) == ("review", {"received_after_count"})
        assert story.month()["verdict"] == "review"


class TestRuns:
    def test_a_run_without_mass_posts_nothing_and_is_incomplete(self, app: Flask) -> None:
        story = Story()
        story.harvest(3, "A", "1 bin")
        loss = [{"reason": "trim", "quantity": q("5 kg")}]
        story.pack(4, {"A": "0 bin"}, {}, losses=loss)

        found = month(app, story)
        assert masses(found) == {"harvested": KG}
        assert (found["verdict"], codes(found)) == ("review", {"empty_run", "no_count"})

    def test_a_tag_that_nobody_bound_permits_nothing(self, app: Flask) -> None:
        story = Story()
        story.harvest(12, "A", "3 bin", place="F1")
        inputs = [line("A", "1 bin"), {"tag": "T9", "quantity": q("1 bin")}]
        outputs = [{"lot": "P", "product": "BIN", "quantity": q("2 bin"), "status": "organic"}]
        story.tell("pack", 13, inputs=inputs, outputs=outputs, losses=[])

        assert lot(app, story, "P")["status"] == "nonorganic"

    def test_nothing_of_a_thing_without_mass_makes_no_loss_unweighed(self, app: Flask) -> None:
        story = Story(product("STEM", unit="stem", masses=[]))
        story.harvest(3, "A", "3 bin")
        stems = {"lot": "S", "product": "STEM", "quantity": q("0 stem")}
        bins = {"lot": "P", "product": "BIN", "quantity": q("2 bin")}
        story.tell("pack", 4, inputs=[line("A", "3 bin")], outputs=[bins, stems], losses=[])

        assert masses(month(app, story)) == {"harvested": 3 * KG, "unaccounted:loss": -KG}

    def test_what_has_no_mass_is_unweighed_in_the_balance_of_all_that_went_into_it_and_came_out(
        self, app: Flask
    ) -> None:
        story = Story(product("STEM", unit="stem", masses=[]))
        story.harvest(3, "A", "3 bin")
        stems = {"lot": "S", "product": "STEM", "quantity": q("9 stem")}
        story.tell("pack", 4, inputs=[line("A", "3 bin")], outputs=[stems], losses=[])
        story.tell("count", 5, lines=[line("S", "9 stem")])

        for code in ("BIN", "STEM"):
            found = month(app, story, product=code)
            assert found["verdict"] == "review"
            assert "unweighed" in codes(found)


class TestVerdict:
    def test_what_lies_on_the_tolerance_is_within_it_however_its_milligrams_were_rounded(self, app: Flask) -> None:
        bins = product("CRATE", masses=[{"from": "2000-01-01", "value": "925", "unit": "lb", "basis": "table"}])
        for counted, verdict in (("98", "pass"), ("97.99", "review")):
            story = Story(bins | {"tolerance_percent": "2"})
            story.harvest(3, "A", "100 bin", product="CRATE")
            story.tell("count", 5, lines=[line("A", f"{counted} bin")])

            assert month(app, story, product="CRATE")["verdict"] == verdict
            assert story.month(product="CRATE")["verdict"] == verdict

    def test_as_many_as_were_shipped_may_come_back_whatever_they_weigh_now(self, app: Flask) -> None:
        story = Story()
        story.harvest(3, "A", "3 bin")
        story.ship(4, line("A", "2 bin"))
        story.tell("return", 5, partner="grocer", lines=[line("A", "2 bin", mass=q("3 kg"))])

        assert codes(month(app, story)) == {"no_count"}

    def test_a_status_in_the_scope_covers_every_claim_not_the_highest_alone(self, app: Flask) -> None:
        story = Story()
        story.harvest(3, "A", "1 bin", place="F1", status="organic")
        story.harvest(4, "A", "1 bin", place="F1", status="transitional", buffer=True)
        story.ship(5, line("A", "1 bin"))

        found = month(app, story, commodity="fruit", status="transitional")
        assert "shipped_above_status" in codes(found)

    def test_less_than_a_gram_below_zero_is_rounding(self, app: Flask) -> None:
        story = Story(product("SEED", unit="oz", masses=[]))
        story.harvest(3, "Z", "1 oz", product="SEED")
        story.ship(4, line("Z", "1.02 oz"))

        assert "stock_below_zero" not in codes(month(app, story, product="SEED"))

    def test_a_later_weight_is_spread_to_the_milligram(self, app: Flask) -> None:
        story = Story(product("BOX", unit="box"))
        outputs = [
            {"lot": "A", "product": "BIN", "quantity": q("1 bin")},
            {"lot": "C", "product": "BOX", "quantity": q("0.333333 box")},
        ]
        packed = story.tell("pack", 4, inputs=[], outputs=outputs, losses=[])
        story.tell("weigh", 5, of=[packed], mass=q("1333.333 kg"))

        assert lot(app, story, "C")["mass_mg"] == 333_333_000


class TestRework:
    def test_lots_that_were_made_of_one_another_rise_together_when_what_held_them_down_is_void(
        self, app: Flask
    ) -> None:
        story = Story()
        story.harvest(12, "A", "5 bin", place="F1", status="organic")
        low = story.harvest(12, "A", "1 bin", place="SHED", status="nonorganic")
        story.pack(13, {"A": "2 bin"}, {"B": "2 bin"})
        story.pack(14, {"B": "1 bin"}, {"A": "1 bin"})
        before = len(story.lines)
        story.tell("void", 15, event=low, reason="another field")
        book = told(app, story.lines[:before], story.lines[before:])

        assert {one["lot"]: one["status"] for one in stock(book)} == {"A": "organic", "B": "organic"}
        assert book.write(rebuild) == []


class TestLateProducts:
    def test_a_lot_that_turns_out_to_be_something_takes_its_part_of_a_weight(self, app: Flask) -> None:
        story = Story()
        lines = [{"lot": lot, "product": code, "quantity": q("1 bin")} for lot, code in (("X", "NOPE"), ("Y", "BIN"))]
        came = story.tell("receive", 5, partner="grower", lines=[one | {"status": "organic"} for one in lines])
        story.tell("weigh", 6, of=[came], mass=q("30 kg"))
        before = len(story.lines)
        first = story.harvest(1, "X", "1 bin")
        book = told(app, story.lines[:before], story.lines[before:])
        assert {one["lot"]: one["mass_mg"] for one in stock(book)} == {"X": 16 * KG, "Y": 15 * KG}
        assert book.write(rebuild) == []

        story.tell("void", 7, event=first, reason="another lot")
        book.take(story.lines[-1])

        assert {one["lot"]: one["mass_mg"] for one in stock(book)} == {"X": 0, "Y": 30 * KG}
        assert book.write(rebuild) == []


class TestLatePlantings:
    def test_a_planting_told_after_its_harvest_still_says_what_the_harvest_may_be_called(self, app: Flask) -> None:
        story = Story()
        story.harvest(12, "A", "3 bin", place="F1", status="organic", **out_of("PL"))
        before = list(story.lines)
        area = {"value": "1", "unit": "acre"}
        story.tell("plant", 2, place="FARM", lot="PL", product="BIN", area=area, uses=[])
        book = told(app, before, story.lines[len(before) :])

        (lot,) = (one for one in stock(book) if one["lot"] == "A")
        assert lot["status"] == "transitional"
        assert book.write(rebuild) == []


class TestUnknownPlantings:
    def test_one_that_was_only_sprayed_has_the_spray_behind_it(self, app: Flask) -> None:
        story = Story()
        story.harvest(3, "SPRAY", "5 bin")
        story.tell("apply", 4, uses=[line("SPRAY", "1 bin")], to=["PL-UNTOLD"])
        book = told(app, story.lines)

        assert [one["lot"] for one in trace(book, "forward", "SPRAY")["lots"]] == ["PL-UNTOLD"]
        assert [one["lot"] for one in trace(book, "back", "PL-UNTOLD")["lots"]] == ["SPRAY"]
        assert trace(book, "forward", "PL-UNTOLD")["lots"] == []
