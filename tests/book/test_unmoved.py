"""What was made out of a book is kept until the book moves or a day ends."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from lotbook.book import unmoved
from lotbook.book.unmoved import KEPT_MOST, until_the_book_moves
from lotbook.identity.models import Operation
from tests.support.book import Book
from tests.support.farm import harvested, planted


class Counted:
    """A reading that counts how often it was made."""

    def __init__(self) -> None:
        self.times = 0
        self.ask = until_the_book_moves(self.read)

    def read(self, _session: Session, operation: Operation, what: str) -> str:
        self.times += 1
        return f"{what} of {operation.code}"


@pytest.fixture
def reading() -> Counted:
    return Counted()


class TestUntilTheBookMoves:
    def test_one_question_is_answered_once_and_another_by_itself(self, app: Flask, reading: Counted) -> None:
        book = Book(app).farm(planted())

        assert [book.ask(reading.ask, what)[:1] for what in ("a", "a", "b", "a")] == ["a", "a", "b", "a"]
        assert reading.times == 2

    def test_a_record_is_another_state_and_so_is_another_book(self, app: Flask, reading: Counted) -> None:
        book, other = Book(app).farm(planted()), Book(app).farm(planted())

        book.ask(reading.ask, "a")
        book.take(harvested("H1", 2))
        book.ask(reading.ask, "a")
        assert other.ask(reading.ask, "a") != book.ask(reading.ask, "a")

        assert reading.times == 3

    def test_a_day_ends_on_the_farms_clock(self, app: Flask, reading: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
        book = Book(app).farm(planted())
        for hour, times in ((6, 1), (7, 2)):  # midnight in Los Angeles is seven in the morning of UTC
            monkeypatch.setattr(unmoved, "now", lambda hour=hour: datetime(2026, 7, 24, hour, 30, tzinfo=UTC))
            book.ask(reading.ask, "a")
            assert reading.times == times

    def test_so_many_are_kept_and_no_more(self, app: Flask, reading: Counted) -> None:
        book = Book(app).farm(planted())
        for number in range(KEPT_MOST + 1):
            book.ask(reading.ask, str(number))
        book.ask(reading.ask, str(KEPT_MOST))
        assert reading.times == KEPT_MOST + 1

        book.ask(reading.ask, "0")
        assert reading.times == KEPT_MOST + 2
