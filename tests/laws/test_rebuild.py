"""Law 2: what was read as it came is what the whole book says."""

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from lotbook.lots.rebuild import rebuild
from tests.laws.bounds import Lines, some_books
from tests.laws.said import told
from tests.strategies import arrivals, books


class TestRebuild:
    @some_books
    @given(lines=books(), data=st.data())
    def test_a_rebuild_finds_nothing_to_repair_after_any_arrival(
        self, app: Flask, lines: Lines, data: st.DataObject
    ) -> None:
        book = told(app, *data.draw(arrivals(lines)))

        assert book.write(rebuild) == []
