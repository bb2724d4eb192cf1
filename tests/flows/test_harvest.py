"""Yields and stock over HTTP."""

import pytest

from tests.support.farm import Farm, event, harvested, planted

YEAR = "from=2026-01-01&to=2026-12-31"


@pytest.fixture
def season(farm: Farm) -> Farm:
    farm.record(planted(), harvested("H1", 3, crew="north"), harvested("H2", 2))
    return farm


def test_yields_by_person_are_for_farms_that_want_them(season: Farm) -> None:
    refused = season.get(f"/harvest?{YEAR}&by=person")
    assert (refused.status_code, refused.get_json()["code"]) == (403, "by_person_is_off")

    known = {key: value for key, value in season.get("/operation").get_json().items() if key not in ("seq", "since")}
    assert season.put("/operation", {**known, "yields_by_person": True}, "owner").status_code in (200, 201)

    [group] = season.get(f"/harvest?{YEAR}&by=person").get_json()["groups"]
    assert (group["key"], group["units"]) == ("p-crew", {"bin": "5"})


@pytest.mark.parametrize("path", ["/harvest?{}", "/harvest/blocks?{}", "/harvest/packout?{}&commodity=apple"])
def test_a_period_is_read_as_people_write_it_and_refused_in_a_sentence(season: Farm, path: str) -> None:
    assert season.get(path.format(YEAR)).status_code == 200
    assert season.get(path.format("from=2026-02-01&to=2026-01-01")).get_json()["code"] == "dates_reversed"
    assert season.get(path.format("from=yesterday&to=today")).status_code == 422
    assert season.get(path.format("from=0001-01-01&to=9999-12-31")).get_json()["code"] == "bad_date"


def test_what_is_on_hold_is_told_with_the_stock(season: Farm) -> None:
    season.record(event("hold", lots=["H1"], state="hold", reason="residue test"))

    found = season.get("/stock").get_json()

    assert found["held"] == ["H1"]
    [pile] = [one for one in found["stock"] if one["product"] == "APL-BIN"]
    assert (pile["lots"], pile["held"], pile["units"]) == (2, 1, {"bin": "5"})
    season.record(event("hold", lots=["H1"], state="release", reason="clean", time="20:00:00"))
    assert season.get("/stock").get_json()["held"] == []


def test_yields_are_not_for_crews_and_stock_is(season: Farm) -> None:
    assert season.get(f"/harvest?{YEAR}", "crew").status_code == 403
    assert season.get("/stock", "crew").status_code == 200
