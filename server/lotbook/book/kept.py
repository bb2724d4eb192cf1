"""What was delivered and is not read: every byte of it, for the office to look at."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lotbook.book.models import Entry
from lotbook.book.submission import payload_bytes
from lotbook.kit.clock import from_micros


def waiting(session: Session, operation_id: int, after: int, limit: int) -> list[dict[str, Any]]:
    """Return entries that are held or in quarantine and were not released, in order."""
    released = select(Entry.code).where(Entry.operation_id == operation_id, Entry.type == "release")
    of = select(Entry).where(
        Entry.operation_id == operation_id,
        Entry.seq > after,
        Entry.state.in_(("held", "quarantined")),
        Entry.sha256.not_in(released),
    )
    return [_shown(entry) for entry in session.scalars(of.order_by(Entry.seq).limit(limit))]


def _shown(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "sha256": entry.sha256,
        "state": entry.state,
        "reason": entry.reason,
        "received": None if entry.received_us is None else from_micros(entry.received_us),
        "device": entry.dev,
        "body": entry.body.decode("utf-8", "backslashreplace"),
        "event": _said(entry),
    }


def _said(entry: Entry) -> dict[str, Any] | None:
    """What the bytes say, where they are JSON at all; nothing of it is believed."""
    try:
        said = json.loads(payload_bytes(entry.body, entry.signed))
    except (ValueError, IndexError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
