"""The first operation of an empty server, and what is said of an operation later."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app

from lotbook.db import reading, writing
from lotbook.errors import Problem
from lotbook.identity import actions, queries
from lotbook.identity.access import EVERYBODY, OFFICE, allow, current_caller, current_operation, public
from lotbook.identity.schemas import SessionBody, SetupBody, SetupState
from lotbook.identity.views.sessions import signed_in
from lotbook.kit.clock import now, zone
from lotbook.lots.actions import record_registry
from lotbook.lots.operations import create_operation
from lotbook.registry import queries as registry
from lotbook.registry.records import OFFICE_FIELDS
from lotbook.registry.tiles import is_near
from lotbook.registry.views.records import put_body, read_told, read_whole
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("operation", __name__, description="The operation itself.")


@blueprint.get("/setup")
@blueprint.response(200, SetupState)
@public
def state() -> dict[str, bool]:
    """Whether this server waits for its first operation."""
    with reading() as session:
        return {"empty": queries.is_empty(session)}


@blueprint.post("/setup")
@blueprint.arguments(SetupBody)
@blueprint.response(201, SessionBody)
@public
def set_up(body: dict[str, Any]) -> Response:
    """Make the first operation and its owner, and sign the owner in; refused ever after."""
    told, owner = body["operation"], body["person"]
    check_timezone(told["timezone"])
    hashed = actions.password_hash(body["password"])
    with writing() as session:
        if not queries.is_empty(session):
            raise Problem("already_set_up")
        operation = create_operation(session, told)
        record_registry(session, operation, {"type": "operation", **told}, now())
        record_registry(session, operation, {"type": "person", **owner, "roles": ["owner"]}, now())
        actions.set_password(session, operation.id, owner["code"], hashed, now())
        response = signed_in(session, operation, owner["code"])
    response.status_code = 201
    return response


@blueprint.get("/operation")
@blueprint.response(200, {"$ref": "#/components/schemas/registry.OperationRecord"})
@allow(*EVERYBODY, devices=True)
def show() -> Response:
    """The operation as its own record says it."""
    with reading() as session:
        operation = current_operation(session)
        found = registry.get(session, operation.id, "operation", operation.code)
        row = {"code": operation.code, "timezone": operation.timezone, "mass_unit": operation.mass_unit}
        hidden = () if current_caller().role in OFFICE else OFFICE_FIELDS
        return reply({name: value for name, value in {**row, **(found or {})}.items() if name not in hidden})


@blueprint.put("/operation")
@blueprint.doc(requestBody=put_body("OperationRecord"))
@blueprint.response(200, {"$ref": "#/components/schemas/registry.OperationRecord"})
@allow("owner")
def change() -> Response:
    """Change what is said of the operation; its code stays."""
    with writing() as session:
        operation = current_operation(session)
        before = registry.get(session, operation.id, "operation", operation.code)
        body = read_whole(read_told("operation", operation.code), "operation", operation.code, before)
        check_timezone(body.get("timezone") or "UTC")
        check_tiles(body.get("tiles"))
        # A sample stays one, and nothing else becomes one.
        body.pop("sample", None)
        before = registry.get(session, operation.id, "operation", operation.code) or {}
        body |= {"sample": True} if before.get("sample") else {}
        record_registry(session, operation, body, now())
        return reply(registry.get(session, operation.id, "operation", operation.code))


def check_timezone(name: str) -> None:
    """Raise Problem for a time zone that the IANA database does not know."""
    try:
        zone(name)
    except (ValueError, KeyError, OSError):
        raise Problem("invalid_fields", errors={"timezone": ["There is no time zone of that name."]}) from None


def check_tiles(tiles: dict[str, Any] | None) -> None:
    """Raise Problem for tiles of a machine nearby that whoever runs this server does not let it ask."""
    parts = urlsplit(tiles["url"]) if tiles is not None else None
    host = (parts.hostname or "") if parts is not None else ""
    if parts is None or not is_near(host) or {host, parts.netloc.lower()} & current_app.config["TILE_HOSTS"]:
        return
    raise Problem("invalid_fields", errors={"tiles": [f"LOTBOOK_TILE_HOSTS does not name {parts.netloc}."]})
