"""The history of records: who changed what and when, and putting an earlier version back."""

from typing import Any

from tests.support.farm import Farm


def versions(farm: Farm, path: str) -> list[dict[str, Any]]:
    answer = farm.get(f"/history/{path}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.get_json()["versions"]
    return found


def mass(value: str, day: str = "2022-01-01", **more: str) -> dict[str, str]:
    return {"from": day, "value": value, "unit": "lb", **more}


class TestHistory:
    def test_says_field_by_field_what_changed_and_who_changed_it(self, farm: Farm) -> None:
        box = farm.get("/products/APL-BOX").get_json()
        changed = {**box, "name": "Apple, 40 lb", "unit_mass": [mass("40"), mass("41", "2026-05-01", evidence="scale")]}
        farm.put("/products/APL-BOX", changed)

        newest, first = versions(farm, "products/APL-BOX")

        assert newest["by"].startswith("token:")
        assert newest["since"].startswith("20")
        assert (newest["first"], first["first"]) == (False, True)
        assert newest["changes"] == [
            {"column": "name", "item": None, "old": "Apple, box", "new": "Apple, 40 lb"},
            {"column": "unit_mass", "item": "2022-01-01", "old": "40, lb, table", "new": "40, lb"},
            {"column": "unit_mass", "item": "2026-05-01", "old": None, "new": "41, lb, scale"},
        ]

    def test_a_field_that_no_column_shows_is_a_change_all_the_same(self, farm: Farm) -> None:
        block = farm.get("/places/B4").get_json()
        farm.put("/places/B4", {**block, "boundary": {"type": "Polygon", "coordinates": []}})

        (change,) = versions(farm, "places/B4")[0]["changes"]

        assert (change["column"], change["old"]) == ("boundary", None)

    def test_another_name_of_a_person_is_told_and_not_kept(self, farm: Farm) -> None:
        for name in ("Ana", "Anna", "Ana"):
            farm.put("/people/c07", {"name": name, "roles": ["crew"]})

        told = versions(farm, "people/c07")

        assert [one["beside"] for one in told] == [["name"], ["name"], []]
        assert "Anna" not in str(told)

    def test_pages_by_key(self, farm: Farm) -> None:
        for number in range(4):
            farm.put("/partners/buyer", {"name": f"Buyer {number}"})

        page = farm.get("/history/partners/buyer?limit=3").get_json()
        rest = farm.get(f"/history/partners/buyer?limit=3&after={page['next']}").get_json()

        assert len(page["versions"]) == 3
        assert [one["first"] for one in rest["versions"]] == [True]
        assert page["versions"][-1]["changes"][0]["old"] == "Buyer 0"

    def test_is_not_for_the_crew_and_not_of_what_there_is_not(self, farm: Farm) -> None:
        assert farm.get("/history/places/B4", "crew").status_code == 403
        assert farm.get("/history/places/B4", "inspector").status_code == 200
        assert farm.get("/history/places/NOWHERE").get_json()["code"] == "unknown_record"
        assert farm.get("/history/events/B4").status_code == 404


class TestPuttingBack:
    def test_is_a_new_record_that_says_what_the_earlier_one_said(self, farm: Farm) -> None:
        farm.put("/partners/buyer", {"name": "Buyer", "contact": {"phone": "555-0100"}})
        farm.put("/partners/buyer", {"name": "Byuer", "contact": {"phone": "555-0199"}})
        first = versions(farm, "partners/buyer")[-1]["seq"]

        answer = farm.post("/history/partners/buyer", {"restore": first})

        newest = answer.get_json()["versions"][0]
        assert newest["restores"] == first
        assert newest["changes"] == [{"column": "name", "item": None, "old": "Byuer", "new": "Buyer"}]
        now = farm.get("/partners/buyer").get_json()
        assert (now["name"], now["contact"]) == ("Buyer", {"phone": "555-0199"})

    def test_takes_readings_back_with_it(self, farm: Farm) -> None:
        """A unit mass that was a slip of the hand is undone, and the book weighs what it weighed."""
        from tests.support.farm import harvested, planted

        farm.record(planted(), harvested("H1", 2))
        weighed = farm.get("/lots/H1").get_json()["mass_mg"]
        product = farm.get("/products/APL-BIN").get_json()
        farm.put("/products/APL-BIN", {**product, "unit_mass": [mass("92.5")]})
        assert farm.get("/lots/H1").get_json()["mass_mg"] != weighed

        farm.post("/history/products/APL-BIN", {"restore": product["seq"]})

        assert farm.get("/lots/H1").get_json()["mass_mg"] == weighed

    def test_of_what_is_so_already_changes_nothing(self, farm: Farm) -> None:
        seq = farm.get("/places/B4").get_json()["seq"]
        head = farm.head()

        assert farm.post("/history/places/B4", {"restore": seq}).status_code == 200

        assert farm.head() == head

    def test_hands_out_no_more_than_its_caller_has(self, farm: Farm) -> None:
        farm.put("/people/c07", {"name": "Ana", "roles": ["owner"]}, "owner")
        farm.put("/people/c07", {"name": "Ana", "roles": ["crew"]}, "owner")
        owner = versions(farm, "people/c07")[-1]["seq"]

        assert farm.post("/history/people/c07", {"restore": owner}).status_code == 403
        assert farm.post("/history/people/c07", {"restore": owner}, "owner").status_code == 200

    def test_is_only_of_a_version_of_that_record(self, farm: Farm) -> None:
        other = farm.get("/places/SHED").get_json()["seq"]

        assert farm.post("/history/places/B4", {"restore": other}).get_json()["code"] == "unknown_record"
        assert farm.post("/history/devices/d1", {"restore": 1}).status_code == 404


def test_a_phone_gets_another_name_and_stays_the_phone_that_it_is(farm: Farm) -> None:
    phone = farm.enrol(7, name="Phone")

    renamed = farm.put(f"/devices/{phone.device}", {"name": "Foreman's phone"})

    assert renamed.status_code == 200, renamed.text
    assert [one["name"] for one in farm.get("/devices").get_json()["devices"]] == ["Foreman's phone"]
    newest, first = versions(farm, f"devices/{phone.device}")
    assert newest["changes"] == [{"column": "name", "item": None, "old": "Phone", "new": "Foreman's phone"}]
    assert newest["by"].startswith("token:")
    assert first["first"]
