"""An inspection: questions are asked, answers sealed, and whoever reviews them weeks later can make them again."""

import hashlib
import json
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from flask import Flask

from lotbook.db import reading
from lotbook.exercises.answers import ANSWERS
from lotbook.exercises.asof import reproduce
from lotbook.kit.clock import now
from lotbook.kit.jsonbytes import canonical
from lotbook.lots.importing import import_lines
from lotbook.lots.operations import the_operation
from tests.support.book import Book
from tests.support.farm import Farm, event, harvested, packed, planted, shipped

POUND_MG = Decimal("453592.37")
BIN = {"value": "1", "unit": "bin"}
SEPTEMBER = {"commodity": "apple", "from": "2026-09-01", "to": "2026-09-30"}


@pytest.fixture
def season(farm: Farm) -> Farm:
    """60 bins in, 30 packed to 660 boxes, 600 shipped; the rest stays."""
    farm.record(
        planted(),
        harvested("H1", 40),
        harvested("H2", 20, time="10:00:00"),
        packed("H1", 30, "P1", 660, time="11:00:00"),
        shipped("P1", 600, time="12:00:00", refs=[{"kind": "bol", "number": "77"}]),
    )
    return farm


def ask(farm: Farm, kind: str, query: dict[str, Any], role: str = "inspector") -> dict[str, Any]:
    response = farm.post("/exercises", {"kind": kind, "query": query}, role)
    assert response.status_code == 201, response.text
    answered: dict[str, Any] = response.get_json()
    return answered


