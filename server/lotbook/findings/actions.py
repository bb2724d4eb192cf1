"""What the office does about findings."""

from datetime import datetime
from typing import Any

from sqlalchemy import Delete, delete
from sqlalchemy.orm import Session

from lotbook.book.finding import read_public_key
from lotbook.book.models import Acknowledgement
from lotbook.errors import Problem
from lotbook.findings.queries import find
from lotbook.identity.models import Operation
from lotbook.kit.clock import micros


def acknowledge(
    session: Session, operation: Operation, key: str, by: str | None, reason: str, at: datetime
) -> dict[str, Any]:
    """Say why an open finding is all right, and return it; a later reason takes the place of the earlier one."""
    found = find(session, operation, key)
    code, subject, inner = read_public_key(key) or ("", "", "")
    row = Acknowledgement(
        operation_id=operation.id,
        subject=subject,
        code=code,
        key=inner,
        by=by or "",
        reason=reason,
        at_us=micros(at),
    )
    session.execute(_said_of(operation, code, subject, inner))
    session.add(row)
    session.flush()
    return found


def take_back(session: Session, operation: Operation, key: str) -> tuple[str, str, str]:
    """Say no longer that a finding is all right, and return its code, subject and key.

    Refuses one that nobody acknowledged.
    """
    parts = read_public_key(key)
    if parts is None:
        raise Problem("unknown_finding", key=key)
    gone = session.scalars(_said_of(operation, *parts).returning(Acknowledgement.code))
    if not list(gone):
        raise Problem("unknown_finding", key=key)
    return parts


def _said_of(operation: Operation, code: str, subject: str, inner: str) -> Delete:
    return delete(Acknowledgement).where(
        Acknowledgement.operation_id == operation.id,
        Acknowledgement.subject == subject,
        Acknowledgement.code == code,
        Acknowledgement.key == inner,
    )
