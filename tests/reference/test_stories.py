"""Small books with numbers worked by hand, one for each rule that the worked cases leave out."""

from tests.reference.stories import Story, line, out_of, product, q

ESTIMATE = [{"from": "2000-01-01", "value": "1", "unit": "kg", "basis": "estimate", "min": "0.8", "max": "1.3"}]


class TestMass:
    def test_the_last_unit_takes_the_last_milligram(self) -> None:
        story = Story()
        story.harvest(1, "A", "3 bin", mass=q("1000 mg"))
        for day in (2, 3, 4):
            story.ship(day, line("A", "1 bin"))

        shipped = [posting.mass_mg for posting in story.read().postings() if posting.account == "shipped"]
        assert shipped == [333, 334, 333]

    def test_what_goes_out_takes_the_mean_of_a_lot_that_grew_that_day(self) -> None:
        story = Story()
        story.ship(1, line("A", "1 bin"), at="08:00:00")
        story.harvest(1, "A", "1 bin")
        story.harvest(1, "A", "1 bin", mass=q("3 kg"))

        assert story.month()["lines"]["shipped"] == -2_000_000

    def test_more_than_is_held_goes_at_the_mean_and_with_none_held_at_the_last(self) -> None:
        story = Story()
        story.harvest(1, "A", "2 bin", mass=q("6 kg"))
        story.ship(2, line("A", "3 bin"))
        story.ship(3, line("A", "1 bin"))

        assert story.month()["lines"]["shipped"] == -12_000_000

    def test_a_shrink_takes_no_more_than_is_held(self) -> None:
        story = Story()
        story.harvest(1, "A", "2 bin")
        story.tell("dispose", 2, lines=[line("A", "5 kg")], reason="shrink")

        assert story.month()["lines"] == {"opening": 0, "harvested": 2_000_000, "shrink": -2_000_000}

    def test_a_weigh_follows_a_replacement_and_leaves_out_what_is_void(self) -> None:
        story = Story()
        first = story.harvest(1, "A", "1 bin")
        second = story.harvest(1, "B", "3 bin")
        third = story.harvest(1, "C", "9 bin")
        story.harvest(1, "A", "2 bin", replaces=first)
        story.tell("void", 1, event=third, reason="never was")
        story.tell("weigh", 2, of=[first, second, third], mass=q("10 kg"))

        lots = story.read().lots()
        assert (lots["A"]["mass_in_mg"], lots["B"]["mass_in_mg"]) == (4_000_000, 6_000_000)

    def test_a_lot_may_be_reclassified_twice_on_one_day(self) -> None:
        story = Story()
        story.harvest(1, "A", "2 bin", mass=q("5 kg"), at="18:00:00")
        down = {"status": "nonorganic", "reason": "drift"}
        story.tell("reclassify", 1, lines=[line("A", "2 bin", to_lot="B")], **down)
        story.tell("reclassify", 1, at="11:00:00", lines=[line("B", "1 bin", to_lot="C")], **down)

        lots = story.read().lots()
        assert [lots[lot]["stock_mg"] for lot in "ABC"] == [0, 2_500_000, 2_500_000]


class TestTags:
    def test_a_tag_alone_is_taken_once(self) -> None:
        story = Story()
        story.harvest(1, "A", "4 bin", tags=[{"tag": "T1", "quantity": q("1 bin")}])
        story.tell("move", 2, lines=[{"tag": "T1"}], to="F1")
        story.ship(3, {"tag": "T1"})
        story.ship(4, {"tag": "T1"})

        assert story.month()["lines"]["shipped"] == -1_000_000

    def test_a_line_that_says_lot_and_quantity_stops_the_tag_alone_even_when_it_is_later(self) -> None:
        story = Story()
        story.harvest(1, "A", "4 bin", tags=[{"tag": "T1", "quantity": q("1 bin")}])
        story.ship(3, {"tag": "T1"})
        story.ship(4, line("A", "2 bin", tag="T1"))

        assert story.month()["lines"]["shipped"] == -2_000_000

    def test_a_tag_bound_late_means_its_first_binding_and_a_new_tag_the_same_bin(self) -> None:
        story = Story()
        story.harvest(1, "A", "4 bin")
        story.ship(2, {"tag": "T2"})
        story.tell("tag", 3, action="replace", tag="T1", **{"with": "T2"})
        story.tell("tag", 4, action="bind", tag="T1", lot="A", quantity=q("3 bin"))

        assert story.month()["lines"]["shipped"] == -3_000_000

    def test_a_replacement_keeps_its_tags_unless_it_drops_them(self) -> None:
        story = Story()
        first = story.harvest(1, "A", "4 bin", tags=[{"tag": "T1", "quantity": q("1 bin")}])
        story.harvest(1, "A", "5 bin", replaces=first)
        story.ship(2, {"tag": "T1"})
        assert story.month()["lines"]["shipped"] == -1_000_000

        story.harvest(1, "A", "6 bin", replaces=story.lines[-2]["id"], tags=[])
        assert "shipped" not in story.month()["lines"]


