"""Findings about lots: what opens each, and what closes it again."""

from typing import Any

from lotbook.lots.queries import lot
from lotbook.lots.rebuild import rebuild
from tests.support.book import Book
from tests.support.farm import event, harvested, packed, planted, shipped


def found(book: Book, code: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return what the findings of a code are about, with their args."""
    return [(one["about"], one["args"]) for one in book.findings() if one["code"] == code]


def received(code: str, status: str, bins: int = 5, **more: Any) -> dict[str, Any]:
    line = {"lot": code, "product": "APL-BIN", "quantity": {"value": str(bins), "unit": "bin"}, "status": status}
    return event("receive", partner="seedco", lines=[line], **{"time": "07:00:00", **more})


def sown(planting: str, **fields: Any) -> dict[str, Any]:
    return event("plant", **{"lot": planting, "product": "APL-TREE", "time": "10:00:00", "uses": [], **fields})


class TestPlantingStock:
    def test_it_follows_the_status_of_a_lot_that_was_packed_from_another(self, book: Book) -> None:
        seed = received("S-1", "organic")
        mixed = packed("S-1", 2, "S-2", 40, time="08:00:00")
        uses = [{"lot": "S-2", "quantity": {"value": "1", "unit": "box"}}]
        book.take(seed, mixed, sown("PL-1", uses=uses))
        before = found(book, "planting_stock_below_organic")

        lower = {**received("S-1", "nonorganic"), "replaces": seed["id"]}
        book.take(lower)

        assert before == []
        about = {"lot": "S-2", "planting": "PL-1"}
        assert found(book, "planting_stock_below_organic") == [(about, {"status": "nonorganic"})]
        assert [one["about"] for one in book.ask(lot, "S-2")["findings"]] == [about]
        assert book.write(rebuild) == []
        book.take(event("void", event=lower["id"], reason="it was not"))
        assert found(book, "planting_stock_below_organic") == []

    def test_transplants_that_were_raised_here_are_planting_stock_too(self, book: Book) -> None:
        book.take(sown("FLAT", place="SHED", time="06:00:00"), sown("PL-1", **{"from": ["FLAT"]}))

        about = {"lot": "FLAT", "planting": "PL-1"}
        assert found(book, "planting_stock_below_organic") == [(about, {"status": "nonorganic"})]

        book.take({"type": "place", "code": "SHED", "status": [{"from": "2022-01-01", "status": "organic"}]})

        assert found(book, "planting_stock_below_organic") == []
        assert book.write(rebuild) == []


class TestLotCodeClash:
    def test_a_lot_that_went_on_under_the_code_of_another_product_is_one(self, book: Book) -> None:
        made = packed("H-1", 1, "P-1", 20, time="10:00:00")
        line = {"lot": "H-1", "quantity": {"value": "1", "unit": "bin"}, "to_lot": "P-1"}
        down = event("reclassify", lines=[line], status="nonorganic", reason="drift", time="11:00:00")
        book.take(planted(), harvested("H-1", 3), made, down)

        assert found(book, "lot_code_clash") == [({"lot": "P-1"}, {"product": "APL-BOX", "claimed": "APL-BIN"})]

        book.take(event("void", event=down["id"], reason="another code"))

        assert found(book, "lot_code_clash") == []

    def test_a_code_that_is_used_again_on_another_day_after_the_lot_was_empty_is_one(self, book: Book) -> None:
        out = shipped("H-1", 3, day="2026-09-13")
        out["lines"][0]["quantity"]["unit"] = "bin"
        book.take(harvested("H-1", 3), out, harvested("H-1", 2, day="2026-09-15"))

        days = {"emptied": "2026-09-13", "on": "2026-09-15"}
        assert found(book, "lot_code_clash") == [({"lot": "H-1"}, days)]
        assert book.write(rebuild) == []

        book.take(event("void", event=out["id"], reason="twice"))

        assert found(book, "lot_code_clash") == []

    def test_a_lot_that_grows_comes_back_or_was_told_late_is_none(self, book: Book) -> None:
        out, back = shipped("H-1", 3, day="2026-09-13"), {"lot": "H-1", "quantity": {"value": "3", "unit": "bin"}}
        out["lines"][0]["quantity"]["unit"] = "bin"
        book.take(
            *(harvested("H-1", 1, time="08:00:00"), harvested("H-1", 2, time="09:00:00"), out),
            event("return", partner="valley-market", lines=[back], day="2026-09-14"),
            harvested("H-1", 1, day="2026-09-15"),
            *(shipped("P-1", 20, day="2026-09-13"), packed("H-1", 1, "P-1", 20, day="2026-09-16")),
        )

        assert found(book, "lot_code_clash") == []


class TestReturned:
    def test_boxes_that_are_heavier_on_their_way_back_are_not_more_boxes(self, book: Book) -> None:
        line = {"lot": "P-1", "quantity": {"value": "2", "unit": "box"}, "mass": {"value": "81", "unit": "lb"}}
        came = event("return", partner="valley-market", lines=[line], time="12:00:00")
        book.take(harvested("H-1", 3), packed("H-1", 1, "P-1", 20, time="10:00:00"), shipped("P-1", 2), came)

        assert found(book, "returned_beyond_shipped") == []

        book.take({**came, "id": event("note", about=[])["id"], "lines": [{**line, "mass": None}]})

        assert found(book, "returned_beyond_shipped") == [({"lot": "P-1"}, {})]


def counted(code: str, bins: int, **more: Any) -> dict[str, Any]:
    line = {"lot": code, "quantity": {"value": str(bins), "unit": "bin"}}
    return event("count", **{"lines": [line], "day": "2026-09-14", **more})


class TestCountVariance:
    def test_the_latest_count_of_a_lot_holds(self, book: Book) -> None:
        book.take(harvested("H-1", 3), counted("H-1", 2))
        mass = -419_572_942
        args = {"on": "2026-09-14", "mass_mg": mass, "units": None}
        assert found(book, "count_variance") == [({"lot": "H-1"}, args)]
        assert book.write(rebuild) == []

        book.take(counted("H-1", 3, day="2026-09-15"))

        assert found(book, "count_variance") == []

    def test_what_a_complete_count_does_not_list_is_not_there(self, book: Book) -> None:
        nothing = counted("H-1", 0, lines=[], complete=True)
        book.take(harvested("H-1", 3), nothing)
        assert [about for about, _ in found(book, "count_variance")] == [{"lot": "H-1"}]

        book.take(event("void", event=nothing["id"], reason="the other shed"))

        assert found(book, "count_variance") == []
        assert book.write(rebuild) == []

    def test_it_does_not_matter_whether_the_count_came_first(self, book: Book) -> None:
        book.take(counted("H-1", 0, lines=[], complete=True))
        book.take(harvested("H-1", 3))
        assert [about for about, _ in found(book, "count_variance")] == [{"lot": "H-1"}]

        out = shipped("H-1", 3, day="2026-09-13")
        out["lines"][0]["quantity"]["unit"] = "bin"
        book.take(out)

        assert found(book, "count_variance") == []
        assert book.write(rebuild) == []

    def test_a_tolerance_of_the_product_allows_as_much_of_all_that_came_in(self, book: Book) -> None:
        book.take(harvested("H-1", 100), counted("H-1", 98))
        product = next(line for line in book.objects() if line.get("code") == "APL-BIN")
        assert len(found(book, "count_variance")) == 1

        book.take({**product, "tolerance_percent": "2", "since": None})

        assert found(book, "count_variance") == []
        assert book.write(rebuild) == []
