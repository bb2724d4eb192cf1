"""Law 4: back and forward are one relation, and it is the one that a brute-force search finds."""

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.bounds import ROUNDING_MG, Lines, some_books
from tests.laws.said import stock, told, trace
from tests.reference import read
from tests.strategies import books, lots_of


class TestTraces:
    @some_books
    @given(lines=books())
    def test_what_is_ahead_of_a_lot_has_it_behind(self, app: Flask, lines: Lines) -> None:
        book = told(app, lines)
        waiting = {lot["lot"] for lot in stock(book)}
        ahead: dict[str, set[str]] = {}
        behind: dict[str, set[str]] = {}
        while waiting:
            lot = waiting.pop()
            ahead[lot] = {one["lot"] for one in trace(book, "forward", lot)["lots"]}
            behind[lot] = {one["lot"] for one in trace(book, "back", lot)["lots"]}
            # Lots that are only named, as an unknown planting, are asked too.
            waiting |= (ahead[lot] | behind[lot]) - ahead.keys()

        there = {(lot, one) for lot, found in ahead.items() for one in found}
        assert there == {(one, lot) for lot, found in behind.items() for one in found}

    @some_books
    @given(lines=books(), lot=lots_of(), direction=st.sampled_from(["back", "forward"]))
    def test_a_search_by_hand_finds_the_same(self, app: Flask, lines: Lines, lot: str, direction: str) -> None:
        found, by_hand = trace(told(app, lines), direction, lot), read(lines).trace(direction, lot)
        lots = {one["lot"]: one for one in found["lots"]}

        assert {code: one["depth"] for code, one in lots.items()} == {
            code: one["depth"] for code, one in by_hand["lots"].items()
        }
        for code, one in by_hand["lots"].items():
            assert lots[code]["status"] == one["status"]
            assert (lots[code]["share"] is None) == (one["share"] is None)
            assert abs(float(lots[code]["share"] or 0) - float(one["share"] or 0)) < 0.001
        if direction == "forward" and lots:
            accounted = by_hand["accounted"]
            assert abs(found["accounted"]["accounted_mg"] - accounted["accounted_mg"]) <= ROUNDING_MG * len(lots)
            assert abs(found["accounted"]["produced_mg"] - accounted["produced_mg"]) <= ROUNDING_MG * len(lots)