class TestRuns:
    def test_without_input_there_is_no_made_and_the_gain_fails(self) -> None:
        story = Story()
        story.pack(1, {}, {"P": "3 bin"}, losses=[{"reason": "cull", "quantity": q("1 kg")}])

        found = story.month()
        assert found["lines"] == {"opening": 0, "loss:cull": -1_000_000, "unaccounted:gain": 4_000_000}
        assert found["verdict"] == "fail"

    def test_a_gain_that_an_estimate_explains_is_to_review(self) -> None:
        story = Story(product("CASE", unit="case", masses=ESTIMATE))
        story.harvest(1, "A", "10 bin")
        story.pack(2, {"A": "10 bin"}, {"P": "12 case"})
        story.lines[-1]["outputs"][0]["product"] = "CASE"

        found = story.month()
        assert found["lines"]["unaccounted:gain"] == 2_000_000
        assert (found["verdict"], "gain_within_estimates" in found["reasons"]) == ("review", True)

    def test_an_unknown_product_keeps_the_gap_in_process(self) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin")
        story.pack(2, {"A": "10 bin"}, {"P": "4 bin"}, losses=[])
        story.lines[-1]["outputs"].append(line("Q", "1 box", product="NEW"))

        found = story.month()
        assert (found["closing"], found["in_process"], found["verdict"]) == (10_000_000, 6_000_000, "review")
        assert "Q" in story.read().trace("forward", "A")["lots"]

    def test_the_largest_remainder_goes_to_the_first_code(self) -> None:
        story = Story()
        for lot in ("b", "C", "A"):
            story.harvest(1, lot, "1 kg")
        story.pack(2, {"A": "1 kg", "b": "1 kg", "C": "1 kg"}, {"P": "1000001 mg"}, close=True)

        masses = {link["from"]: link["mass_mg"] for link in story.read().links()}
        assert masses == {"A": 333_334, "C": 333_334, "b": 333_333}


class TestStatus:
    def test_a_place_has_its_parents_status_until_its_own_begins(self) -> None:
        story = Story()
        story.harvest(9, "A", "1 bin", place="F1")
        story.harvest(10, "B", "1 bin", place="F1", status="organic")
        story.harvest(10, "C", "1 bin", place="F1", buffer=True, status="organic")

        lots = story.read().lots()
        assert [lots[lot]["status"] for lot in "ABC"] == ["transitional", "organic", "nonorganic"]

    def test_the_shed_is_left_out_where_the_plantings_place_has_a_status(self) -> None:
        story = Story()
        story.tell("plant", 10, place="F1", lot="PL", product="BIN", uses=[])
        story.harvest(11, "A", "1 bin", **out_of("PL"))
        story.harvest(11, "B", "1 bin")

        lots = story.read().lots()
        assert (lots["A"]["status"], lots["B"]["status"]) == ("organic", "nonorganic")


class TestTrace:
    def test_rework_into_its_own_code_is_all_of_its_origin(self) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin")
        story.pack(2, {"A": "10 bin"}, {"P": "10 bin"})
        story.pack(3, {"P": "5 bin"}, {"P": "5 bin"})

        assert story.read().trace("back", "P")["lots"]["A"]["share"] == "1.0000"
        assert story.read().trace("forward", "A")["accounted"]["percent"] == "100.00"

    def test_seed_is_behind_only_what_was_harvested_from_its_use_on(self) -> None:
        story = Story()
        story.tell("plant", 1, lot="NURSERY", product="BIN", place="F1", uses=[line("EARLY", "1 kg")])
        story.tell("plant", 5, lot="PL", product="BIN", place="F1", uses=[], **out_of("NURSERY"))
        story.tell("apply", 7, uses=[line("LATE", "1 kg")], to=["NURSERY"])
        story.tell("apply", 9, uses=[line("FEED", "1 kg")], to=["FARM"])
        story.harvest(8, "H1", "1 bin", **out_of("PL"))
        story.harvest(9, "H2", "1 bin", **out_of("PL"))

        book = story.read()
        assert set(book.trace("back", "H1")["lots"]) == {"PL", "NURSERY", "EARLY"}
        assert set(book.trace("back", "H2")["lots"]) == {"PL", "NURSERY", "EARLY", "FEED"}
        assert set(book.trace("forward", "LATE")["lots"]) == {"NURSERY"}


class TestCounts:
    def test_a_complete_count_finds_zero_where_it_lists_nothing(self) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin")
        story.tell("count", 2, lines=[], complete=True)
        story.harvest(3, "A", "5 bin")

        found = story.month()
        assert (found["variance"], found["counted"]["closing"]) == (
            -10_000_000,
            {"mass_mg": 5_000_000, "on": "2026-03-02"},
        )

    def test_a_lot_left_out_sends_the_statement_to_an_older_date(self) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin")
        story.tell("count", 2, lines=[line("A", "10 bin")])
        story.harvest(3, "B", "1 bin")
        story.tell("count", 4, lines=[line("A", "7 bin")])

        found = story.month()
        assert (found["variance"], found["counted"]["closing"]["on"]) == (0, "2026-03-02")
        assert story.month(lot="A")["variance"] == -3_000_000

    def test_counts_of_two_places_add_up_and_the_last_of_one_place_holds(self) -> None:
        story = Story()
        story.harvest(1, "A", "10 bin")
        story.tell("count", 2, lines=[line("A", "9 bin")])
        story.tell("count", 2, at="11:00:00", place="F1", lines=[line("A", "4 bin")])
        story.tell("count", 2, at="12:00:00", lines=[line("A", "5 bin")])

        assert story.month()["variance"] == -1_000_000
