"""Records of the registry as entries: a change is a new entry with the whole new record."""

import json
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.append import append_other
from lotbook.db import rows, run
from lotbook.identity.models import Operation
from lotbook.kit.jsonbytes import canonical, sha256_hex
from lotbook.registry.queries import personal
from lotbook.registry.records import PERSONAL_FIELDS, read_record

_NOT_COMPARED = ("since", "by", "beside", "restores")


def put_record(
    session: Session, operation: Operation, body: dict[str, Any], received_us: int | None
) -> tuple[int, dict[str, Any] | None] | None:
    """Append a record and make it the newest of its code.

    Returns its `seq` and the record before it (None for a new code), or None where nothing changed:
    the newest is so already and nothing beside the book changed, or the same bytes are in the book.
    Raises msgspec.ValidationError.
    """
    read_record(body)
    type_, code = body["type"], body["code"]
    beside = {name: body[name] for name in PERSONAL_FIELDS.get(type_, ()) if body.get(name) is not None}
    public = {name: value for name, value in body.items() if name not in PERSONAL_FIELDS.get(type_, ())}
    _keep_beside(session, operation.id, type_, code, beside)
    before = _newest(session, operation.id, type_, code)
    if before is not None and _bare(before) == _bare(public) and not public.get("beside"):
        return None
    data = canonical(public)
    seq = append_other(session, operation, type_, code, data, sha256_hex(data), received_us)
    if seq is None:
        return None
    _make_newest(session, operation.id, type_, code, seq, data.decode(), known=before is not None)
    return seq, before


def _bare(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in _NOT_COMPARED and value is not None}


def _newest(session: Session, operation_id: int, type_: str, code: str) -> dict[str, Any] | None:
    sql = "SELECT body FROM registry_record WHERE operation_id = :op AND type = :type AND code = :code"
    found = rows(session, sql, op=operation_id, type=type_, code=code)
    return json.loads(found[0][0]) if found else None


def _make_newest(
    session: Session, operation_id: int, type_: str, code: str, seq: int, body: str, *, known: bool
) -> None:
    if known:
        sql = (
            "UPDATE registry_record SET seq = :seq, body = :body"
            " WHERE operation_id = :op AND type = :type AND code = :code"
        )
    else:
        sql = (
            "INSERT INTO registry_record (operation_id, type, code, seq, body) VALUES (:op, :type, :code, :seq, :body)"
        )
    run(session, sql, op=operation_id, type=type_, code=code, seq=seq, body=body)


def _keep_beside(session: Session, operation_id: int, type_: str, code: str, beside: dict[str, Any]) -> None:
    before = personal(session, operation_id, type_, code)
    if type_ not in PERSONAL_FIELDS or before == beside:
        return
    given = {"op": operation_id, "type": type_, "code": code}
    run(session, "DELETE FROM personal WHERE operation_id = :op AND type = :type AND code = :code", **given)
    if beside:
        sql = "INSERT INTO personal (operation_id, type, code, body) VALUES (:op, :type, :code, :body)"
        run(session, sql, body=json.dumps(beside, sort_keys=True), **given)
