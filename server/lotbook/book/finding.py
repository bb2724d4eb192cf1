"""A finding as it is told: its public key, and what the office said of it."""

import base64
import binascii
import json
from typing import Any

from lotbook.kit.clock import from_micros

FINDINGS = """
    SELECT f.code, f.subject, f.key, f.severity, f.about, f.args, f.seq, e.kind, a.by, a.reason, a.at_us
    FROM finding f
    LEFT JOIN entry e ON e.operation_id = f.operation_id AND e.seq = f.seq
    LEFT JOIN acknowledgement a ON a.operation_id = f.operation_id AND a.subject = f.subject
                               AND a.code = f.code AND a.key = f.key
    WHERE f.operation_id = :op AND (f.opens_day IS NULL OR f.opens_day <= :today) AND f.code <> 'device_cloned'
"""
"""Stored findings that are open on a day, each with the kind of its event and its acknowledgement. A phone's
are told by its device (`findings.devices.cloned`)."""

ABOUT_A_RECORD = frozenset(("late_record",))
"""Findings that people know by what was recorded."""


def public_key(code: str, subject: str, key: str) -> str:
    """Return the name of a finding in an address: base64url of the JSON list of code, subject and key.

    The same finding has the same key whenever it opens again.
    """
    parts = json.dumps([code, subject, key], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(parts.encode()).rstrip(b"=").decode()


def read_public_key(text: str) -> tuple[str, str, str] | None:
    """Return code, subject and key of a finding's name; None for what is none."""
    try:
        parts = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        return None
    if not isinstance(parts, list) or len(parts) != 3 or not all(isinstance(part, str) for part in parts):
        return None
    code, subject, key = parts
    return code, subject, key


def finding_shown(row: Any) -> dict[str, Any]:
    """Return a row of FINDINGS as it is told; its words come from the reader's catalogue."""
    args = json.loads(row.args)
    if row.code in ABOUT_A_RECORD:
        args["kind"] = row.kind
    return told(row.code, row.subject, row.key, row.severity, json.loads(row.about), args, acknowledged(row))


def told(
    code: str,
    subject: str,
    key: str,
    severity: str,
    about: dict[str, Any],
    args: dict[str, Any],
    said: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return a finding with its public key."""
    return {
        "key": public_key(code, subject, key),
        "code": code,
        "severity": severity,
        "about": about,
        "args": args,
        "acknowledged": said,
    }


def acknowledged(row: Any) -> dict[str, Any] | None:
    """Return who said why it is all right, and when."""
    if row.at_us is None:
        return None
    return {"by": row.by, "reason": row.reason, "at": from_micros(row.at_us).isoformat()}