class TestAsking:
    def test_a_balance_is_the_balance_of_that_moment_and_its_hash_is_in_the_book(self, season: Farm) -> None:
        head = season.head()

        answered = ask(season, "balance", SEPTEMBER)

        live = season.get("/balance", query_string=SEPTEMBER).get_json()
        exercise, result = answered["exercise"], answered["result"]
        assert result["lines"] == live["lines"]
        assert result["as_of"]["seq"] == exercise["as_of"]["seq"] == head
        assert exercise["result"] == hashlib.sha256(canonical(result)).hexdigest()
        (entry,) = season.get("/entries?kind=exercise").get_json()["entries"]
        assert entry["result"] == exercise["result"]
        assert entry["seq"] == exercise["seq"] == head + 1

    def test_a_trace_says_nothing_of_the_time_that_it_took(self, season: Farm) -> None:
        answered = ask(season, "forward", {"lot": "H1"})

        assert "elapsed_ms" not in answered["result"]
        assert [one["lot"] for one in answered["result"]["lots"]] == ["P1"]

    def test_a_trace_names_the_people_and_the_papers_of_the_way(self, season: Farm) -> None:
        ticket = {"sha256": "ab" * 32, "name": "ticket.jpg", "kind": "scale_ticket"}
        harvest, gone = harvested("H3", 1, by="c01", docs=[ticket]), harvested("H3", 1, by="c09")
        truck = {**shipped("P3", 10, refs=[{"kind": "bol", "number": "78"}], time="13:00:00"), "by": "c02"}
        line = {"lot": "P3", "shipment": truck["id"], "quantity": {"value": "10", "unit": "box"}}
        bill = event("invoice", by="c03", partner="market", number="501", date="2026-09-12", lines=[line])
        season.record(harvest, gone, event("void", event=gone["id"], reason="twice"))
        season.record(packed("H3", 1, "P3", 20, time="12:30:00"), truck, bill)

        papers = {"bol": "78", "invoice": "501"}

        back = ask(season, "back", {"lot": "P3"})["result"]
        ahead = ask(season, "forward", {"lot": "H3"})["result"]

        assert back["documents"] == [{"event": harvest["id"], **ticket}]
        assert "c01" in back["people"]
        assert not {"c02", "c09"} & set(back["people"])
        assert {one["kind"]: one["number"] for one in ahead["documents"] if "number" in one} == papers
        assert [one["name"] for one in ahead["documents"] if "name" in one] == ["ticket.jpg"]
        assert {"c01", "c02", "c03"} <= set(ahead["people"])

    def test_what_this_server_cannot_answer_is_refused_and_not_sealed(
        self, season: Farm, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delitem(ANSWERS, "recall")
        head = season.head()

        answer = season.post("/exercises", {"kind": "recall", "query": {"lots": ["H1"]}}, "inspector")

        assert (answer.status_code, answer.get_json()["code"]) == (501, "not_answered")
        assert season.head() == head

    def test_exercises_are_numbered_and_listed_the_newest_first(self, season: Farm) -> None:
        ask(season, "balance", SEPTEMBER)
        ask(season, "back", {"lot": "P1"})

        page = season.get("/exercises?limit=1").get_json()
        rest = season.get(f"/exercises?after={page['next']}").get_json()

        assert [(one["number"], one["kind"]) for one in page["exercises"]] == [(2, "back")]
        assert [(one["number"], one["kind"]) for one in rest["exercises"]] == [(1, "balance")]
        assert rest["next"] is None

    def test_phones_hear_nothing_of_an_inspection(self, season: Farm) -> None:
        phone = season.enrol(1)
        ask(season, "balance", SEPTEMBER)

        changes = season.get("/sync/pull?limit=500", phone.token).get_json()["changes"]

        assert changes
        assert {change["type"] for change in changes} & {"exercise"} == set()

    @pytest.mark.parametrize(
        ("kind", "query", "status", "code"),
        [
            ("balance", {**SEPTEMBER, "from": "2026-10-02"}, 422, "dates_reversed"),
            ("balance", {**SEPTEMBER, "to": "2999-01-01"}, 422, "future_date"),
            ("balance", {**SEPTEMBER, "to": "soon"}, 422, "bad_date"),
            ("balance", {**SEPTEMBER, "lot": "H1"}, 422, "scope_needed"),
            ("balance", {"commodity": "aple", "from": "2026-09-01", "to": "2026-09-30"}, 404, "unknown_scope"),
            ("balance", {**SEPTEMBER, "colour": "red"}, 422, "invalid_fields"),
            ("back", {"lot": "P9"}, 404, "unknown_lot"),
            ("draw", {"what": "lot", "word": " "}, 422, "invalid_fields"),
            ("draw", {"what": "lot", "word": "hat", "to": "1999-12-31"}, 409, "nothing_to_draw"),
            ("download", {}, 422, "invalid_fields"),
        ],
    )
    def test_what_cannot_be_answered_is_refused_and_not_sealed(
        self, season: Farm, kind: str, query: dict[str, Any], status: int, code: str
    ) -> None:
        head = season.head()

        refused = season.post("/exercises", {"kind": kind, "query": query}, "inspector")

        assert (refused.status_code, refused.get_json()["code"]) == (status, code)
        assert season.head() == head

    def test_an_unknown_commodity_is_answered_with_the_nearest_that_there_is(self, season: Farm) -> None:
        refused = season.post("/exercises", {"kind": "balance", "query": {**SEPTEMBER, "commodity": "aplle"}})

        assert refused.get_json()["errors"] == {"commodity": ["The nearest is apple."]}

    def test_a_commodity_that_was_renamed_is_answered_with_its_new_name(self, season: Farm) -> None:
        for code in ("APL-BIN", "APL-BOX", "APL-TREE"):
            product = season.get(f"/products/{code}").get_json()
            kept = {name: value for name, value in product.items() if name not in ("seq", "since", "type")}
            assert season.put(f"/products/{code}", {**kept, "commodity": "malus"}).status_code < 300

        answered = ask(season, "balance", SEPTEMBER)["result"]

        assert answered["scope"] == {"commodity": "malus"}


class TestDraw:
    def test_a_draw_can_be_made_again_by_hand(self, season: Farm) -> None:
        newest = season.get(f"/entries?after={season.head() - 1}").get_json()["entries"][-1]

        drawn = ask(season, "draw", {"what": "lot", "word": "harvest moon"})["result"]

        assert drawn["head"]["seq"] == newest["seq"]
        seed = hashlib.sha256(f"harvest moon {drawn['head']['sha256']}".encode()).hexdigest()
        lots = sorted(["H1", "H2", "P1"], key=str.encode)
        assert drawn["seed"] == seed
        assert drawn["among"] == 3
        assert drawn["drawn"] == {"lot": lots[int(seed, 16) % 3]}

    def test_the_same_word_draws_with_another_seed_each_time_and_each_draw_has_its_number(self, season: Farm) -> None:
        first = ask(season, "draw", {"what": "shipment", "word": "hat"})["result"]
        second = ask(season, "draw", {"what": "shipment", "word": "hat"})["result"]

        assert (first["number"], second["number"]) == (1, 2)
        assert first["seed"] != second["seed"]
        assert first["drawn"]["lots"] == ["P1"]

    def test_a_product_a_commodity_and_a_period_can_be_drawn(self, season: Farm) -> None:
        drawn = {
            what: ask(season, "draw", {"what": what, "word": "hat", "from": "2026-01-01"})["result"]["drawn"]
            for what in ("product", "commodity", "period")
        }

        assert drawn["product"]["product"] in ("APL-BIN", "APL-BOX")
        assert drawn["commodity"] == {"commodity": "apple"}
        assert drawn["period"] == {"from": "2026-09-01", "to": "2026-09-12"}


class TestReview:
    def test_five_weeks_later_the_same_numbers_open_with_what_changed_since_and_why(self, season: Farm) -> None:
        asked = ask(season, "balance", SEPTEMBER)
        late = harvested("H3", 5, time="14:00:00")
        (ship,) = season.get("/entries?kind=ship").get_json()["entries"]
        void = event("void", event=ship["id"], reason="entered twice", time="15:00:00")
        season.record(late, void, harvested("H4", 1, day="2026-10-03"))
        id_ = asked["exercise"]["id"]

        again = season.get(f"/exercises/{id_}", "inspector").get_json()
        changes = season.get(f"/exercises/{id_}/changes", "inspector").get_json()

        assert again["result"] == asked["result"]
        assert changes["same"] is False
        changed = {one["what"] for one in changes["differences"]}
        assert {"lines[harvested].mass_mg", "lines[shipped].mass_mg", "closing.mass_mg"} <= changed
        assert [(one["event"], one["why"]) for one in changes["entries"]] == [
            (late["id"], "late"),
            (void["id"], "correction"),
            (changes["entries"][2]["event"], "new"),
        ]

    @pytest.mark.parametrize(
        ("kind", "query"),
        [
            ("back", {"lot": "P1"}),
            ("forward", {"lot": "H1"}),
            ("recall", {"lots": ["H1"]}),
            ("sales", {"from": "2026-09-01", "to": "2026-09-30"}),
            ("balance", SEPTEMBER),
        ],
    )
    def test_an_answer_that_nothing_touched_is_the_same(self, season: Farm, kind: str, query: dict[str, Any]) -> None:
        asked = ask(season, kind, query)
        season.record(event("note", about=[{"place": "B4"}], note="Fence mended"))

        changes = season.get(f"/exercises/{asked['exercise']['id']}/changes").get_json()

        assert changes["same"] is True
        assert changes["differences"] == []

    def test_an_exercise_of_nobody_is_unknown(self, season: Farm) -> None:
        assert season.get("/exercises/019a0000-0000-7000-8000-000000000000").get_json()["code"] == "unknown_exercise"


class TestFromTheBookAlone:
    def test_a_book_file_is_enough_to_make_every_answer_again(self, season: Farm, app: Flask) -> None:
        asked = [
            ask(season, "balance", SEPTEMBER)["exercise"],
            ask(season, "draw", {"what": "lot", "word": "hat"})["exercise"],
        ]
        season.record(harvested("H3", 5, time="14:00:00"))
        asked.append(ask(season, "balance", SEPTEMBER)["exercise"])

        with app.app_context(), reading() as session:
            operation = the_operation(session, season.code)
            found = [reproduce(session, operation, one["as_of"]["seq"]) for one in asked]

        assert [[one.sha256 for one in some] for some in found] == [[one["result"]] for one in asked]

    def test_exercises_travel_with_the_book_byte_for_byte(self, season: Farm, app: Flask) -> None:
        ask(season, "balance", SEPTEMBER)
        lines = Book(app, season.code).lines()

        with app.app_context():
            again = import_lines(lines, season.code)

        assert again.bad == []
        assert again.taken == 0
        assert [json.loads(line)["type"] for line in lines].count("exercise") == 1

    def test_an_exercise_that_says_nothing_is_a_bad_line(self, season: Farm, app: Flask) -> None:
        done = Book(app, season.code).take({"type": "exercise", "id": "x"}, {"type": "exercise", "kind": 7})

        assert len(done.bad) == 2


class TestEvidence:
    def test_a_record_that_was_corrected_is_shown_with_who_and_why(self, season: Farm) -> None:
        (wrong,) = season.get("/entries?kind=harvest&lot=H2").get_json()["entries"]
        void = event("void", event=wrong["id"], reason="no such bins", by="p-office", day="2026-09-14")
        season.record(void)

        result = ask(season, "balance", SEPTEMBER)["result"]

        (corrected,) = result["corrected"]
        assert (corrected["event"], corrected["how"]) == (wrong["id"], "voided")
        assert (corrected["with"], corrected["with_by"], corrected["reason"]) == (
            void["id"],
            "p-office",
            "no such bins",
        )

    def test_what_arrived_after_the_inspection_began_stands_apart(self, season: Farm) -> None:
        began = now().isoformat()
        late = harvested("H3", 5, time="14:00:00")
        season.record(late)

        result = ask(season, "balance", {**SEPTEMBER, "began": began})["result"]

        assert [one["event"] for one in result["received_after"]["events"]] == [late["id"]]

    def test_a_yield_is_judged_by_the_certified_area_alone(self, season: Farm) -> None:
        product = season.get("/products/APL-BIN").get_json()
        kept = {name: value for name, value in product.items() if name not in ("seq", "since", "type")}
        area = {"value": "2", "unit": "acre"}
        ranged = {"min": "10000", "max": "45000", "unit": "lb/acre", "source": "extension tables"}
        season.put("/products/APL-BIN", {**kept, "yield_range": ranged})
        season.record({**planted("PL-2"), "area": area}, harvested("H5", 60, **{"from": ["PL-2"]}, time="15:00:00"))
        season.put("/places/ROAD", {"code": "ROAD", "name": "Road side", "kind": "field"})
        season.record(
            {**planted("PL-3"), "area": area, "place": "ROAD"},
            harvested("H6", 1, **{"from": ["PL-3"]}, time="16:00:00"),
        )

        (found,) = ask(season, "balance", SEPTEMBER)["result"]["plausibility"]

        assert found["harvested"] == f"{121 * 925}.000"
        assert found["area"] == {"value": "2.00", "unit": "acre"}
        assert found["per_area"] == {"value": f"{121 * 925 / 2:.1f}", "unit": "lb/acre"}
        assert found["verdict"] == "above"
        assert found["source"] == "extension tables"
        assert found["plantings"] == ["PL-2", "PL-3", "PL-B4"]

    def test_a_recipe_is_held_against_what_went_into_its_product(self, season: Farm) -> None:
        jar = {"code": "SAUCE", "name": "Sauce", "commodity": "sauce", "stage": "packed", "unit": "lb"}
        season.put("/products/SAUCE", jar)
        recipe = {"code": "SAUCE", "product": "SAUCE", "from": "2026-01-01"}
        season.put("/recipes/SAUCE", {**recipe, "ingredients": [{"commodity": "apple", "percent": "80"}]})
        made = {"lot": "SC1", "product": "SAUCE", "quantity": {"value": "1000", "unit": "lb"}}
        used = {"lot": "H2", "quantity": {"value": "700", "unit": "lb"}}
        season.record(event("pack", place="SHED", by="p-packer", inputs=[used], outputs=[made], losses=[], gains=[]))

        (found,) = ask(season, "balance", {**SEPTEMBER, "commodity": "sauce"})["result"]["ingredients"]

        assert (found["output"], found["needed"], found["used"]) == ("1000.000", "800.000", "1000.000")
        assert found["verdict"] == "enough"


class TestRecall:
    def test_a_recall_of_one_lot_says_what_its_forward_trace_says(self, season: Farm) -> None:
        trace = season.get("/trace/forward/H1").get_json()

        found = ask(season, "recall", {"lots": ["H1"], "reason": "test"})["result"]

        assert [one["lot"] for one in found["lots"]] == ["H1", *(one["lot"] for one in trace["lots"])]
        assert found["accounted"] == trace["accounted"]
        assert [{name: one[name] for name in trace["on_hand"][0]} for one in found["on_hand"]] == trace["on_hand"]
        (customer,) = found["customers"]
        assert customer["partner"] == "valley-market"
        assert customer["units"] == {"box": "600"}
        assert found["notify"] == ["valley-market"]

    def test_what_is_in_stock_is_to_be_held_until_it_is(self, season: Farm) -> None:
        before = ask(season, "recall", {"lots": ["H1"]})["result"]["to_hold"]
        season.record(event("hold", lots=["P1"], state="hold", reason="recall", day="2026-09-13"))

        after = ask(season, "recall", {"lots": ["H1"]})["result"]

        assert (before, after["to_hold"]) == (["H1", "P1"], ["H1"])
        assert {one["lot"] for one in after["lots"] if one["hold"]} == {"P1"}

    def test_a_recall_of_several_lots_counts_what_several_went_into_once(self, season: Farm) -> None:
        both: dict[str, Any] = {
            "inputs": [{"lot": lot, "quantity": {"value": "10", "unit": "bin"}} for lot in ("H1", "H2")],
            "outputs": [{"lot": "P2", "product": "APL-BOX", "quantity": {"value": "440", "unit": "box"}}],
        }
        season.record(event("pack", place="SHED", by="p-packer", losses=[], gains=[], time="17:00:00", **both))

        found = ask(season, "recall", {"lots": ["H2", "H1"]})["result"]

        shares = {one["lot"]: one["share"] for one in found["lots"]}
        assert shares == {"H1": "1.0000", "H2": "1.0000", "P1": "1.0000", "P2": "1.0000"}
        assert found["accounted"]["produced_mg"] == 60 * 925 * POUND_MG


class TestSales:
    OCTOBER: ClassVar[dict[str, Any]] = {"from": "2026-09-01", "to": "2026-10-31"}

    def billed(self, boxes: int, **fields: Any) -> dict[str, Any]:
        line = {
            "lot": "P1",
            "quantity": {"value": str(boxes), "unit": "box"},
            "amount": {"value": "12.50", "currency": "USD"},
        }
        said: dict[str, Any] = {
            "partner": "valley-market",
            "number": "7",
            "date": "2026-09-20",
            "lines": [{**line, **fields}],
        }
        return event("invoice", by="p-office", day="2026-09-20", **said)

    def test_what_was_shipped_and_billed_agrees(self, season: Farm) -> None:
        season.record(self.billed(600))

        (customer,) = ask(season, "sales", self.OCTOBER)["result"]["customers"]

        assert customer["verdict"] == "agrees"
        assert customer["shipped"] == customer["invoiced"] == "24000.000"

    def test_what_was_not_billed_is_found_by_customer(self, season: Farm) -> None:
        season.record(self.billed(590))

        result = ask(season, "sales", self.OCTOBER)["result"]

        assert result["customers"][0]["verdict"] == "shipped_not_invoiced"
        assert result["reasons"][0]["about"] == {"partner": "valley-market", "mass_mg": 400 * POUND_MG}
        assert result["totals"]["difference_mg"] == 400 * POUND_MG

    def test_a_bill_of_a_shipment_counts_where_the_shipment_does(self, season: Farm) -> None:
        (ship,) = season.get("/entries?kind=ship").get_json()["entries"]
        season.record(self.billed(600, shipment=ship["id"]))

        first = ask(season, "sales", {"from": "2026-09-12", "to": "2026-09-12"})["result"]["customers"]
        later = ask(season, "sales", {"from": "2026-09-20", "to": "2026-09-20"})["result"]["customers"]

        assert [one["verdict"] for one in first] == ["agrees"]
        assert later == []

    def test_prices_are_for_the_office_alone(self, season: Farm) -> None:
        season.record(self.billed(600))

        (office,) = ask(season, "sales", self.OCTOBER, "office")["result"]["customers"]
        (inspector,) = ask(season, "sales", {**self.OCTOBER, "amounts": True}, "inspector")["result"]["customers"]

        assert office["amounts"] == [{"currency": "USD", "value": "12.50"}]
        assert inspector["amounts"] is None
        assert inspector["invoices"][0]["amounts"] is None

    def test_more_organic_sold_than_there_was_is_said_day_by_day(self, season: Farm) -> None:
        season.record(shipped("P1", 9_000, day="2026-09-15"))

        result = ask(season, "sales", self.OCTOBER)["result"]

        short = [day["day"] for day in result["organic_days"] if day["short"]]
        assert short == ["2026-09-15"]
        assert result["reasons"][0]["code"] == "organic_short"

    def test_the_last_day_leaves_what_the_balance_closes_with(self, season: Farm) -> None:
        days = ask(season, "sales", self.OCTOBER)["result"]["organic_days"]
        balance = ask(season, "balance", {**SEPTEMBER, "status": "organic"})["result"]

        assert days[-1]["left_mg"] == balance["closing"]["mass_mg"]


class TestFsma204:
    @pytest.fixture
    def chain(self, farm: Farm) -> Farm:
        """Two bins harvested, one cooled, both packed; boxes repacked with bought ones, then shipped."""
        bought = {"lot": "R1", "product": "APL-BOX", "quantity": {"value": "10", "unit": "box"}, "tlc": "TLC-9"}
        farm.record(
            planted(),
            harvested("H1", 1, place="B4", time="08:30:00", refs=[{"kind": "other", "number": "log 1"}]),
            harvested("H2", 1, place="B4"),
            event("move", lines=[{"lot": "H1", "quantity": BIN}], to="SHED", step="cooling", time="09:30:00"),
            event(
                "pack",
                place="SHED",
                time="10:00:00",
                inputs=[{"lot": "H1", "quantity": BIN}, {"lot": "H2", "quantity": BIN}],
                outputs=[{"lot": "P1", "product": "APL-BOX", "quantity": {"value": "46", "unit": "box"}}],
            ),
            event("receive", place="SHED", partner="valley-market", lines=[bought], time="11:00:00"),
            event(
                "pack",
                place="SHED",
                time="12:00:00",
                inputs=[{"lot": lot, "quantity": {"value": "10", "unit": "box"}} for lot in ("P1", "R1")],
                outputs=[{"lot": "P2", "product": "APL-BOX", "quantity": {"value": "20", "unit": "box"}}],
            ),
            shipped("P2", 20, time="13:00:00", refs=[{"kind": "bol", "number": "77"}]),
            harvested("H9", 1, time="14:00:00"),
        )
        return farm

    def test_each_event_of_a_lots_way_stands_in_its_sheet(self, chain: Farm) -> None:
        sheets = ask(chain, "fsma204", {"lots": ["P2"]})["result"]["sheets"]

        def column(cte: str, name: str) -> list[Any]:
            return [row[sheets[cte]["columns"].index(name)] for row in sheets[cte]["rows"]]

        assert column("harvesting", "Harvest lot") == ["H1", "H2"]
        assert column("harvesting", "Recipient location (initial packer)") == ["SHED", "SHED"]
        assert column("cooling", "Lot") == ["H1"]
        assert column("cooling", "Recipient location (initial packer)") == ["SHED"]
        assert column("initial_packing", "TLC (Batch)") == ["P1", "P1"]
        assert column("initial_packing", "Cooling location") == ["SHED", None]
        assert column("receiving", "TLC-Batch") == ["TLC-9"]
        assert column("transformation", "Used TLC-Batch") == ["P1", "R1"]
        assert column("shipping", "TLC-Batch") == ["P2"]
        assert column("shipping", "TLC source") == ["SHED"]

    def test_what_is_missing_is_counted_by_element_and_event(self, chain: Farm) -> None:
        found = ask(chain, "fsma204", {"from": "2026-09-01", "to": "2026-09-30"})["result"]["completeness"]

        missing = {(one["cte"], one["kde"]): (one["missing"], one["events"]) for one in found}
        assert missing["harvesting", "Reference document number"] == (2, 3)
        assert missing["harvesting", "Recipient location (initial packer)"] == (1, 3)
        assert missing["shipping", "Reference document number"] == (0, 1)
        assert missing["receiving", "TLC source"] == (1, 1)

    def test_a_harvest_packed_after_the_period_still_names_its_packer(self, farm: Farm) -> None:
        farm.record(
            planted(),
            harvested("H1", 1, place="B4", day="2026-09-10"),
            packed("H1", 1, "P1", 40, day="2026-10-02"),
        )

        sheet = ask(farm, "fsma204", {"from": "2026-09-01", "to": "2026-09-30"})["result"]["sheets"]["harvesting"]

        assert [row[sheet["columns"].index("Recipient location (initial packer)")] for row in sheet["rows"]] == ["SHED"]

    def test_each_side_of_a_run_counts_for_the_whole_of_it(self, farm: Farm) -> None:
        tipped = [{"lot": lot, "quantity": BIN} for lot in ("H1", "H2")]
        box = {"lot": "P1", "product": "APL-BOX", "quantity": {"value": "60", "unit": "box"}}
        farm.record(
            planted(),
            harvested("H1", 2, time="08:00:00"),
            harvested("H2", 1, time="08:01:00"),
            event("pack", place="SHED", run="R1", inputs=tipped, outputs=[], time="10:00:00"),
            event("pack", place="SHED", run="R1", inputs=tipped[:1], outputs=[], time="10:30:00"),
            event("pack", place="SHED", run="R1", inputs=[], outputs=[box], close=True, time="11:00:00"),
        )

        sheets = ask(farm, "fsma204", {"lots": ["P1"]})["result"]["sheets"]["initial_packing"]

        names = ("Quantity received", "TLC (Batch)", "Quantity packed")
        rows = [[row[sheets["columns"].index(name)] for name in names] for row in sheets["rows"]]
        assert rows == [["2", "P1", "60"], ["1", "P1", "60"]]

    def test_packs_that_only_share_their_packaging_are_left_out(self, farm: Farm) -> None:
        carton = {"lot": "CT", "product": "CARTON", "quantity": {"value": "100", "unit": "each"}}
        used = {"lot": "CT", "quantity": {"value": "10", "unit": "each"}}
        farm.record(
            planted(),
            event("receive", place="SHED", partner="valley-market", lines=[carton], time="07:00:00"),
            *(harvested(lot, 1, time="08:00:00") for lot in ("H1", "H2")),
            *(
                event(
                    "pack",
                    place="SHED",
                    time="10:00:00",
                    inputs=[{"lot": f"H{n}", "quantity": BIN}, used],
                    outputs=[{"lot": f"P{n}", "product": "APL-BOX", "quantity": {"value": "40", "unit": "box"}}],
                )
                for n in (1, 2)
            ),
        )

        sheets = ask(farm, "fsma204", {"lots": ["P1"]})["result"]["sheets"]["initial_packing"]

        assert [row[sheets["columns"].index("TLC (Batch)")] for row in sheets["rows"]] == ["P1"]

    def test_neither_lots_nor_a_period_is_refused(self, farm: Farm) -> None:
        refused = farm.post("/exercises", {"kind": "fsma204", "query": {}})

        assert refused.get_json()["code"] == "invalid_fields"
