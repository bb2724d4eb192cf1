"""A factor or a status that is changed for days gone by is followed at once, and is a finding."""

from typing import Any

import pytest

from lotbook.balance.queries import statement
from tests.support.book import Book
from tests.support.farm import harvested, planted, registry

SEPTEMBER = ({"commodity": "apple"}, "2026-09-01", "2026-09-30")


def record(book: Book, code: str, since: str, **fields: Any) -> dict[str, Any]:
    known = next(one for one in registry(book.code) if one["code"] == code)
    return {**known, **fields, "since": since}


def factor(since: str, value: str) -> dict[str, str]:
    return {"from": since, "value": value, "unit": "lb", "basis": "table"}


def told(book: Book) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    wanted = ("factor_changed_back", "status_changed_back")
    return [(one["code"], one["about"], one["args"]) for one in book.findings() if one["code"] in wanted]


@pytest.fixture
def season(book: Book) -> Book:
    book.take(planted(), harvested("H1", 2))
    return book


def test_another_mass_for_days_gone_by_is_read_and_told(season: Book) -> None:
    changed = record(season, "APL-BIN", "2026-10-01T09:00:00-07:00", unit_mass=[factor("2022-01-01", "900")])

    season.take(changed)

    found = season.ask(statement, *SEPTEMBER)
    assert found["closing"]["mass"] == "1800.000"
    [(code, about, args)] = told(season)
    assert (code, about) == ("factor_changed_back", {"product": "APL-BIN"})
    assert args == {"from": "2026-09-12", "changed": "2026-10-01"}


def test_a_mass_from_a_later_day_on_touches_nothing_older(season: Book) -> None:
    later = [{**factor("2022-01-01", "925"), "basis": "estimate"}, factor("2026-10-01", "900")]

    season.take(record(season, "APL-BIN", "2026-10-01T09:00:00-07:00", unit_mass=later))

    assert season.ask(statement, *SEPTEMBER)["closing"]["mass"] == "1850.000"
    assert told(season) == []


def test_another_name_is_no_such_change(season: Book) -> None:
    season.take(record(season, "APL-BIN", "2026-10-01T09:00:00-07:00", name="Bins of apples"))

    assert told(season) == []


def test_another_status_for_days_gone_by_is_read_and_told(season: Book) -> None:
    young = [{"from": "2022-01-01", "status": "transitional"}]

    season.take(record(season, "B4", "2026-10-01T09:00:00-07:00", status=young))

    found = season.ask(statement, {"commodity": "apple", "status": "organic"}, *SEPTEMBER[1:])
    assert found["closing"]["mass_mg"] == 0
    [(code, about, args)] = told(season)
    assert (code, about) == ("status_changed_back", {"place": "B4"})
    assert args["changed"] == "2026-10-01"


def test_a_status_from_a_later_day_on_touches_nothing_older(season: Book) -> None:
    lost = [{"from": "2022-01-01", "status": "organic"}, {"from": "2026-11-01", "status": "nonorganic"}]

    season.take(record(season, "B4", "2026-10-01T09:00:00-07:00", status=lost))

    assert told(season) == []
