"""The book file: an operation as JSON Lines, in the order of `seq` (2-contract.md, "The book file")."""

import base64
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.submission import NOT_HASHED, payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import from_micros
from lotbook.kit.jsonbytes import canonical
from lotbook.registry.records import PERSONAL_FIELDS

PAGE = 2_000
Beside = dict[tuple[str, str], dict[str, Any]]
"""What is kept of a record beside the book, by type and code."""

ENTRY = "seq, type, state, signed, sha256, event_id, code, received_us, reason, body"


def export_lines(session: Session, operation: Operation) -> Iterator[bytes]:
    """Yield every line of the book; an import of them gives the same lines again, byte for byte."""
    beside = kept_beside(session, operation)
    after = 0
    while True:
        sql = f"SELECT {ENTRY} FROM entry WHERE operation_id = :op AND seq > :after ORDER BY seq LIMIT :limit"  # noqa: S608
        page = rows(session, sql, op=operation.id, after=after, limit=PAGE)
        if not page:
            return
        for row in page:
            yield entry_line(row, beside)
        after = page[-1][0]


def entry_line(row: Any, beside: Beside) -> bytes:
    """Return one entry as its line, without the line's end."""
    fields = entry_object(row, beside)
    type_: str = fields["type"]
    body = canonical({key: value for key, value in fields.items() if key != "type"})
    return b'{"type":"' + type_.encode() + b'"' + (b"," if body != b"{}" else b"") + body[1:]


def entry_object(row: Any, beside: Beside) -> dict[str, Any]:
    """Return one entry as the object of its line; `row` has the columns of ENTRY, in their order."""
    _, type_, state, signed, sha256, _, code, received_us, reason, body = row
    data = bytes(body)
    received = {"received": received_text(received_us)} if received_us is not None else {}
    if type_ != "event":
        kept = beside.get((type_, code), {}) if type_ in PERSONAL_FIELDS else {}
        return {**json.loads(data), **kept, **(received if type_ == "release" else {}), "type": type_}
    if state == "quarantined":
        kept = {
            "sha256": sha256,
            "reason": reason,
            "signed": bool(signed),
            "body": base64.b64encode(data).decode(),
        }
        return {**kept, **received, "type": "quarantined"}
    proof = {"jws": data.decode()} if signed else {}
    held = {"held": True} if state == "held" else {}
    said = json.loads(payload_bytes(data, signed))
    # Whoever signs may sign anything: what we say of an event must not come from its own mouth.
    own = {name: value for name, value in said.items() if name not in NOT_HASHED}
    return {**own, **held, **proof, **received, "type": "event"}


def received_text(received_us: int) -> str:
    """Write the moment of receipt, in UTC to the microsecond."""
    return from_micros(received_us).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def kept_beside(session: Session, operation: Operation, codes: list[str] | None = None) -> Beside:
    """Return what is kept beside the book, of everybody or of some codes, by type and code."""
    some = "" if codes is None else " AND code IN :codes"
    sql = f"SELECT type, code, body FROM personal WHERE operation_id = :op{some}"  # noqa: S608 - ours
    given = {} if codes is None else {"codes": codes}
    return {(type_, code): json.loads(body) for type_, code, body in rows(session, sql, op=operation.id, **given)}
