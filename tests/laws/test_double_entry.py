"""Law 1: nothing comes from nowhere, and nothing goes nowhere."""

from collections import defaultdict
from datetime import date

from flask import Flask
from hypothesis import given

from tests.laws.bounds import ROUNDING_MG, Lines, some_books
from tests.laws.said import Leg, legs, told
from tests.reference import read
from tests.strategies import books

RECLASSIFIED = {"reclassified_in": "reclassified", "reclassified_out": "reclassified"}


def reference_legs(lines: Lines) -> dict[Leg, int]:
    found: dict[Leg, int] = defaultdict(int)
    for posting in read(lines).postings():
        account = RECLASSIFIED.get(posting.account, posting.account)
        found[posting.lot, posting.day, account] += posting.mass_mg
    return {leg: mass for leg, mass in found.items() if mass}


class TestPostings:
    @some_books
    @given(lines=books())
    def test_every_leg_is_that_of_the_reference_reading(self, app: Flask, lines: Lines) -> None:
        mine, theirs = legs(told(app, lines)), reference_legs(lines)

        far = {
            leg: (mine.get(leg, 0), theirs.get(leg, 0))
            for leg in mine.keys() | theirs.keys()
            if abs(mine.get(leg, 0) - theirs.get(leg, 0)) > ROUNDING_MG
        }
        assert far == {}

    @some_books
    @given(lines=books(doubtful=False))
    def test_what_goes_out_of_one_lot_by_a_new_status_comes_into_another(self, app: Flask, lines: Lines) -> None:
        by_day: dict[date, int] = defaultdict(int)
        for (_, day, account), mass in legs(told(app, lines)).items():
            by_day[day] += mass if account == "reclassified" else 0

        assert set(by_day.values()) <= {0}
