"""Law 3: order, duplicates and batches never matter."""

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.bounds import Lines, Period, Scope, few_books
from tests.laws.said import everything, told
from tests.strategies import arrivals, books, periods, scopes


class TestArrival:
    @few_books
    @given(lines=books(), data=st.data(), scope=scopes(), period=periods())
    def test_a_book_says_the_same_however_it_came(
        self, app: Flask, lines: Lines, data: st.DataObject, scope: Scope, period: Period
    ) -> None:
        straight, mixed = told(app, lines), told(app, *data.draw(arrivals(lines)))

        assert everything(mixed, [scope], period) == everything(straight, [scope], period)
