"""An operation for tests of HTTP: a token for every role, and short words to call with."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lotbook.db import writing
from lotbook.identity.actions import make_token
from lotbook.identity.rules import RANK, Role
from lotbook.kit.clock import now
from lotbook.kit.ids import uuid7
from lotbook.lots.actions import record_registry
from lotbook.lots.operations import create_operation
from tests.support.phone import Key, Phone

API = "/api/v1"
ROLES: tuple[Role, ...] = ("owner", "office", "packer", "crew", "inspector")
DAY = "2026-09-12"
_numbers = itertools.count(1)


@dataclass
class Farm:
    """One operation with two fields, a product of each stage, and people of every role."""

    app: Flask
    code: str
    id: int
    tokens: dict[str, str]
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def call(self, method: str, path: str, role: str | None = "office", **given: Any) -> TestResponse:
        headers = dict(given.pop("headers", {}))
        if role is not None:
            headers["Authorization"] = f"Bearer {self.tokens.get(role, role)}"
        given.setdefault("buffered", True)
        return self.client.open(API + path, method=method, headers=headers, **given)

    def get(self, path: str, role: str | None = "office", **given: Any) -> TestResponse:
        return self.call("GET", path, role, **given)

    def post(self, path: str, body: Any = None, role: str | None = "office", **given: Any) -> TestResponse:
        return self.call("POST", path, role, json={} if body is None else body, **given)

    def put(self, path: str, body: Any, role: str | None = "office", **given: Any) -> TestResponse:
        return self.call("PUT", path, role, json=body, **given)

    def delete(self, path: str, role: str | None = "office", **given: Any) -> TestResponse:
        return self.call("DELETE", path, role, **given)

    def record(self, *events: dict[str, Any], role: str = "office") -> list[dict[str, Any]]:
        """Record events as the office does, and return what became of them."""
        response = self.post("/events", list(events), role)
        assert response.status_code == 200, response.text
        results: list[dict[str, Any]] = response.json  # type: ignore[assignment]
        return results

    def enrol(self, number: int, role: str = "crew", name: str = "Phone") -> Phone:
        """Let a phone in as an office does; the same number has the same key."""
        code = self.post("/enrolments", {"role": role}).get_json()["code"]
        key = Key.from_number(number)
        answer = self.post("/devices", {"code": code, "name": name, "jwk": key.jwk}, None)
        assert answer.status_code == 200, answer.text
        return Phone(key, answer.get_json()["device"], answer.get_json()["token"])

    def push(self, phone: Phone, *records: Any, **given: Any) -> TestResponse:
        return self.post("/sync/push", {"events": list(records)}, phone.token, **given)

    def head(self) -> int:
        """Return where the book ends."""
        with self.app.app_context(), writing() as session:
            from lotbook.identity.models import Operation

            return session.get_one(Operation, self.id).head_seq


def make_farm(app: Flask, code: str | None = None) -> Farm:
    """Return a new operation on an app's database."""
    code = code or f"farm-{next(_numbers)}"
    with app.app_context(), writing() as session:
        operation = create_operation(session, registry(code)[0])
        tokens: dict[str, str] = {role: make_token(session, operation, role, 1, None, now()) for role in ROLES}
        for record in registry(code):
            record_registry(session, operation, record, now())
        return Farm(app, operation.code, operation.id, tokens)


def registry(code: str) -> list[dict[str, Any]]:
    """Return what a small farm says of itself."""
    organic = [{"from": "2022-01-01", "status": "organic"}]
    mass = [{"from": "2022-01-01", "value": "925", "unit": "lb", "basis": "estimate"}]
    box = [{"from": "2022-01-01", "value": "40", "unit": "lb", "basis": "table"}]
    return [
        {
            "type": "operation",
            "code": code,
            "name": "Cold Creek Orchard",
            "timezone": "America/Los_Angeles",
            "mass_unit": "lb",
        },
        {"type": "place", "code": "B4", "name": "Block 4", "kind": "field", "status": organic},
        {"type": "place", "code": "SHED", "name": "Shed", "kind": "line", "status": None},
        {
            "type": "product",
            "code": "APL-BIN",
            "name": "Apple, field bin",
            "commodity": "apple",
            "stage": "harvested",
            "unit": "bin",
            "unit_mass": mass,
        },
        {
            "type": "product",
            "code": "APL-BOX",
            "name": "Apple, box",
            "commodity": "apple",
            "stage": "packed",
            "unit": "box",
            "unit_mass": box,
        },
        {"type": "product", "code": "APL-TREE", "name": "Apple trees", "commodity": "apple", "stage": "planting"},
        {"type": "partner", "code": "valley-market", "name": "Valley Market", "roles": ["customer"]},
        *({"type": "person", "code": f"p-{role}", "name": f"A {role}", "roles": [role]} for role in RANK),
    ]


