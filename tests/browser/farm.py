"""A small farm as an office sets it up over HTTP, for tests whose matter begins later."""

from typing import Any

from lotbook.kit.ids import uuid7
from tests.browser.server import Office, Server

ORGANIC = [{"from": "2022-01-01", "status": "organic"}]
OPERATION = {
    "code": "cold-creek",
    "name": "Cold Creek Orchard",
    "timezone": "America/Los_Angeles",
    "mass_unit": "lb",
}
REGISTRY = [
    ("places/B4", {"code": "B4", "name": "Block 4", "kind": "field", "status": ORGANIC}),
    ("places/SHED", {"code": "SHED", "name": "Packing shed", "kind": "packing_line"}),
    ("partners/valley-market", {"code": "valley-market", "name": "Valley Market", "roles": ["customer"]}),
    ("people/c07", {"code": "c07", "name": "Ana", "roles": ["packer"]}),
]
PRODUCTS = [
    ("APL-TREE", "Honeycrisp trees", "planting", "tree", None),
    ("APL-BIN", "Honeycrisp, field bin", "harvested", "bin", "925"),
    ("APL-BOX", "Honeycrisp, 40-lb box", "packed", "box", "40"),
]
PLANTED = {
    "id": "019a0000-0000-7000-8000-000000000001",
    "kind": "plant",
    "v": 1,
    "at": "2022-03-01T08:00:00-08:00",
    "by": "o1",
    "place": "B4",
    "lot": "PL-B4",
    "product": "APL-TREE",
    "area": {"value": "9.62", "unit": "acre"},
    "uses": [],
}


def told(kind: str, at: str = "2026-09-12T09:00:00-07:00", /, **fields: Any) -> dict[str, Any]:
    """Return an event as Ana tells it in Block 4."""
    return {"id": uuid7(), "kind": kind, "v": 1, "at": at, "by": "c07", "place": "B4", **fields}


def open_farm(server: Server) -> Office:
    """Set up the farm with its fields, products, people and a planting; returns who did it, signed in."""
    office = Office(server)
    office.open_book(OPERATION)
    for path, body in REGISTRY:
        office.call("PUT", f"/{path}", body)
    for code, name, stage, unit, pounds in PRODUCTS:
        mass = [{"from": "2022-01-01", "value": pounds, "unit": "lb", "basis": "table"}] if pounds else []
        body = {"name": name, "commodity": "apple", "stage": stage, "unit": unit, "unit_mass": mass}
        office.call("PUT", f"/products/{code}", {"code": code, **body})
    (planted,) = office.call("POST", "/events", [PLANTED])
    assert planted["status"] == "accepted"
    return office
