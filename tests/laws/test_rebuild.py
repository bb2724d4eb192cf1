"""Law 2: what was read as it came is what the whole book says."""

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from lotbook.kit.clock import day_number
from lotbook.lots.rebuild import rebuild
from lotbook.lots.settled import settle, wrong_days
from tests.laws.bounds import LAST, LONG_AGO, Lines, some_books
from tests.laws.said import statement, tell, told
from tests.strategies import arrivals, books

HORIZONS = ("2026-03-01", "2026-07-15", "2027-12-31")


class TestRebuild:
    @some_books
    @given(lines=books(), data=st.data())
    def test_a_rebuild_finds_nothing_to_repair_after_any_arrival(
        self, app: Flask, lines: Lines, data: st.DataObject
    ) -> None:
        book = told(app, *data.draw(arrivals(lines)))

        assert book.write(rebuild) == []

    @some_books
    @given(lines=books(), data=st.data())
    def test_a_statement_is_the_same_whichever_days_were_settled_in_between(
        self, app: Flask, lines: Lines, data: st.DataObject
    ) -> None:
        first, *others = data.draw(arrivals(lines))
        book = told(app, first)
        for batch in others:
            book.write(settle, day_number(data.draw(st.sampled_from(HORIZONS))))
            tell(book, batch)
        plain = told(app, first, *others)

        assert book.ask(wrong_days) == []
        period, commodity = (LONG_AGO, LAST), {"commodity": "apple"}
        mine, theirs = statement(book, commodity, period), statement(plain, commodity, period)
        assert mine == theirs