def event(kind: str, *, time: str = "09:00:00", day: str = DAY, **fields: Any) -> dict[str, Any]:
    """Return an event of a kind with an id of its own."""
    head = {"id": uuid7(), "kind": kind, "v": 1, "at": f"{day}T{time}-07:00", "by": "p-crew", "place": "B4"}
    return {**head, **fields}


def planted(lot: str = "PL-B4") -> dict[str, Any]:
    return event("plant", lot=lot, product="APL-TREE", day="2024-03-01", time="08:00:00", uses=[])


def harvested(lot: str, bins: int = 1, **fields: Any) -> dict[str, Any]:
    quantity = {"value": str(bins), "unit": "bin"}
    return event("harvest", **{"lot": lot, "product": "APL-BIN", "from": ["PL-B4"], "quantity": quantity, **fields})


def packed(source: str, bins: int, into: str, boxes: int, **fields: Any) -> dict[str, Any]:
    made = {"lot": into, "product": "APL-BOX", "quantity": {"value": str(boxes), "unit": "box"}}
    used = {"lot": source, "quantity": {"value": str(bins), "unit": "bin"}}
    said = {"place": "SHED", "by": "p-packer", "inputs": [used], "outputs": [made], "losses": [], "gains": []}
    return event("pack", **{**said, **fields})


def shipped(lot: str, boxes: int, **fields: Any) -> dict[str, Any]:
    line = {"lot": lot, "quantity": {"value": str(boxes), "unit": "box"}}
    return event("ship", place="SHED", by="p-packer", partner="valley-market", lines=[line], **fields)


def kind_examples() -> dict[str, dict[str, Any]]:
    """Return a readable event of every kind."""
    some = {"value": "1", "unit": "lb"}
    line = [{"lot": "L", "quantity": some}]
    made = [{"lot": "L", "product": "APL-BIN", "quantity": some, "status": "organic"}]
    id_ = uuid7()
    return {
        "open": event("open", lines=made, reason="going live"),
        "receive": event("receive", partner="seedco", lines=made),
        "plant": planted("PL-2"),
        "apply": event("apply", uses=line, to=["PL-B4"]),
        "harvest": harvested("H"),
        "weigh": event("weigh", of=[id_], mass=some),
        "move": event("move", lines=line, to="SHED"),
        "pack": packed("H", 1, "P", 20),
        "ship": shipped("P", 1),
        "return": event("return", partner="valley-market", lines=line),
        "dispose": event("dispose", lines=line, reason="waste"),
        "reclassify": event(
            "reclassify", lines=[{"lot": "L", "quantity": some, "to_lot": "L2"}], status="nonorganic", reason="spray"
        ),
        "count": event("count", lines=line),
        "adjust": event("adjust", lines=[{"lot": "L", "quantity": {"value": "-1", "unit": "lb"}}], reason="typo"),
        "invoice": event("invoice", partner="valley-market", number="7", date=DAY, lines=[]),
        "hold": event("hold", lots=["L"], state="hold", reason="test"),
        "tag": event("tag", action="bind", tag="T1", lot="L"),
        "clean": event("clean", what="line 1", method="wash"),
        "note": event("note", about=[{"lot": "L"}]),
        "void": event("void", event=id_, reason="twice"),
    }


def text_of(response: TestResponse) -> str:
    return json.dumps(response.get_json(), indent=1)
