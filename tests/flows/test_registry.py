"""The registry over HTTP: put, get, list; every change an entry, and what is already so none."""

from typing import Any

import pytest

from tests.support.farm import Farm, event

RECORDS: dict[str, tuple[str, dict[str, Any]]] = {
    "places": ("COOLER-1", {"name": "Cooler 1", "kind": "cooler", "area": {"value": "1.5", "unit": "acre"}}),
    "products": ("ROM", {"name": "Romaine", "commodity": "lettuce", "stage": "harvested", "unit": "carton"}),
    "partners": ("seedco", {"name": "Seed Co", "roles": ["supplier"], "contact": {"phone": "555-0100"}}),
    "people": ("c07", {"name": "Ana", "roles": ["crew"]}),
    "plans": (
        "PL-B4",
        {"quantity": {"value": "400", "unit": "bin"}, "first_pick": "2026-08-20", "last_pick": "2026-10-01"},
    ),
    "recipes": ("SALSA", {"product": "SALSA-JAR", "ingredients": [{"commodity": "tomato", "percent": "62"}]}),
}


@pytest.mark.parametrize("path", sorted(RECORDS))
class TestEveryKindOfRecord:
    def test_what_was_put_is_got_and_listed(self, farm: Farm, path: str) -> None:
        code, record = RECORDS[path]

        put = farm.put(f"/{path}/{code}", record)
        got = farm.get(f"/{path}/{code}")
        listed = farm.get(f"/{path}").get_json()

        assert put.status_code == 200, put.text
        assert put.get_json() == got.get_json()
        assert {key: got.get_json()[key] for key in record} == record
        assert got.get_json()["code"] == code
        assert got.get_json() in listed[path]
        assert listed["next"] is None

    def test_putting_what_is_already_so_changes_nothing(self, farm: Farm, path: str) -> None:
        code, record = RECORDS[path]
        farm.put(f"/{path}/{code}", record)
        head = farm.head()

        assert farm.put(f"/{path}/{code}", record).status_code == 200
        shown = farm.get(f"/{path}/{code}").get_json()
        assert farm.put(f"/{path}/{code}", shown).status_code == 200

        assert farm.head() == head

    def test_a_change_is_a_new_entry_and_going_back_is_another(self, farm: Farm, path: str) -> None:
        code, record = RECORDS[path]
        other = {**record, "retired": True}
        head = farm.head()

        for told in (record, other, record):
            assert farm.put(f"/{path}/{code}", told).status_code == 200

        assert farm.head() == head + 3
        assert farm.get(f"/{path}/{code}").get_json().get("retired") is None

    def test_crew_reads_and_does_not_write(self, farm: Farm, path: str) -> None:
        code, record = RECORDS[path]
        farm.put(f"/{path}/{code}", record)

        assert farm.put(f"/{path}/{code}", {**record, "name": "Mine"}, "crew").status_code == 403
        assert farm.get(f"/{path}/{code}", "crew").status_code == 200
        assert "contact" not in farm.get(f"/{path}/{code}", "crew").get_json()

    def test_nobody_else_sees_it(self, farm: Farm, path: str) -> None:
        from tests.support.farm import make_farm

        code, record = RECORDS[path]
        farm.put(f"/{path}/{code}", record)

        assert make_farm(farm.app).get(f"/{path}/{code}").status_code == 404


def test_lists_page_by_key(farm: Farm) -> None:
    for number in range(7):
        farm.put(f"/partners/buyer-{number}", {"name": f"Buyer {number}"})
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = farm.get("/partners", query_string={"limit": 3, "after": after}).get_json()
        assert len(page["partners"]) <= 3
        seen += [partner["code"] for partner in page["partners"]]
        after = page["next"]

    assert seen == sorted(seen)
    assert len(seen) == len(set(seen)) == 8


def test_a_code_may_hold_what_an_address_must_escape(farm: Farm) -> None:
    from urllib.parse import quote

    for code in ("Block 5/6", "Café", "a+b", "50%", "x.y", "..."):
        assert farm.put(f"/places/{quote(code, safe='')}", {"name": code}).status_code == 200, code
        assert farm.get(f"/places/{quote(code, safe='')}").get_json()["code"] == code


def test_only_an_owner_makes_owners(farm: Farm) -> None:
    assert farm.put("/people/p-crew", {"name": "A crew", "roles": ["owner"]}, "office").status_code == 403
    assert farm.put("/people/p-owner", {"name": "Gone", "roles": []}, "office").status_code == 403
    assert farm.put("/people/p-owner", {"name": "Renamed", "roles": ["owner"]}, "office").status_code == 403
    assert farm.put("/people/p-crew", {"name": "A crew", "roles": ["owner"]}, "owner").status_code == 200


