"""A renamed commodity keeps its history under both names, and recipes are held against what went in."""

from typing import Any

import pytest

from tests.support.farm import Farm, harvested, packed, planted

PERIOD = {"from": "2026-09-01", "to": "2026-09-30"}


@pytest.fixture
def season(farm: Farm) -> Farm:
    farm.record(planted(), harvested("H1", 4), packed("H1", 2, "P1", 40, time="11:00:00"))
    return farm


def rename(farm: Farm, name: str, *codes: str) -> None:
    for code in codes:
        farm.put(f"/products/{code}", {**farm.get(f"/products/{code}").get_json(), "commodity": name})


def balance(farm: Farm, name: str) -> Any:
    return farm.get("/balance", query_string={"commodity": name, **PERIOD})


def test_the_old_name_and_the_new_one_find_the_same(season: Farm) -> None:
    lines = balance(season, "apple").get_json()["lines"]
    rename(season, "malus", "APL-BIN", "APL-BOX", "APL-TREE")

    old, new = balance(season, "apple").get_json(), balance(season, "malus").get_json()

    assert old["lines"] == new["lines"] == lines
    assert old["scope"] == new["scope"] == {"commodity": "malus"}
    for path, query in (("/harvest", {"by": "block"}), ("/harvest/packout", {})):
        asked = [season.get(path, query_string={**PERIOD, **query, "commodity": name}) for name in ("apple", "malus")]
        assert [one.status_code for one in asked] == [200, 200]
        assert asked[0].get_json() == asked[1].get_json()


def test_a_trace_is_of_lots_whatever_they_are_called(season: Farm) -> None:
    before = season.get("/trace/back/P1").get_json()
    rename(season, "malus", "APL-BIN", "APL-BOX", "APL-TREE")
    after = season.get("/trace/back/P1").get_json()

    assert (after["lots"], after["links"], after["origins"]) == (before["lots"], before["links"], before["origins"])


def test_a_name_that_a_product_still_bears_means_that_product(season: Farm) -> None:
    rename(season, "cider apple", "APL-BOX")

    assert "packed" not in str(balance(season, "apple").get_json()["scope"])
    assert balance(season, "apple").get_json()["scope"] == {"commodity": "apple"}
    assert balance(season, "cider apple").get_json()["scope"] == {"commodity": "cider apple"}


def test_a_name_that_went_two_ways_is_asked_back(season: Farm) -> None:
    rename(season, "cider apple", "APL-BOX")
    rename(season, "malus", "APL-BIN", "APL-TREE")

    refused = balance(season, "apple")

    assert refused.status_code == 404
    assert refused.get_json()["errors"] == {"commodity": ["apple is called cider apple or malus now."]}


class TestIngredients:
    def check(self, farm: Farm) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = farm.get("/ingredients", query_string=PERIOD).get_json()["checks"]
        return found

    def recipe(self, farm: Farm, code: str, percent: str, since: str, **more: Any) -> None:
        parts = [{"commodity": "apple", "percent": percent}]
        farm.put(f"/recipes/{code}", {"product": "APL-BOX", "from": since, "ingredients": parts, **more})

    def test_are_held_against_what_went_in(self, season: Farm) -> None:
        season.put("/products/JUICE", {"name": "Juice", "commodity": "juice", "stage": "packed"})
        box = season.get("/products/APL-BOX").get_json()
        season.put("/products/APL-BOX", {**box, "commodity": "boxes"})
        self.recipe(season, "BOX", "98", "2026-01-01")

        (found,) = self.check(season)

        assert (found["recipe"], found["ingredient"], found["verdict"]) == ("BOX", {"commodity": "apple"}, "enough")
        assert found["output"] == "1600.000"
        assert found["needed"] == "1568.000"

    def test_a_newer_recipe_ends_the_older_and_one_out_of_use_is_not_checked(self, season: Farm) -> None:
        self.recipe(season, "OLD", "98", "2026-01-01")
        self.recipe(season, "NEW", "90", "2026-09-02")
        assert [one["recipe"] for one in self.check(season)] == ["NEW"]

        self.recipe(season, "NEW", "90", "2026-09-02", retired=True)

        assert [one["recipe"] for one in self.check(season)] == ["OLD"]

    def test_by_the_old_name_of_a_commodity_too(self, season: Farm) -> None:
        self.recipe(season, "BOX", "98", "2026-01-01")
        before = self.check(season)
        rename(season, "malus", "APL-BIN", "APL-BOX", "APL-TREE")

        assert self.check(season) == before
