"""A line of a statement opens into its events, and they add up to it."""

from typing import Any

import pytest

from tests.support.farm import Farm, event, harvested, packed, planted, shipped

SEPTEMBER = {"from": "2026-09-01", "to": "2026-09-30"}


@pytest.fixture
def season(farm: Farm) -> Farm:
    """Two harvests, a pack with culls and a little too much, boxes out and one back, and a repack within the scope."""
    culls = [{"reason": "cull", "quantity": {"value": "400", "unit": "lb"}}]
    farm.record(
        planted(),
        harvested("H1", 40),
        harvested("H2", 20, time="10:00:00"),
        {**packed("H1", 30, "P1", 660, time="11:00:00"), "losses": culls},
        packed("P1", 100, "P2", 99, time="11:30:00"),
        shipped("P1", 300, time="12:00:00"),
        shipped("P2", 50, time="12:30:00"),
        event("dispose", place="SHED", time="13:00:00", reason="donated", lines=[{"lot": "P2", "quantity": box(9)}]),
    )
    return farm


def box(value: int) -> dict[str, str]:
    return {"value": str(value), "unit": "box"}


def opened(farm: Farm, scope: dict[str, str], account: str, **more: Any) -> dict[str, Any]:
    answer = farm.get("/balance/events", "inspector", query_string={**scope, **SEPTEMBER, "account": account, **more})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


@pytest.mark.parametrize(
    "scope",
    [{"commodity": "apple"}, {"product": "APL-BIN"}, {"product": "APL-BOX"}, {"lot": "P1"}, {"lot": "H1"}],
    ids=str,
)
def test_the_events_of_every_line_add_up_to_it(season: Farm, scope: dict[str, str]) -> None:
    statement = season.get("/balance", query_string={**scope, **SEPTEMBER}).get_json()
    lines = [line for line in statement["lines"] if line["account"] != "opening"]

    for line in lines:
        behind = opened(season, scope, line["account"])
        assert behind["mass_mg"] == line["mass_mg"], line
        assert sum(one["mass_mg"] for one in behind["events"]) == line["mass_mg"]
        for unit, value in line.get("units", {}).items():
            assert sum(float(one["units"].get(unit, 0)) for one in behind["events"]) == float(value), line
        assert all(one["entry"]["stands"] for one in behind["events"])
    assert len(lines) >= 2


def test_the_events_come_in_pages_with_their_own_words(season: Farm) -> None:
    first = opened(season, {"commodity": "apple"}, "harvested", limit=1)
    second = opened(season, {"commodity": "apple"}, "harvested", limit=1, after=first["next"])

    assert [first["events"][0]["entry"]["lot"], second["events"][0]["entry"]["lot"]] == ["H1", "H2"]
    assert first["events"][0]["units"] == {"bin": "40"}
    assert first["mass_mg"] == second["mass_mg"]
    assert second["next"] is None
    assert first["count"] == 2


def test_the_opening_is_refused_with_where_to_look(season: Farm) -> None:
    answer = season.get("/balance/events", query_string={"lot": "H1", **SEPTEMBER, "account": "opening"})

    assert answer.status_code == 422
    assert answer.get_json()["code"] == "opening_line"


def test_a_line_that_there_is_not_has_no_events(season: Farm) -> None:
    assert opened(season, {"lot": "H1"}, "gain:water")["events"] == []
