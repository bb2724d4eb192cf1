"""Law 5: statements join up in time and in scope, and say what the reference reading says."""

from datetime import date, timedelta

from flask import Flask
from hypothesis import given

from tests.laws.bounds import LAST, ROUNDING_MG, Lines, Period, Scope, some_books
from tests.laws.said import masses, statement, told
from tests.reference import read
from tests.strategies import books, periods, scopes

TRANSFERS = {"used", "made", "reclassified_in", "reclassified_out"}


class TestStatements:
    @some_books
    @given(lines=books(), scope=scopes(), period=periods())
    def test_a_statement_says_what_the_reference_reads(
        self, app: Flask, lines: Lines, scope: Scope, period: Period
    ) -> None:
        found, wanted = statement(told(app, lines), scope, period), read(lines).statement(scope, *period)
        if "refused" in found:
            assert set(wanted["lines"].values()) == {0}
            return
        mine, theirs = masses(found), wanted["lines"]

        far = [a for a in mine.keys() | theirs.keys() if abs(mine.get(a, 0) - theirs.get(a, 0)) > ROUNDING_MG]
        assert far == []
        assert sum(mine.values()) == found["closing"]["mass_mg"]
        assert (found["variance"] is None) == (wanted["variance"] is None)
        assert abs((found["variance"] or {"mass_mg": 0})["mass_mg"] - (wanted["variance"] or 0)) <= 1_000
        assert found["verdict"] == wanted["verdict"], (found["reasons"], wanted["reasons"])

    @some_books
    @given(lines=books(), scope=scopes(), period=periods())
    def test_a_closing_is_the_next_opening(self, app: Flask, lines: Lines, scope: Scope, period: Period) -> None:
        book = told(app, lines)
        next_day = (date.fromisoformat(period[1]) + timedelta(days=1)).isoformat()
        before, after = statement(book, scope, period), statement(book, scope, (next_day, LAST))

        if "refused" not in before:
            assert masses(after).get("opening", 0) == before["closing"]["mass_mg"]
            assert after["counted"]["opening"] == before["counted"]["closing"]

    @some_books
    @given(lines=books(), period=periods())
    def test_a_commodity_is_the_sum_of_its_products_less_what_went_between_them(
        self, app: Flask, lines: Lines, period: Period
    ) -> None:
        book = told(app, lines)
        whole = statement(book, {"commodity": "apple"}, period)
        products = {line["code"] for line in lines if line["type"] == "product" and line["commodity"] == "apple"}
        parts = [statement(book, {"product": code}, period) for code in sorted(products)]

        assert whole["closing"]["mass_mg"] == sum(part["closing"]["mass_mg"] for part in parts)
        together = [masses(part) for part in parts]
        for account in {account for part in together for account in part} - TRANSFERS:
            assert masses(whole).get(account, 0) == sum(part.get(account, 0) for part in together)
        between = [sum(part.get(account, 0) for part in together for account in TRANSFERS)]
        assert sum(masses(whole).get(account, 0) for account in TRANSFERS) == sum(between)
