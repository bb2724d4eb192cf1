"""What a label's address says to anybody: what the grower allows, and never how much."""

from typing import Any

import pytest

from tests.support.farm import Farm, harvested, packed, planted


@pytest.fixture
def season(farm: Farm) -> Farm:
    farm.record(planted(), harvested("H1", 3, day="2026-09-12"), harvested("H2", 2, day="2026-09-14"))
    farm.record(packed("H1", 1, "P1", 20, day="2026-09-15"), packed("H2", 1, "P1", 20, day="2026-09-15"))
    return farm


def allow(farm: Farm, *parts: str) -> None:
    known = {key: value for key, value in farm.get("/operation").get_json().items() if key not in ("seq", "since")}
    assert farm.put("/operation", {**known, "public_page": list(parts)}, "owner").status_code in (200, 201)


def ask(farm: Farm, code: str) -> Any:
    return farm.get(f"/public/lots/{farm.code.upper()}/{code}", None)


def test_nothing_is_shown_until_the_grower_says_what(season: Farm) -> None:
    refused = ask(season, "P1")

    assert (refused.status_code, refused.get_json()["code"]) == (404, "nothing_public")


def test_what_the_grower_allows_is_shown_and_no_more(season: Farm) -> None:
    allow(season, "product", "harvested")

    assert ask(season, "p1").get_json() == {
        "lot": "P1",
        "sample": False,
        "product": "Apple, box",
        "grower": None,
        "harvested": ["2026-09-12", "2026-09-14"],
        "status": None,
    }
    allow(season, "grower", "status")
    assert ask(season, "H1").get_json() == {
        "lot": "H1",
        "sample": False,
        "product": None,
        "grower": "Cold Creek Orchard",
        "harvested": None,
        "status": "organic",
    }


def test_a_harvest_says_its_own_day(season: Farm) -> None:
    allow(season, "harvested")

    assert ask(season, "H2").get_json()["harvested"] == ["2026-09-14", "2026-09-14"]


@pytest.mark.parametrize("code", ["NOPE", "PL-B4", "P", "%", "P1/..", "../P1"])
def test_nobody_learns_by_trying_what_there_is(season: Farm, code: str) -> None:
    allow(season, "product", "grower", "harvested", "status")

    missing, elsewhere = ask(season, code), season.get(f"/public/lots/NO-SUCH-FARM/{code}", None)

    assert missing.status_code == elsewhere.status_code == 404
    if missing.get_json()["code"] == "nothing_public":
        assert missing.get_json() == elsewhere.get_json()


def test_no_number_of_anything_is_in_it(season: Farm) -> None:
    allow(season, "product", "grower", "harvested", "status")

    assert set(ask(season, "P1").get_json()) == {"lot", "sample", "product", "grower", "harvested", "status"}


def test_what_the_office_may_choose_from_is_a_short_list(season: Farm) -> None:
    known = {key: value for key, value in season.get("/operation").get_json().items() if key not in ("seq", "since")}

    assert season.put("/operation", {**known, "public_page": ["stock"]}, "owner").status_code == 422


def test_whoever_tries_code_after_code_is_made_to_wait(season: Farm) -> None:
    allow(season, "product")
    assert ask(season, "P1").status_code == 200

    tried = [ask(season, f"P26-0913-{number}").status_code for number in range(60)]

    assert tried.count(404) == 40
    assert tried[-1] == 429
    assert ask(season, "P1").status_code == 429
