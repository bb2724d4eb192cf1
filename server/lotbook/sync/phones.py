"""Every phone that the book knows: those enrolled here, and those that came with a book from elsewhere."""

import json
from typing import Any

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity import queries as identity
from lotbook.identity.models import Device
from lotbook.kit.clock import from_micros
from lotbook.registry import queries as registry
from lotbook.registry.people import MOST_PEOPLE

ARRIVED = """
    SELECT dev, max(dseq) AS high, max(received_us) AS seen_us FROM entry
    WHERE operation_id = :op AND dev IN :codes GROUP BY dev
"""


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
    }


def _moment(value: int | None) -> Any:
    return None if value is None else from_micros(value)
