"""The demonstration farm loads into a database as it is, and the server's readings say what its stories say."""

from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from lotbook.balance.queries import statement
from lotbook.db import reading, rows
from lotbook.demo.actions import Loaded, load
from lotbook.demo.season import ZONE, Season
from lotbook.errors import Problem
from lotbook.findings.queries import open_findings
from lotbook.lots.operations import the_operation
from lotbook.yields.season import season

NOW = datetime(2026, 9, 14, 15, 30, tzinfo=ZONE)
SEASON = Season.ending(NOW.date(), NOW)


@pytest.fixture(scope="module")
def loaded(app: Flask) -> Loaded:
    with app.app_context():
        return load(NOW, "three-creeks-meet")


def test_every_line_is_taken(loaded: Loaded) -> None:
    assert loaded.bad == []
    assert loaded.lines > 5_000


def test_the_owner_can_sign_in(app: Flask, loaded: Loaded) -> None:
    answer = app.test_client().post(
        "/api/v1/session",
        json={"operation": loaded.operation, "code": loaded.person, "password": "three-creeks-meet"},
        headers={"Origin": "http://localhost:8000"},
    )
    assert answer.status_code == 200


def test_every_paper_lies_in_its_place(app: Flask, loaded: Loaded) -> None:
    folder: Path = app.config["FILES"]
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert len(files) > 150
    assert all(file.read_bytes().startswith(b"%PDF-") for file in files)


def test_it_is_not_loaded_twice(app: Flask, loaded: Loaded) -> None:
    with app.app_context(), pytest.raises(Problem) as refused:
        load(NOW)
    assert refused.value.code == "code_taken"


def test_everything_was_read(app: Flask, loaded: Loaded) -> None:
    with app.app_context(), reading() as session:
        states = dict(
            rows(session, "SELECT state, count(*) FROM entry WHERE type IN ('event', 'quarantined') GROUP BY 1")
        )
    assert states.pop("held") == 1
    assert states.pop("quarantined") == 1
    assert set(states) == {"read"}


def test_the_harvest_stands_beside_its_plan(app: Flask, loaded: Loaded) -> None:
    with app.app_context(), reading() as session:
        operation = the_operation(session, loaded.operation)
        found = season(session, operation, SEASON.first.isoformat(), SEASON.today.isoformat(), "block")
    assert 0.9 < found["mass_mg"] / found["plan_mg"] < 1.1
    beside = {one["key"]: one["mass_mg"] / one["plan_mg"] for one in found["groups"]}
    assert len(beside) > 15
    assert beside["T2"] < 1 < beside["S2"]


def test_what_is_odd_is_what_its_page_says(app: Flask, loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("computed", "queries", "season"):
        monkeypatch.setattr(f"lotbook.findings.{module}.now", lambda: NOW)
    with app.app_context(), reading() as session:
        found = open_findings(session, the_operation(session, loaded.operation), limit=200)["findings"]
    told = {one["code"]: one["about"] for one in found}
    assert told["used_on_hold"]["lot"] == "AP-F12-X"
    assert told["certificate_expiring"] == {"partner": "river-farm"}
    assert told["certificate_lapsed"] == {"partner": "oak-hill"}
    assert "kde_missing" in told
    assert "yield_above_range" not in told


@pytest.mark.parametrize(
    ("commodity", "letter", "verdict"),
    [
        ("strawberry", "D", "pass"),
        ("produce-box", "F", "pass"),
        ("apple", "A", "unproven"),
        ("apple", "F", "review"),
        ("romaine", "C", "review"),
        ("romaine", "D", "review"),
        ("romaine", "E", "pass"),
        ("tomato", "D", "pass"),
        ("tomato", "E", "fail"),
        ("tomato", "F", "review"),
        ("strawberry", "G", "review"),
    ],
)
def test_the_server_gives_each_month_the_verdict_of_its_story(
    app: Flask, loaded: Loaded, commodity: str, letter: str, verdict: str
) -> None:
    with app.app_context(), reading() as session:
        operation = the_operation(session, loaded.operation)
        since, to = SEASON.day(letter, 1).isoformat(), SEASON.last(letter).isoformat()
        found = statement(session, operation, {"commodity": commodity}, since, to)
    assert found["verdict"] == verdict, found["reasons"]
