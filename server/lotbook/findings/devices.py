"""What is odd about phones: loss is at least never silent (3-sync.md)."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lotbook.book.events import decode_event
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity import queries as identity
from lotbook.identity.models import Device, Operation, Restored
from lotbook.kit.clock import day_text, from_micros, local_day, micros, now, zone
from lotbook.registry import queries as registry

Found = tuple[str, str, str, dict[str, Any], dict[str, Any]]
"""Code, subject, key, about, args."""

SILENT_WITH_RECORDS = timedelta(days=1)
UNUSED = timedelta(days=30)
CLOCK_MS = 2 * 60 * 1000
_MINUTE_MS = 60_000

CLONED = """
    SELECT subject, key, args FROM finding
    WHERE operation_id = :op AND subject IN :subjects AND code = 'device_cloned' ORDER BY subject
"""
WRONG_TIMES = """
    SELECT event_id, dev, clock_ms, signed, body FROM entry
    WHERE operation_id = :op AND clock_ms IS NOT NULL AND state IN ('read', 'unread') AND standing
    ORDER BY seq
"""


def gaps(session: Session, operation: Operation) -> Iterator[Found]:
    """Yield phones that sent later records and not the ones before: those are still on it, or lost."""
    for device in identity.devices(session, operation.id):
        missing = json.loads(device.missing)
        if missing:
            args = {"count": sum(last - first + 1 for first, last in missing), "last": missing[-1][1] + 1}
            yield _of_device(session, device, "device_gap", args)


def silent(session: Session, operation: Operation) -> Iterator[Found]:
    """Yield phones that said that records waited on them, and have not called since yesterday."""
    for device in _active(session, operation):
        if device.waiting and _age(device) > SILENT_WITH_RECORDS:
            args = {"waiting": device.waiting, "since": _day(operation, device.seen_at or device.enrolled_at)}
            yield _of_device(session, device, "device_silent", args)


def unused(session: Session, operation: Operation) -> Iterator[Found]:
    """Yield phones that nobody used for long: one that was lost should be signed off."""
    for device in _active(session, operation):
        if not device.waiting and _age(device) > UNUSED:
            args = {"since": _day(operation, device.seen_at or device.enrolled_at)}
            yield _of_device(session, device, "device_unused", args)


def cloned(session: Session, operation: Operation) -> Iterator[Found]:
    """Yield phones in use whose records bear one number twice; reading noted them. To sign one off closes it."""
    devices = {f"device:{device.code}": device for device in _active(session, operation)}
    noted = rows(session, CLONED, op=operation.id, subjects=sorted(devices)) if devices else []
    for row in noted:
        yield _of_device(session, devices[row.subject], "device_cloned", json.loads(row.args), row.key)


def clocks(session: Session, operation: Operation) -> Iterator[Found]:
    """Yield phones whose clock was wrong when they last called: records made before it was measured are, too."""
    for device in _active(session, operation):
        if device.clock_ms is not None and abs(device.clock_ms) > CLOCK_MS:
            args = {"minutes": round(abs(device.clock_ms) / _MINUTE_MS)}
            # Another sentence each way: words for "ahead" and "behind" belong to the reader's language.
            code = "device_clock_ahead" if device.clock_ms < 0 else "device_clock_behind"
            yield _of_device(session, device, code, args)


def wrong_times(session: Session, operation: Operation) -> Iterator[Found]:
    """Yield records that carry a wrong time, with the right one: the office corrects them, readings do not."""
    for row in rows(session, WRONG_TIMES, op=operation.id):
        event = decode_event(payload_bytes(bytes(row.body), row.signed))
        right = event.at + timedelta(milliseconds=row.clock_ms)
        args = {
            "at": _moment(operation, event.at),
            "right": _moment(operation, right),
            "corrected": right.isoformat(),
            "name": _name(session, operation.id, row.dev),
        }
        yield "clock_jump", f"event:{row.event_id}", "", {"event": row.event_id, "device": row.dev}, args


def not_back_since_restore(session: Session, operation: Operation) -> Iterator[Found]:
    """Yield phones that have not called since the book was put back: what the backup lacked may be on them."""
    last = session.scalars(
        select(Restored).where(Restored.operation_id == operation.id).order_by(Restored.at_us.desc()).limit(1)
    ).one_or_none()
    if last is None:
        return
    for device in _active(session, operation):
        if (device.seen_at or device.enrolled_at) < last.at_us:
            args = {
                "restored": _moment(operation, from_micros(last.at_us)),
                "backed_up": _moment(operation, from_micros(last.backed_up_us)),
            }
            yield _of_device(session, device, "device_before_restore", args, last.epoch)


def _of_device(session: Session, device: Device, code: str, args: dict[str, Any], key: str = "") -> Found:
    named = {**args, "name": _name(session, device.operation_id, device.code)}
    return code, f"device:{device.code}", key, {"device": device.code}, named


def _name(session: Session, operation_id: int, code: str) -> str:
    """Return what people call a phone; its code means nothing to them."""
    record = registry.get(session, operation_id, "device", code) or {}
    return str(record.get("name") or code)


def _active(session: Session, operation: Operation) -> list[Device]:
    return [device for device in identity.devices(session, operation.id) if device.state == "active"]


def _age(device: Device) -> timedelta:
    return timedelta(microseconds=micros(now()) - (device.seen_at or device.enrolled_at))


def _day(operation: Operation, at_us: int) -> str:
    return day_text(local_day(from_micros(at_us), operation.timezone))


def _moment(operation: Operation, at: Any) -> str:
    return str(at.astimezone(zone(operation.timezone)).strftime("%Y-%m-%d %H:%M"))
