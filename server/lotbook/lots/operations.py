"""The operations of a database: finding one, and making a new one with its empty book."""

import secrets
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lotbook.errors import Problem
from lotbook.identity.models import Operation, Sample

_OWN = Operation.id.not_in(select(Sample.sample_id))


def find_operation(session: Session, code: str | None) -> Operation | None:
    """Return the operation of a code; without one the only operation that is no sample, else None."""
    if code is not None:
        return session.scalar(select(Operation).where(Operation.code == code))
    some = list(session.scalars(select(Operation).where(_OWN).limit(2)))
    return some[0] if len(some) == 1 else None


def the_operation(session: Session, code: str | None) -> Operation:
    """Return the operation that a command is about; raises a Problem where there is none, or several."""
    found = find_operation(session, code)
    if found is not None:
        return found
    if code is not None:
        raise Problem("unknown_operation", code=code)
    several = session.scalar(select(func.count()).select_from(Operation).where(_OWN)) or 0
    raise Problem("operation_needed" if several else "no_operation")


def create_operation(session: Session, record: dict[str, Any]) -> Operation:
    """Make an operation with an empty book; its record is appended by whoever calls."""
    last = session.scalar(select(func.max(Operation.id))) or 0
    operation = Operation(
        id=last + 1,
        code=record["code"],
        head_seq=0,
        epoch=secrets.token_hex(8),
        timezone=record.get("timezone") or "UTC",
        mass_unit=record.get("mass_unit") or "lb",
    )
    session.add(operation)
    session.flush()
    return operation
