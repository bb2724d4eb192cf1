"""The laws of the book hold for the reference itself, on random books."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reference import Book, read
from tests.strategies import arrivals, books, periods, scopes

Lines = list[dict[str, Any]]
bounded = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LONG_AGO, LAST = "2020-01-01", "2026-12-31"


def everything(book: Book) -> Any:
    """All that a book says which does not name events that were never read."""
    return (
        sorted((p.event, p.lot, p.account, p.mass_mg, p.units_micro, str(p.place)) for p in book.postings()),
        sorted(map(str, book.links())),
        book.lots(),
        book.stock_by_place(),
        book.statement({"commodity": "apple"}, LONG_AGO, LAST),
    )


def void(named: str, number: int) -> dict[str, Any]:
    return {
        "type": "event",
        "id": f"019b0000-0000-7000-8000-{number:012x}",
        "kind": "void",
        "v": 1,
        "at": "2026-06-01T10:00:00Z",
        "by": "c01",
        "event": named,
        "reason": "wrong",
    }


class TestPostings:
    @bounded
    @given(books())
    def test_the_legs_of_every_event_and_run_sum_to_zero(self, lines: Lines) -> None:
        masses: dict[str, int] = {}
        for posting in read(lines).postings():
            masses[posting.group] = masses.get(posting.group, 0) + posting.mass_mg

        assert set(masses.values()) <= {0}


class TestStatements:
    @bounded
    @given(books(), scopes(), periods())
    def test_lines_add_up_to_closing(self, lines: Lines, scope: dict[str, str], period: tuple[str, str]) -> None:
        found = read(lines).statement(scope, *period)

        assert sum(found["lines"].values()) == found["closing"]

    @bounded
    @given(books(), scopes(), periods())
    def test_closing_is_the_next_opening(self, lines: Lines, scope: dict[str, str], period: tuple[str, str]) -> None:
        book = read(lines)
        first, last = period
        next_day = date.fromisoformat(last) + timedelta(days=1)
        before, after = book.statement(scope, first, last), book.statement(scope, next_day, LAST)

        assert before["closing"] == after["lines"]["opening"]
        assert before["counted"]["closing"] == after["counted"]["opening"]

    @bounded
    @given(books(), periods())
    def test_a_commodity_holds_what_its_products_hold(self, lines: Lines, period: tuple[str, str]) -> None:
        book = read(lines)
        apple, *products = (
            book.statement(scope, *period)
            for scope in ({"commodity": "apple"}, *({"product": code} for code in ("TREE", "BIN", "BOX")))
        )
        known = {line["code"] for line in lines if line["type"] == "product"}

        if "BOX" in known:
            assert apple["closing"] == sum(product["closing"] for product in products)
            transfers = {"used", "made", "reclassified_in", "reclassified_out"}
            for account in {account for product in products for account in product["lines"]} - transfers:
                assert apple["lines"].get(account, 0) == sum(product["lines"].get(account, 0) for product in products)


class TestVoids:
    @bounded
    @given(books(), st.data())
    def test_a_void_restores_what_was_said_without_the_event(self, lines: Lines, data: st.DataObject) -> None:
        replaced = {line.get("replaces", "").lower() for line in lines}
        last_in_chain = sorted(read(lines).standing() - replaced)
        if not last_in_chain:
            return
        gone = data.draw(st.sampled_from(last_in_chain))
        without = [line for line in lines if line.get("id", "").lower() != gone]

        assert everything(read([*lines, void(gone, 1)])) == everything(read(without))

    @bounded
    @given(books(), st.data())
    def test_a_void_of_a_void_restores(self, lines: Lines, data: st.DataObject) -> None:
        named = data.draw(st.sampled_from([line["id"] for line in lines if line["type"] == "event"]))
        first = void(named, 1)

        assert everything(read([*lines, first, void(first["id"], 2)])) == everything(read(lines))


class TestArrival:
    @bounded
    @given(books(), st.data())
    def test_order_duplicates_and_batches_never_matter(self, lines: Lines, data: st.DataObject) -> None:
        arrived = [line for batch in data.draw(arrivals(lines)) for line in batch]

        assert everything(read(arrived)) == everything(read(lines))


class TestTrace:
    @bounded
    @given(books())
    def test_back_and_forward_are_inverse(self, lines: Lines) -> None:
        book = read(lines)
        lots = list(book.lots())
        behind = {(one, lot) for lot in lots for one in book.trace("back", lot)["lots"]}
        ahead = {(lot, one) for lot in lots for one in book.trace("forward", lot)["lots"]}

        assert behind == ahead

    @bounded
    @given(books())
    def test_a_share_is_the_same_read_either_way(self, lines: Lines) -> None:
        book = read(lines)
        lots = list(book.lots())
        behind = {(a, b): found["share"] for b in lots for a, found in book.trace("back", b)["lots"].items()}
        ahead = {(a, b): found["share"] for a in lots for b, found in book.trace("forward", a)["lots"].items()}

        assert behind == ahead
