"""Every select of the registry."""

import json
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.registry.records import AnyRecord, Record

_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(AnyRecord)


def records_by_code(session: Session, operation_id: int, type_: str, codes: list[str] | None) -> list[Record]:
    """Return the newest records of a type, typed; all of them where `codes` is None."""
    some = "" if codes is None else " AND code IN :codes"
    sql = f"SELECT body FROM registry_record WHERE operation_id = :op AND type = :type{some} ORDER BY code"  # noqa: S608
    given = {} if codes is None else {"codes": codes}
    return [_decoder.decode(row[0]) for row in rows(session, sql, op=operation_id, type=type_, **given)]


def get(session: Session, operation_id: int, type_: str, code: str) -> dict[str, Any] | None:
    """Return the newest record of a code with what is kept beside the book, or None."""
    found = _with_personal(session, operation_id, type_, "r.code = :code", {"code": code}, 1)
    return found[0] if found else None


def listing(session: Session, operation_id: int, type_: str, after: str = "", limit: int = 500) -> list[dict[str, Any]]:
    """Return the newest records of a type in the order of their codes, after a code."""
    return _with_personal(session, operation_id, type_, "r.code > :after", {"after": after}, limit)


def personal(session: Session, operation_id: int, type_: str, code: str) -> dict[str, Any]:
    """Return what is kept of a code beside the book: a name, a contact's details."""
    sql = "SELECT body FROM personal WHERE operation_id = :op AND type = :type AND code = :code"
    found = rows(session, sql, op=operation_id, type=type_, code=code)
    return json.loads(found[0][0]) if found else {}


def _with_personal(
    session: Session, operation_id: int, type_: str, where: str, given: dict[str, Any], limit: int
) -> list[dict[str, Any]]:
    sql = f"""
        SELECT r.body, p.body, r.seq FROM registry_record r
        LEFT JOIN personal p ON p.operation_id = r.operation_id AND p.type = r.type AND p.code = r.code
        WHERE r.operation_id = :op AND r.type = :type AND {where} ORDER BY r.code LIMIT :limit
    """  # noqa: S608 - the condition is ours
    found = rows(session, sql, op=operation_id, type=type_, limit=limit, **given)
    return [{**json.loads(body), **(json.loads(beside) if beside else {}), "seq": seq} for body, beside, seq in found]
