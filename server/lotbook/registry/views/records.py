"""Places, products, partners, people and recipes: put, get, list; each change is an entry of the book."""

from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from flask import Response

from lotbook.db import reading, writing
from lotbook.errors import Problem
from lotbook.identity.access import EVERYBODY, OFFICE, allow, current_caller, current_operation
from lotbook.identity.links import Part
from lotbook.identity.rules import RANK, may_change_person, may_grant
from lotbook.kit.clock import now
from lotbook.lots.actions import record_registry
from lotbook.registry import queries
from lotbook.registry.boundaries import Fault, checked
from lotbook.registry.records import RECORD_TYPES, read_record
from lotbook.registry.told import as_entry
from lotbook.web.body import field_errors, read_json
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply
from lotbook.web.schema import PageQuery

RECORD_LIMIT = 512 * 1024
"""Bytes; a boundary may have thousands of corners."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record as HTTP has it: places/B4 is the place B4."""

    type: str
    path: str
    shape: str
    part: Part | Literal["names"] = "names"
    """What of an inspection it belongs to."""


KINDS = (
    Kind("place", "places", "Place"),
    Kind("product", "products", "Product"),
    Kind("partner", "partners", "Partner"),
    Kind("person", "people", "Person"),
    Kind("recipe", "recipes", "Recipe"),
    # What is expected is no name: a link sees it where it sees the harvests that it is held against.
    Kind("plan", "plans", "Plan", "records"),
)


def reference(shape: str) -> dict[str, str]:
    """Return the JSON Schema of a record by reference."""
    return {"$ref": f"#/components/schemas/registry.{shape}"}


def put_body(shape: str) -> dict[str, Any]:
    """Describe a body that is read by msgspec."""
    return {"required": True, "content": {"application/json": {"schema": reference(shape)}}}


def read_told(type_: str, code: str) -> dict[str, Any]:
    """Return what a body says of a record; its code is the address's. Raises Problem, by field."""
    told = read_json(RECORD_LIMIT)
    if not isinstance(told, dict):
        raise Problem("invalid_fields", errors={"body": ["Send the whole record, an object."]})
    for name, ours in (("code", code), ("type", type_)):
        if told.get(name, ours) != ours:
            raise Problem("invalid_fields", errors={name: [f"The address says {ours}."]})
    return told


def read_whole(told: dict[str, Any], type_: str, code: str, before: dict[str, Any] | None) -> dict[str, Any]:
    """Return the whole new record as the caller's entry. Raises Problem, by field."""
    body = as_entry(told, type_, code, before, current_caller().signs_as, now())
    try:
        read_record(body)
    except msgspec.ValidationError as problem:
        raise Problem("invalid_fields", errors=field_errors(problem)) from None
    if body.get("boundary") is not None and type_ == "place":
        _check_boundary(body["boundary"])
    return body


def _check_boundary(geometry: Any) -> None:
    """Refuse a shape that no land has, while somebody is there to draw it again; a book file's is kept as told."""
    try:
        checked(geometry)
    except Fault as fault:
        corner = f" (at {fault.at[0]}, {fault.at[1]})" if fault.at is not None else ""
        raise Problem("invalid_fields", errors={"boundary": [f"{fault}{corner}"]}) from None


def _blueprint(kind: Kind) -> Blueprint:
    blueprint = Blueprint(kind.path, __name__, description=f"Records of the registry: {kind.path}.")

    @blueprint.put(f"/{kind.path}/<path:code>", endpoint="put")
    @blueprint.doc(requestBody=put_body(kind.shape), operationId=f"put_{kind.type}")
    @blueprint.response(200, reference(kind.shape))
    @allow(*OFFICE)
    def put(code: str) -> Response:
        """Put the whole record; what is already so changes nothing."""
        told = read_told(kind.type, code)
        with writing() as session:
            operation = current_operation(session)
            before = queries.get(session, operation.id, kind.type, code)
            body = read_whole(told, kind.type, code, before)
            if kind.type == "person":
                check_grant(before or {}, body)
            record_registry(session, operation, body, now())
            return reply(queries.get(session, operation.id, kind.type, code))

    @blueprint.get(f"/{kind.path}/<path:code>", endpoint="get")
    @blueprint.doc(operationId=f"get_{kind.type}")
    @blueprint.response(200, reference(kind.shape))
    @allow(*EVERYBODY, devices=True, part=kind.part)
    def get(code: str) -> Response:
        """The newest record of a code."""
        caller = current_caller()
        with reading() as session:
            found = queries.get(session, caller.operation_id, kind.type, code)
        if found is None:
            raise Problem("unknown_record", what=kind.type, code=code)
        return reply(for_caller(found))

    @blueprint.get(f"/{kind.path}", endpoint="listing")
    @blueprint.arguments(PageQuery, location="query")
    @blueprint.doc(operationId=f"list_{kind.path}")
    @blueprint.response(200, _list_schema(kind))
    @allow(*EVERYBODY, devices=True, part=kind.part)
    def listing(page: dict[str, Any]) -> Response:
        """All records, by code."""
        after, limit = page["after"] or "", page["limit"]
        with reading() as session:
            found = queries.listing(session, current_caller().operation_id, kind.type, after, limit + 1)
        shown = [for_caller(record) for record in found[:limit]]
        return reply({kind.path: shown, "next": shown[-1]["code"] if len(found) > limit else None})

    return blueprint


def for_caller(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record as its reader may see it: how to reach people is the office's and the inspector's."""
    caller = current_caller()
    needs_contact = caller.role in (*OFFICE, "inspector")
    return record if needs_contact else {key: value for key, value in record.items() if key != "contact"}


def json_schemas() -> dict[str, Any]:
    """Return JSON Schema components of all records, for the OpenAPI document."""
    shapes = tuple(RECORD_TYPES.values())
    _, components = msgspec.json.schema_components(shapes, ref_template=reference("{name}")["$ref"])
    return {f"registry.{name}": schema for name, schema in components.items()}


def _list_schema(kind: Kind) -> dict[str, Any]:
    records = {"type": "array", "items": reference(kind.shape)}
    following = {"type": ["string", "null"], "description": "`after` of the next page"}
    return {"type": "object", "properties": {kind.path: records, "next": following}}


def check_grant(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Nobody hands out, or takes away, more than they have (`identity.rules`), or shuts the door behind themselves."""
    caller = current_caller()
    role = caller.role
    if after.get("retired") and after.get("code") == caller.code:
        raise Problem("invalid_fields", errors={"retired": ["Nobody takes themselves out of use."]})
    had, gets = before.get("roles") or (), after.get("roles") or ()
    unknown = [name for name in gets if name not in RANK]
    if unknown:
        raise Problem("invalid_fields", errors={"roles": [f"There is no role {unknown[0]}."]})
    if not may_grant(role, had, gets) or not may_change_person(role, had):
        raise Problem("not_allowed", role=role, needed="owner")


blueprints = tuple(_blueprint(kind) for kind in KINDS)
