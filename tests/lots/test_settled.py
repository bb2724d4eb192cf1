"""Days that were settled: a statement is the same with them as without, whatever is written afterwards."""

from typing import Any

from sqlalchemy.orm import Session

from lotbook.balance.queries import statement
from lotbook.db import run
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number
from lotbook.lots.rebuild import rebuild
from lotbook.lots.settled import settle, sums, wrong_days
from tests.support.book import Book
from tests.support.farm import event, harvested, packed, planted, shipped

SEPTEMBER = {"commodity": "apple"}, "2026-09-01", "2026-09-30"


def spoil(session: Session, operation: Operation) -> None:
    """What a bug or a hand in the database might do."""
    sql = "UPDATE settled_day SET sums = '[]' WHERE operation_id = :op AND product = 'APL-BIN'"
    run(session, sql, op=operation.id)


def read(book: Book) -> dict[str, Any]:
    return book.ask(statement, *SEPTEMBER)


class TestSettled:
    def test_a_late_record_is_in_a_statement_of_a_settled_day(self, book: Book) -> None:
        book.take(planted(), harvested("H1", 10), packed("H1", 3, "P1", 69, time="11:00:00"))
        book.write(settle)

        book.take(harvested("H1", 5, time="10:00:00"))

        (line,) = [one for one in read(book)["lines"] if one["account"] == "harvested"]
        assert (line["mass"], line["events"]) == (f"{15 * 925}.000", 2)

    def test_a_void_takes_back_what_was_settled(self, book: Book) -> None:
        ship = shipped("P1", 60, time="12:00:00")
        book.take(planted(), harvested("H1", 10), packed("H1", 3, "P1", 69, time="11:00:00"))
        before = read(book)
        book.take(ship)
        book.write(settle)

        book.take(event("void", event=ship["id"], reason="twice", time="13:00:00"))

        assert read(book)["lines"] == before["lines"]

    def test_a_status_that_changes_reaches_the_sums_of_what_went_on(self, book: Book) -> None:
        book.take(planted(), harvested("H1", 10), packed("H1", 3, "P1", 69, time="11:00:00"))
        book.write(settle)
        organic = {"commodity": "apple", "status": "organic"}
        before = book.ask(statement, organic, *SEPTEMBER[1:])

        nothing = [{"from": "2022-01-01", "status": "nonorganic"}]
        book.take({"type": "place", "code": "B4", "name": "Block 4", "kind": "field", "status": nothing})

        after = book.ask(statement, organic, *SEPTEMBER[1:])
        assert before["closing"]["mass_mg"] > 0
        assert after["closing"]["mass_mg"] == 0

    def test_a_day_after_the_horizon_is_added_up_from_its_postings(self, book: Book) -> None:
        book.take(planted(), harvested("H1", 10), harvested("H2", 2, day="2026-09-20"))
        book.write(settle, day_number("2026-09-15"))

        found = book.ask(sums, ["APL-BIN"], day_number("2026-09-30"))

        assert {day for _, day in found} == {day_number("2026-09-12"), day_number("2026-09-20")}
        assert book.ask(wrong_days) == []

    def test_rebuild_says_which_day_was_wrong(self, book: Book) -> None:
        book.take(planted(), harvested("H1", 10))
        book.write(settle)
        book.write(spoil)

        differences = book.write(rebuild)

        assert [(one.table, one.row) for one in differences] == [("settled_day", ("APL-BIN", day_number("2026-09-12")))]
        assert book.write(rebuild) == []
