"""What people did at the desk is kept and can be read: who, when, what."""

from typing import Any

import pytest
from flask import Flask

from tests.support.farm import Farm, event, harvested, make_farm, shipped


def told(farm: Farm, **asked: Any) -> list[dict[str, Any]]:
    answer = farm.get("/journal", query_string=asked)
    assert answer.status_code == 200, answer.text
    return list(answer.get_json()["acts"])


def acts(farm: Farm, **asked: Any) -> list[tuple[str, str | None]]:
    return [(one["act"], one["subject"]) for one in told(farm, **asked)]


@pytest.fixture
def farm(app: Flask) -> Farm:
    return make_farm(app)


def test_who_did_what_that_no_entry_says(farm: Farm) -> None:
    farm.record(shipped("P9", 1))
    key = next(one["key"] for one in farm.get("/findings").get_json()["findings"] if one["code"] == "unknown_lot")
    farm.post(f"/findings/{key}/acknowledge", {"reason": "the book of last year has it"})
    farm.delete(f"/findings/{key}/acknowledge")
    made = farm.post("/tokens", {"role": "inspector", "days": 3}).get_json()
    farm.delete(f"/tokens/{made['id']}")
    farm.post("/people/p-crew/password", {"password": "blue tractor under the oak"}, "owner")
    farm.post("/enrolments", {"role": "crew"})
    link = farm.post("/inspection-links", {"days": 2, "parts": ["trace"]}).get_json()["code"]
    farm.delete(f"/inspection-links/{link}")
    farm.post("/labels/tags", {"count": 3})
    farm.post("/labels/lots", {"codes": ["P9"]})
    farm.post("/labels/thermal/tags", {"count": 1, "format": "png"})
    farm.post("/journal/exports", {"name": "Lots 2026-09-12", "format": "csv", "rows": 12})
    grid = {"name": "Stock", "columns": [{"title": "Lot"}], "rows": [["P9"], ["P8"]]}
    farm.post("/workbook", grid)

    found = told(farm)

    assert [(one["act"], one["subject"]) for one in found if one["seq"] is None] == [
        ("table_exported", "Stock"),
        ("table_exported", "Lots 2026-09-12"),
        ("link_revoked", link),
        ("link_made", link),
        ("enrolment_offered", None),
        ("password_set", "p-crew"),
        ("token_revoked", made["id"]),
        ("token_made", made["id"]),
        ("finding_taken_back", "unknown_lot"),
        ("finding_acknowledged", "unknown_lot"),
    ]
    assert [one["subject"] for one in found if one["act"] == "labels_printed"] == ["lot", "tag"]
    acknowledged = next(one for one in found if one["act"] == "finding_acknowledged")
    assert acknowledged["args"]["reason"] == "the book of last year has it"
    assert acknowledged["args"]["about"] == {"lot": "P9"}
    assert acknowledged["by"]
    assert made["token"] not in str(found)


def test_what_the_book_says_stands_among_it(farm: Farm) -> None:
    first, second = harvested("H1", 3), harvested("H2", 4)
    farm.record(first, second)
    farm.record(event("void", event=first["id"], reason="twice", time="10:00:00"))
    farm.record({**harvested("H2", 5), "replaces": second["id"]})
    farm.record(event("hold", lots=["H2"], state="hold", reason="residue", time="11:00:00"))
    farm.put("/partners/oak", {"code": "oak", "name": "Oak Hill", "roles": ["supplier"]})

    found = acts(farm)

    assert found[:4] == [
        ("record_changed", "oak"),
        ("lots_held", "H2"),
        ("record_replaced", second["id"]),
        ("record_voided", first["id"]),
    ]
    assert acts(farm, group="holds") == [("lots_held", "H2")]
    assert acts(farm, group="corrections") == found[2:4]
    assert ("record_changed", "oak") in acts(farm, group="registry")


def test_pages_together_are_the_whole(farm: Farm) -> None:
    for number in range(5):
        farm.put(f"/partners/p{number}", {"code": f"p{number}", "name": "x", "roles": ["supplier"]})
        farm.post("/journal/exports", {"name": f"T{number}", "format": "csv", "rows": 1})
    whole, paged, after = told(farm, limit=1000), [], None
    while True:
        page = farm.get("/journal", query_string={"limit": 3} | ({"after": after} if after else {})).get_json()
        paged += page["acts"]
        after = page["next"]
        if after is None:
            break

    assert paged == whole
    assert [one["subject"] for one in whole[:4]] == ["T4", "p4", "T3", "p3"]


def test_it_is_for_the_office_and_begins_only_where_a_page_ended(farm: Farm) -> None:
    assert farm.get("/journal", "packer").status_code == 403
    assert farm.get("/journal", "inspector").status_code == 403
    for after in ("", "x", "1.2", "1.e", "9" * 30 + ".e1"):
        assert farm.get("/journal", query_string={"after": after}).get_json()["code"] == "invalid_fields"
    assert farm.get("/journal", query_string={"from": "2001-01-01", "to": "2001-01-02"}).get_json()["acts"] == []
