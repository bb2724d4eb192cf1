"""Law 9: an operation never sees another, even where all their codes are the same."""

from flask import Flask
from hypothesis import given

from tests.laws.bounds import Lines, few_books
from tests.laws.said import everything, told
from tests.strategies import books


class TestOperations:
    @few_books
    @given(mine=books(), theirs=books())
    def test_two_operations_with_the_same_codes_say_what_each_says_alone(
        self, app: Flask, mine: Lines, theirs: Lines
    ) -> None:
        alone = everything(told(app, mine))
        book = told(app, mine[: len(mine) // 2])
        told(app, theirs)
        book.take(*mine[len(mine) // 2 :])

        assert everything(book) == alone
