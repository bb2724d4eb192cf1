"""A sample farm beside one's own: loaded a part at a time, tried, and removed whole."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lotbook.db import Base, reading, rows, writing
from lotbook.demo import sample
from lotbook.demo.book import season_of
from lotbook.demo.season import ZONE
from lotbook.identity.actions import password_hash, set_password
from lotbook.lots.operations import find_operation
from tests.support.farm import API, Farm, harvested, make_farm
from tests.support.phone import Key, Phone

WORD = "barn door red 7"
NOW = datetime(2026, 9, 14, 15, 30, tzinfo=ZONE)
LINES, PART = 300, 200


@pytest.fixture(scope="module", autouse=True)
def short(request: pytest.FixtureRequest) -> Any:
    """The first days of the season are as good as all of it."""
    with pytest.MonkeyPatch.context() as patch:

        def some(*given: Any, **more: Any) -> Any:
            lines, papers = season_of(*given, **more)
            return lines[: LINES + 1], dict(list(papers.items())[:3])

        patch.setattr(sample, "season_of", some)
        patch.setattr(sample, "PART", PART)
        sample._season.cache_clear()
        yield
        sample._season.cache_clear()


def census(app: Flask, farm: Farm) -> dict[str, int]:
    """Count the rows of every table, but for sessions, which come and go."""
    with app.app_context(), reading() as session:
        count = {
            name: int(rows(session, f"SELECT count(*) FROM {name}")[0][0])
            for name in Base.metadata.tables
            if name != "browser_session"
        }
    data = Path(app.config["FILES"]).parent
    return {**count, "files": sum(one.is_file() for one in data.rglob("*/*")), "head": farm.head()}


def operation_id(app: Flask, code: str) -> int:
    with app.app_context(), reading() as session:
        found = find_operation(session, code)
        assert found is not None
        return found.id


def load(farm: Farm) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    while not told or told[-1]["state"] != "loaded":
        answer = farm.post("/sample", role="owner")
        assert answer.status_code == 200, answer.text
        told.append(answer.get_json())
    return told


@dataclass
class Browser:
    """Somebody at the desk, with cookies."""

    client: FlaskClient
    csrf: str = ""

    def post(self, path: str, body: Any = None) -> TestResponse:
        answer = self.client.post(API + path, json=body or {}, headers={"X-CSRF": self.csrf})
        self.csrf = (answer.get_json(silent=True) or {}).get("csrf", self.csrf)
        return answer

    def operation(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"{API}/session").get_json()["operation"]
        return found


def signed_in(app: Flask, farm: Farm) -> Browser:
    with app.app_context(), writing() as session:
        set_password(session, farm.id, "p-owner", password_hash(WORD), NOW)
    browser = Browser(app.test_client())
    browser.post("/session", {"operation": farm.code, "code": "p-owner", "password": WORD})
    return browser


def test_it_comes_in_parts_and_goes_whole_and_the_farms_own_book_never_knew(app: Flask) -> None:
    farm = make_farm(app)
    before = census(app, farm)
    assert farm.get("/sample", "owner").get_json()["state"] == "none"

    told = load(farm)

    assert [one["taken"] for one in told] == [PART, LINES]
    assert told[-1] == {"state": "loaded", "taken": LINES, "lines": LINES, "more": 0, "phones": 0}
    between = census(app, farm)
    assert between["operation"] == before["operation"] + 1
    assert between["posting"] > before["posting"] + 50
    assert between["files"] == before["files"] + 3
    assert between["head"] == before["head"]
    with app.app_context(), reading() as session:
        found = find_operation(session, None)
        assert found is not None
        assert found.code == farm.code  # so the command line needs no --operation

    assert farm.delete("/sample", "owner").status_code == 204

    assert census(app, farm) == before
    assert farm.delete("/sample", "owner").status_code == 204


def test_what_was_tried_in_it_is_counted_before_it_goes(app: Flask) -> None:
    farm, other = make_farm(app), make_farm(app)
    desk = signed_in(app, farm)
    other.post("/sample", role="owner")  # only begun
    before = census(app, other)
    load(farm)
    home = desk.operation()
    assert desk.post("/sample/visit").status_code == 200
    there = desk.operation()
    assert there["sample"] is True
    assert there["name"].endswith("(sample)")
    assert desk.post("/sample").get_json()["code"] == "sample_within"

    assert desk.post("/labels/tags", {"count": 1}).status_code == 200
    printed = Path(app.config["FILES"]).parent / "prints" / str(operation_id(app, there["code"])) / "1.made"
    printed.parent.mkdir(parents=True)
    printed.write_bytes(b"%PDF-")
    code = desk.post("/enrolments", {"role": "crew"}).get_json()["code"]
    key = Key.from_number(77)
    told = farm.post("/devices", {"code": code, "name": "Trial", "jwk": key.jwk}, None).get_json()
    phone = Phone(key, told["device"], told["token"])
    pushed = farm.push(phone, phone.record(harvested("H-TRIAL")))
    assert pushed.status_code == 200
    assert desk.post("/sample/leave").status_code == 200
    assert desk.operation() == home
    assert home["sample"] is False

    now = farm.get("/sample", "owner").get_json()
    assert now["more"] == 3  # what was printed, the phone and its record
    assert now["phones"] == 1
    refused = farm.delete("/sample", "owner")
    assert refused.status_code == 409
    assert refused.get_json()["detail"].startswith("3 entries were recorded")

    assert farm.delete("/sample?more=3", "owner").status_code == 204
    assert farm.push(phone, phone.record(harvested("H-LATER"))).get_json()["code"] == "bad_token"
    assert census(app, other) == before
    assert farm.get("/lots?q=TRIAL").get_json()["lots"] == []
    assert other.get("/sample", "owner").get_json()["taken"] == PART


def test_only_its_owner_loads_it_and_nobody_makes_a_farm_a_sample(app: Flask) -> None:
    farm = make_farm(app)
    for role in ("office", "packer", "crew", "inspector"):
        assert farm.post("/sample", role=role).status_code == 403
        assert farm.delete("/sample", role).status_code == 403
    said = farm.get("/operation", "owner").get_json()
    assert farm.put("/operation", {**said, "sample": True}, "owner").get_json().get("sample") is None
    assert farm.post("/sample/visit", role="owner").status_code == 401  # a program has nothing to come back to


def test_leaving_without_having_come_from_anywhere_signs_out(app: Flask) -> None:
    farm = make_farm(app)
    desk = signed_in(app, farm)
    assert desk.post("/sample/leave").status_code == 204
    assert desk.client.get(f"{API}/session").status_code == 401
