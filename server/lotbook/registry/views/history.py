"""What became of a record: its history, field by field, and the putting back of an earlier version."""

from typing import Any

from flask import Response

from lotbook.book.history import history, version
from lotbook.db import reading, writing
from lotbook.errors import Problem
from lotbook.identity.access import OFFICE, READERS, allow, current_caller, current_operation
from lotbook.kit.clock import now
from lotbook.lots.actions import record_registry
from lotbook.registry import queries
from lotbook.registry.schemas import HistoryBody, HistoryQuery, RestoreBody
from lotbook.registry.told import as_entry
from lotbook.registry.views.records import KINDS, check_grant
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("history", __name__, description="What became of a record of the registry.")

PUT_BACK = {kind.path: kind.type for kind in KINDS}
TYPES = {**PUT_BACK, "devices": "device", "operation": "operation"}
"""What has a history. Whether a phone may record, and what the operation is, no putting back decides."""


@blueprint.get("/history/<path_>/<path:code>")
@blueprint.arguments(HistoryQuery, location="query")
@blueprint.response(200, HistoryBody)
@allow(*READERS, part="records")
def show(query: dict[str, Any], path_: str, code: str) -> Response:
    """Each version of a record, the newest first: who changed what, and when."""
    type_ = type_of(path_, TYPES)
    with reading() as session:
        found = history(session, current_operation(session), type_, code, query["after"], query["limit"])
    if not found["versions"] and query["after"] is None:
        raise Problem("unknown_record", what=type_, code=code)
    return reply(found)


@blueprint.post("/history/<path_>/<path:code>")
@blueprint.arguments(RestoreBody)
@blueprint.response(200, HistoryBody)
@allow(*OFFICE)
def put_back(body: dict[str, int], path_: str, code: str) -> Response:
    """Put an earlier version back: a new record that says what that one said. What lies beside the book stays."""
    type_, seq = type_of(path_, PUT_BACK), body["restore"]
    with writing() as session:
        operation = current_operation(session)
        before, told = queries.get(session, operation.id, type_, code), version(session, operation, type_, code, seq)
        if before is None or told is None:
            raise Problem("unknown_record", what=type_, code=f"{code} {seq}")
        told |= queries.personal(session, operation.id, type_, code)
        if type_ == "person":
            check_grant(before, told)
        entry = as_entry(told, type_, code, before, current_caller().signs_as, now(), restores=seq)
        record_registry(session, operation, entry, now())
        return reply(history(session, operation, type_, code))


def type_of(path: str, types: dict[str, str]) -> str:
    """Return the type of record that a path names; raises Problem for another word."""
    if path not in types:
        raise Problem("not_found", path=path)
    return types[path]
