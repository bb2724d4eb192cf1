"""Phones and browsers that record: let in by a code, shut out by the office (3-sync.md, "Enrolment")."""

import json
from typing import Any
from urllib.parse import quote

from flask import Response, current_app

from lotbook.db import reading, writing
from lotbook.errors import Problem
from lotbook.identity import actions, credentials, keys, queries
from lotbook.identity.access import OFFICE, allow, current_caller, current_operation, head_of, public
from lotbook.identity.models import Device
from lotbook.identity.rules import RANK
from lotbook.identity.schemas import DeviceList, DeviceName, EnrolledDevice, EnrolmentBody, NewDevice, NewEnrolment
from lotbook.identity.views.sessions import describe
from lotbook.journal.acts import note
from lotbook.kit.clock import from_micros, now
from lotbook.lots.actions import record_registry
from lotbook.registry import queries as registry
from lotbook.registry.told import as_entry
from lotbook.sync.phones import phones, who_it_was
from lotbook.web.openapi import Blueprint

blueprint = Blueprint("devices", __name__, description="Phones: letting them in and shutting them out.")


@blueprint.post("/enrolments")
@blueprint.arguments(NewEnrolment)
@blueprint.response(201, EnrolmentBody)
@allow(*OFFICE)
def offer(body: dict[str, Any]) -> dict[str, Any]:
    """Make a code that lets one phone in, once, within ten minutes."""
    caller = current_caller()
    if RANK[body["role"]] > RANK[caller.role]:
        raise Problem("not_allowed", role=caller.role, needed=body["role"])
    with writing() as session:
        operation = current_operation(session)
        code, row = actions.offer_enrolment(session, operation, body["role"], caller.code, now())
        note(session, operation.id, caller, "enrolment_offered", None, now(), role=body["role"])
        return {
            "code": code,
            "url": enrolment_url(operation.code, code.rpartition(".")[2]),
            "expires_at": from_micros(row.expires_at),
            "secure": current_app.config["SECURE_CONTEXT"],
        }


@blueprint.post("/devices")
@blueprint.arguments(NewDevice)
@blueprint.response(200, EnrolledDevice)
@public
def enrol(body: dict[str, Any]) -> dict[str, Any]:
    """Let a phone in by its code; the same code with the same key gives the same answer again."""
    try:
        jwk = keys.public_jwk(body["jwk"])
    except keys.BadKey as problem:
        raise Problem("invalid_fields", errors={"jwk": [str(problem)]}) from None
    told, _, typed = body["code"].strip().rpartition(".")
    code = normal(typed)
    with reading() as session:
        # A code that nobody made is refused before it can make writers wait.
        found = queries.operation_by_code(session, told) if told else None
        if found is None or queries.enrolment(session, found.id, credentials.hashed(code)) is None:
            raise Problem("enrolment_refused")
    with writing() as session:
        operation = head_of(session, found.id)
        before = who_it_was(session, operation.id, body["device"], jwk)
        device, token, to_write = actions.enrol(session, operation, code, jwk, now(), before)
        if to_write:
            session.flush()
            record_registry(session, operation, entry(device, body["name"]), now())
        return {
            "device": device.code,
            "token": token,
            "operation": describe(session, operation),
            "epoch": operation.epoch,
            "log_key": None,
            "role": device.role,
        }


@blueprint.get("/devices")
@blueprint.response(200, DeviceList)
@allow("owner", "office", "inspector", part="records")
def listing() -> dict[str, Any]:
    """Every phone that was ever enrolled, with its last contact and what is missing from it."""
    with reading() as session:
        return {"devices": phones(session, current_caller().operation_id)}


@blueprint.delete("/devices/<code>")
@blueprint.response(204)
@allow(*OFFICE)
def revoke(code: str) -> Response:
    """End a phone's trust: what it still sends goes into quarantine, and it may read nothing."""
    with writing() as session:
        operation = head_of(session, current_caller().operation_id)
        known = registry.get(session, operation.id, "device", code)
        device = actions.revoke_device(session, operation.id, code, now())
        if known is None:
            raise Problem("unknown_record", what="device", code=code)
        if known.get("status") != "revoked":
            # One that came with a book from elsewhere has its record alone.
            body = entry(device, known.get("name")) if device else {**known, "status": "revoked"}
            session.flush()
            record_registry(session, operation, by_caller(body, code), now())
    return Response(status=204)


@blueprint.put("/devices/<code>")
@blueprint.arguments(DeviceName)
@blueprint.response(200, DeviceList)
@allow(*OFFICE)
def rename(body: dict[str, str], code: str) -> dict[str, Any]:
    """Give a phone another name; its key, role and trust stay what they are."""
    with writing() as session:
        operation = current_operation(session)
        known = registry.get(session, operation.id, "device", code)
        if known is None:
            raise Problem("unknown_record", what="device", code=code)
        record_registry(session, operation, by_caller({**known, "name": body["name"]}, code), now())
        return {"devices": phones(session, operation.id)}


def by_caller(body: dict[str, Any], code: str) -> dict[str, Any]:
    """Return a device's whole new record as a change that the caller made."""
    return as_entry(body, "device", code, None, current_caller().signs_as, now())


def entry(device: Device, name: str | None) -> dict[str, Any]:
    """Return a device as the book keeps it, so that a key's life can be proved too."""
    key = json.loads(device.jwk)
    return {
        "type": "device",
        "code": device.code,
        "name": name,
        "jwk": key,
        "status": device.state,
        "role": device.role,
        "since": now().isoformat(),
    }


def enrolment_url(operation: str, code: str) -> str:
    """Return what the QR of a code holds: all capitals, so that it stays small."""
    return f"{current_app.config['PUBLIC_URL']}/E/{quote(operation.upper(), safe='')}/{code}"


def normal(code: str) -> str:
    """Return a code as it was made, however it was typed."""
    bare = code.replace(" ", "").replace("-", "").upper()
    return bare.replace("O", "0").replace("I", "1").replace("L", "1")
