"""Events that cannot be read are kept, told in words, and leave every reading as it was."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from lotbook.db import reading
from lotbook.lots.models import Link, Lot, Posting
from tests.support.farm import Farm, event, harvested, make_farm, packed, shipped

GOOD = harvested("H1")
SOME = {"value": "1", "unit": "bin"}

MALFORMED: dict[str, dict[str, Any]] = {
    "no id": {"id": None},
    "an id that is no UUID": {"id": "harvest-1"},
    "no moment": {"at": None},
    "a moment in words": {"at": "yesterday"},
    "a moment without its offset": {"at": "2026-09-12T09:00:00"},
    "a moment before time": {"at": "0001-01-01T00:00:00+14:00"},
    "a moment after time": {"at": "9999-12-31T23:59:59-14:00"},
    "a kind that is a number": {"kind": 5},
    "no lot": {"lot": None},
    "an empty lot": {"lot": ""},
    "a lot of two lines": {"lot": "H1\nH2"},
    "a lot with a zero byte": {"lot": "H\u00001"},
    "a lot a page long": {"lot": "H" * 101},
    "a lot in a list": {"lot": ["H1"]},
    "a quantity as a number": {"quantity": 60},
    "a quantity without a unit": {"quantity": {"value": "60"}},
    "a quantity below nothing": {"quantity": {"value": "-1", "unit": "bin"}},
    "a quantity in words": {"quantity": {"value": "sixty", "unit": "bin"}},
    "a quantity in other digits": {"quantity": {"value": "٦٠", "unit": "bin"}},
    "a quantity to the power": {"quantity": {"value": "1e9", "unit": "bin"}},
    "a quantity beyond the world": {"quantity": {"value": "9" * 13, "unit": "bin"}},
    "a status that is none": {"status": "natural"},
    "a planting for plantings": {"from": "PL-B4"},
    "a document without its hash": {"docs": [{"name": "ticket.jpg"}]},
    "a document of another hash": {"docs": [{"sha256": "md5"}]},
    "a paper of no kind": {"refs": [{"kind": "napkin", "number": "1"}]},
    "a replacement of no event": {"replaces": "that one"},
    "a note of a book": {"note": "x" * 10_001},
}


@pytest.fixture
def farm(app: Flask) -> Farm:
    made = make_farm(app)
    made.record(harvested("H0"))
    return made


def readings(farm: Farm) -> list[int]:
    with farm.app.app_context(), reading() as session:
        return [
            session.scalar(select(func.count()).select_from(table).where(table.operation_id == farm.id)) or 0
            for table in (Lot, Posting, Link)
        ]


@pytest.mark.parametrize("name", sorted(MALFORMED))
def test_what_cannot_be_read_is_kept_and_told_and_not_read(farm: Farm, name: str) -> None:
    before, head = readings(farm), farm.head()

    [result] = farm.record({**GOOD, **MALFORMED[name]})

    assert (result["status"], result["reason"]) == ("quarantined", "malformed")
    assert result["problem"]["status"] == 422
    assert result["problem"]["code"] == "event_malformed"
    assert result["problem"]["detail"]
    assert readings(farm) == before
    assert farm.head() == head + 1
    [kept] = farm.get("/quarantine").get_json()["entries"]
    assert kept["sha256"] == result["sha256"]


def test_an_unknown_kind_and_an_unknown_version_are_kept_for_who_will_know_them(farm: Farm) -> None:
    kind, version = farm.record({**GOOD, "kind": "teleport"}, {**GOOD, "v": 2})

    assert (kind["reason"], kind["problem"]["code"]) == ("unknown_kind", "event_unknown_kind")
    assert (version["reason"], version["problem"]["code"]) == ("unknown_version", "event_unknown_version")
    assert "teleport" in kind["problem"]["detail"]


def test_an_empty_object_is_kept_too(farm: Farm) -> None:
    [result] = farm.record({})

    assert (result["id"], result["status"]) == (None, "quarantined")


def test_the_office_repairs_what_could_not_be_read(farm: Farm) -> None:
    broken = {**harvested("H7"), "quantity": "one"}
    [result] = farm.record(broken)
    url = f"/quarantine/{result['sha256']}/release"

    as_it_is = farm.post(url)
    still_bad = farm.post(url, {"event": {**broken, "quantity": "two"}})
    repaired = farm.post(url, {"event": {**broken, "quantity": SOME}})
    again = farm.post(url, {"event": {**broken, "quantity": SOME}})

    assert (as_it_is.status_code, as_it_is.get_json()["code"]) == (409, "not_releasable")
    assert (still_bad.status_code, still_bad.get_json()["code"]) == (409, "not_releasable")
    assert repaired.status_code == 200, repaired.text
    assert repaired.get_json()["status"] == "accepted"
    assert farm.get("/lots/H7").status_code == 200
    assert (again.status_code, again.get_json()["code"]) == (404, "unknown_entry")
    assert farm.get("/quarantine").get_json()["entries"] == []


def test_a_good_event_among_bad_ones_is_recorded(farm: Farm) -> None:
    results = farm.record({**GOOD, "id": "x"}, harvested("H2"), {"kind": "harvest"})

    assert [result["status"] for result in results] == ["quarantined", "accepted", "quarantined"]


@pytest.mark.parametrize(
    "odd",
    [
        shipped("NEVER-MADE", 5),
        packed("NEVER-MADE", 3, "P1", 60),
        {**harvested("H1"), "product": "UNKNOWN"},
        {**harvested("H1"), "by": "nobody"},
        {**harvested("H1"), "place": "nowhere"},
        {**harvested("H1"), "place": None, "by": None},
        event("void", event="019a2f3e-0000-7000-8000-00000000dead"),
        {**harvested("H1"), "quantity": {"value": "0", "unit": "bin"}},
        {**harvested("H1"), "quantity": {"value": "1", "unit": "furlong"}},
        {**harvested("H1"), "colour": "red"},
        {**harvested("H1"), "at": "1990-01-01T00:00:00Z"},
        {**harvested("H1"), "at": "2090-01-01T00:00:00Z"},
    ],
    ids=lambda odd: str(odd)[90:120],
)
def test_what_is_odd_but_can_be_read_is_never_refused(farm: Farm, odd: dict[str, Any]) -> None:
    [result] = farm.record(odd)

    assert result["status"] == "accepted"
    assert result["problem"] is None
