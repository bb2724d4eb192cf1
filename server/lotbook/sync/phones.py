"""Every phone that the book knows: those enrolled here, and those that came with a book from elsewhere."""

import json
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity import queries as identity
from lotbook.identity.actions import Before
from lotbook.identity.keys import BadKey, public_jwk, thumbprint
from lotbook.identity.models import Device
from lotbook.kit.clock import from_micros
from lotbook.registry import queries as registry
from lotbook.registry.people import MOST_PEOPLE
from lotbook.sync.rules import arrived

ARRIVED = """
    SELECT dev, max(dseq) AS high, max(received_us) AS seen_us FROM entry
    WHERE operation_id = :op AND dev IN :codes GROUP BY dev
"""


_NAME = re.compile(r"d[0-9a-z]{9}")
_NUMBERS = """
    SELECT dseq FROM entry WHERE operation_id = :op AND dev = :code AND signed AND dseq IS NOT NULL ORDER BY dseq
"""


def who_it_was(session: Session, operation_id: int, code: str | None, jwk: Mapping[str, str]) -> Before | None:
    """Return who a phone that shows a key was before; None if it is new here, was revoked, or another has the name.

    The book may know it without its token (it came from another server), or not at all (it was let in after the
    backup that the book was put back from): its records are signed with that name, so it had better keep it.
    """
    if code is None:
        return None
    row, record = identity.device(session, operation_id, code), registry.get(session, operation_id, "device", code)
    if row is None and record is None:
        return Before(code) if _NAME.fullmatch(code) else None
    known = json.loads(row.jwk) if row is not None else (record or {}).get("jwk") or {}
    state = row.state if row is not None else (record or {}).get("status") or "active"
    try:
        same = thumbprint(public_jwk(known)) == thumbprint(jwk)
    except BadKey:
        return None
    if not same or state != "active":
        return None
    if row is not None:
        return Before(code)
    high, missing = arrived(0, [], [number for (number,) in rows(session, _NUMBERS, op=operation_id, code=code)])
    return Before(code, high, missing)


def phones(session: Session, operation_id: int) -> list[dict[str, Any]]:
    """Return phones with their last contact and what is missing from them."""
    enrolled = identity.devices(session, operation_id)
    records = {one["code"]: one for one in registry.listing(session, operation_id, "device", "", MOST_PEOPLE)}
    here = [_enrolled(row, records.get(row.code, {}).get("name")) for row in enrolled]
    elsewhere = sorted(records.keys() - {row.code for row in enrolled})
    found = rows(session, ARRIVED, op=operation_id, codes=elsewhere) if elsewhere else []
    arrived = {row.dev: row for row in found}
    return here + [_from_book(records[code], arrived.get(code)) for code in elsewhere]


def _enrolled(device: Device, name: str | None) -> dict[str, Any]:
    return {
        "code": device.code,
        "name": name,
        "role": device.role,
        "state": device.state,
        "enrolled_at": from_micros(device.enrolled_at),
        "revoked_at": _moment(device.revoked_at),
        "seen_at": _moment(device.seen_at),
        "high": device.high,
        "missing": json.loads(device.missing),
        "app": device.app,
        "waiting": device.waiting,
        "photos": device.photos,
        "clock_ms": device.clock_ms,
    }


def _from_book(record: dict[str, Any], arrived: Any) -> dict[str, Any]:
    """A phone of another server: its token is not here, so it sends nothing more until it is enrolled again."""
    return {
        "code": record["code"],
        "name": record.get("name"),
        "role": record.get("role"),
        "state": record.get("status") or "active",
        "enrolled_at": None,
        "revoked_at": None,
        "seen_at": _moment(arrived.seen_us) if arrived is not None else None,
        "high": (arrived.high if arrived is not None else None) or 0,
        "missing": [],
        "app": None,
        "waiting": None,
        "photos": None,
        "clock_ms": None,
    }


def _moment(value: int | None) -> Any:
    return None if value is None else from_micros(value)
