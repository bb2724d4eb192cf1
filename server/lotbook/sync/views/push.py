"""Phones hand in what they recorded (3-sync.md, "Calls")."""

import json
from collections import Counter
from functools import partial
from typing import Any

import msgspec
from flask import Response, request

from lotbook.book.submission import Result
from lotbook.db import reading, writing
from lotbook.errors import Problem
from lotbook.identity import queries as identity
from lotbook.identity.access import OFFICE, RECORDERS, allow, current_caller, current_operation
from lotbook.identity.models import Device
from lotbook.journal.acts import note
from lotbook.kit.clock import now
from lotbook.sync import actions
from lotbook.sync.calls import heard
from lotbook.sync.durable import durable_through, has_synchronous_standby
from lotbook.sync.pressure import backoff_s, one_more
from lotbook.sync.rules import MOST_RANGES, wanted
from lotbook.sync.schemas import ImportBody, ImportReply, PushBody, PushReply, ReconcileBody, ReconcileReply
from lotbook.sync.together import together
from lotbook.web.body import read_json
from lotbook.web.metrics import RECORDS
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("sync", __name__, description="Phones: handing in records, and learning the book.")

PROTOCOL = "1"
MOST_EVENTS = 200
MOST_BYTES = 512 * 1024
IMPORT_EVENTS = 10_000
IMPORT_BYTES = 10 * 1024 * 1024
OLDEST_APP = "0.1.0"


class _Push(msgspec.Struct):
    events: list[Any]
    phone: Any = None


def described(schema: type) -> dict[str, Any]:
    """Describe a body that is read without marshmallow."""
    return {"required": True, "content": {"application/json": {"schema": schema}}}


@blueprint.post("/sync/push")
@blueprint.doc(requestBody=described(PushBody))
@blueprint.response(200, PushReply)
@allow(*RECORDERS, devices=True, revoked=True)
def push() -> Response:
    """Hand in signed records; each gets its own answer, and sending them again is harmless."""
    caller = current_caller()
    if caller.sort != "device":
        raise Problem("not_allowed", role=caller.role, needed="phones")
    sent = read_batch(MOST_EVENTS, MOST_BYTES)
    received = now()
    call = heard(sent.phone, received)
    with one_more() as under_way:
        with reading() as session:
            operation = current_operation(session)
            batch = actions.open_batch(session, operation, sent.events, received, call)
            standby = has_synchronous_standby(session)
        arrival = actions.Arrival(batch, caller.code, call)
        epoch, durable, taken = together(caller.operation_id, arrival, partial(append_all, standby=standby))
    body = {
        "epoch": epoch,
        "server_time": received,
        "results": [shown(result) for result in taken.results],
        "device": state_of(taken.device, twice=taken.twice),
        "durable_through": durable,
        "checkpoint": None,
        "min_app": OLDEST_APP,
        "backoff_s": backoff_s(under_way),
    }
    count("push", taken.results)
    return reply(body)


def append_all(arrivals: list[actions.Arrival], *, standby: bool) -> list[tuple[str, int | None, actions.Taken]]:
    """Append what several phones of the caller's operation sent, in one transaction.

    To each its answer, with the epoch and up to where the book is safe.
    """
    with writing() as session:
        operation = current_operation(session)
        taken = actions.take_in(session, operation, arrivals)
        durable = [durable_through(operation, one.results, standby=standby) for one in taken]
        return [(operation.epoch, safe, one) for one, safe in zip(taken, durable, strict=True)]


@blueprint.post("/sync/reconcile")
@blueprint.arguments(ReconcileBody)
@blueprint.response(200, ReconcileReply)
@allow(*RECORDERS, devices=True, revoked=True)
def reconcile(body: dict[str, Any]) -> dict[str, Any]:
    """Say which of the records that a phone still has did not arrive: after a restore, or in doubt.

    A revoked phone may ask too: its records land in quarantine, and none is to be lost.
    """
    caller = current_caller()
    if caller.sort == "device" and caller.code != body["dev"]:
        raise Problem("not_allowed", role="phone", needed="the phone itself")
    if any(first > last or first < 1 for first, last in body["have"]):
        raise Problem("invalid_fields", errors={"have": ["Each range is [first, last], from 1 up."]})
    with reading() as session:
        device = identity.device(session, caller.operation_id, body["dev"])
        if device is None:
            raise Problem("unknown_record", what="device", code=body["dev"])
        missing = wanted(device.high, json.loads(device.missing), body["have"])
        return {"missing": missing, "through": current_operation(session).head_seq}


@blueprint.post("/sync/import")
@blueprint.doc(requestBody=described(ImportBody))
@blueprint.response(200, ImportReply)
@allow(*OFFICE)
def import_export() -> Response:
    """Take in the export file of a phone that never came back online, as the phone wrote it."""
    items = [signed_text(item) for item in read_batch(IMPORT_EVENTS, IMPORT_BYTES).events]
    received = now()
    with reading() as session:
        batch = actions.open_batch(session, current_operation(session), items, received)
    with writing() as session:
        operation = current_operation(session)
        [taken] = actions.take_in(session, operation, [actions.Arrival(batch)])
        said = Counter(result.status for result in taken.results)
        note(session, operation.id, current_caller(), "phone_file_imported", None, received, **said)
    results = taken.results
    count("import", results)
    return reply({"results": [shown(result) for result in results]})


def read_batch(most: int, most_bytes: int) -> _Push:
    """Return the body of a batch; raises Problem for too many, or for no batch at all."""
    if request.headers.get("X-Sync-Protocol", PROTOCOL) != PROTOCOL:
        raise Problem("bad_protocol")
    sent: _Push = read_json(most_bytes, _Push)
    if len(sent.events) > most:
        raise Problem("too_large", limit=f"{most} records")
    return sent


def signed_text(item: Any) -> Any:
    """Return the JWS of a line of an export file, which says more beside it; anything else as it is."""
    return item["jws"] if isinstance(item, dict) and isinstance(item.get("jws"), str) else item


def state_of(device: Device | None, *, twice: bool) -> dict[str, Any] | None:
    """Return what has arrived from a phone, as it is told."""
    if device is None:
        return None
    missing = json.loads(device.missing)[:MOST_RANGES]
    return {"high": device.high, "missing": missing, "state": device.state, "twice": twice}


def shown(result: Result) -> dict[str, Any]:
    """Return a result as a phone is told; it forgets a record only by its id and hash."""
    return {
        "id": result.id,
        "sha256": result.sha256,
        "status": result.status,
        "seq": result.seq,
        "reason": result.reason,
    }


def count(way: str, results: list[Result]) -> None:
    """Count how records fared."""
    for result in results:
        RECORDS.labels(way, result.status).inc()