def test_the_owner_changes_what_is_said_of_the_operation_but_not_its_code(farm: Farm) -> None:
    before = farm.get("/operation").get_json()
    change = {**before, "name": "Warm Creek", "mass_unit": "kg"}

    assert farm.put("/operation", change, "office").status_code == 403
    changed = farm.put("/operation", change, "owner")

    assert changed.status_code == 200, changed.text
    assert farm.get("/operation").get_json()["name"] == "Warm Creek"
    assert farm.put("/operation", {**change, "code": "other"}, "owner").status_code == 422
    assert farm.put("/operation", {**change, "timezone": "Nowhere"}, "owner").status_code == 422


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("places/B9", {"area": {"value": "ten", "unit": "acre"}}, "area.value"),
        ("places/B9", {"status": [{"from": "2022-13-01", "status": "organic"}]}, "status.0.from"),
        ("places/B9", {"status": [{"from": "2022-01-01", "status": "natural"}]}, "status.0.status"),
        ("places/B9", {"status": [{"status": "organic"}]}, "status.0.from"),
        ("places/B9", {"code": "B8"}, "code"),
        ("places/B9", {"type": "product"}, "type"),
        ("products/X", {"stage": "eaten"}, "stage"),
        ("products/X", {"unit_mass": [{"from": "2022-01-01", "value": "-1", "unit": "lb"}]}, "unit_mass.0.value"),
        ("products/X", {"unit_mass": [{"from": "2022-01-01", "value": "1", "unit": "bin"}]}, "unit_mass.0.unit"),
        ("products/X", {"gtin": "12"}, "gtin"),
        ("people/c09", {"roles": ["king"]}, "roles.0"),
        ("people/c09", {"roles": "crew"}, "roles"),
        ("recipes/R", {"ingredients": []}, "product"),
        ("plans/PL-B4", {"first_pick": "2026-08-20", "last_pick": "2026-10-01"}, "quantity"),
        ("products/X", {"shelf_life_days": -1}, "shelf_life_days"),
        ("partners/p", {"name": 5}, "name"),
        ("partners/p", [], "body"),
    ],
)
def test_a_mistake_names_its_field_and_changes_nothing(farm: Farm, path: str, body: Any, field: str) -> None:
    head = farm.head()

    answer = farm.put(f"/{path}", body)

    assert answer.status_code == 422, answer.text
    assert list(answer.get_json()["errors"]) == [field]
    assert farm.head() == head


@pytest.mark.parametrize("day", ["2026-02-30", "0000-01-01", "2025-02-29"])
@pytest.mark.parametrize(
    ("path", "record"),
    [
        ("/places/B4", {"status": [{"status": "organic"}]}),
        ("/products/APL-BIN", {"unit": "bin", "unit_mass": [{"value": "900", "unit": "lb"}]}),
    ],
)
def test_a_day_that_no_calendar_has_is_refused_before_readings_meet_it(
    farm: Farm, path: str, record: dict[str, Any], day: str
) -> None:
    ((name, [line]),) = [(key, value) for key, value in record.items() if isinstance(value, list)]

    refused = farm.put(path, {**record, name: [{**line, "from": day}]})

    assert (refused.status_code, refused.get_json()["code"]) == (422, "invalid_fields")
    assert f"There is no day {day}." in str(refused.get_json()["errors"])
    assert farm.get("/findings").status_code == 200


@pytest.mark.parametrize("date", ["2026-02-30", "2026-99-99", "0000-01-01"])
def test_a_bill_of_a_day_that_no_calendar_has_is_kept_and_not_read(farm: Farm, date: str) -> None:
    line = {"quantity": {"value": "1", "unit": "box"}}
    [result] = farm.record(event("invoice", partner="valley-market", number="1", date=date, lines=[line]))

    assert result["status"] == "quarantined"
    asked = {"kind": "sales", "query": {"from": "2026-01-01", "to": "2026-09-30"}}
    assert farm.post("/exercises", asked).status_code == 201


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59Z"]
)
def test_a_moment_at_the_edge_of_the_calendar_breaks_nothing(farm: Farm, at: str) -> None:
    [result] = farm.record({**event("note", about=[{"place": "B4"}]), "at": at})

    assert result["status"] in ("accepted", "quarantined")
    for path in ("/entries", "/findings", "/today", "/balance?commodity=apple&from=2026-01-01&to=2026-09-30"):
        assert farm.get(path).status_code == 200, path
