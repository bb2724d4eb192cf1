"""What the office does about findings."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lotbook.book.models import Acknowledgement
from lotbook.findings.queries import find
from lotbook.identity.models import Operation
from lotbook.kit.clock import micros


def acknowledge(session: Session, operation: Operation, key: str, by: str | None, reason: str, at: datetime) -> None:
    """Say why an open finding is all right; a later reason takes the place of the earlier one."""
    code, subject, inner = find(session, operation, key)
    row = Acknowledgement(
        operation_id=operation.id,
        subject=subject,
        code=code,
        key=inner,
        by=by or "",
        reason=reason,
        at_us=micros(at),
    )
    session.execute(
        delete(Acknowledgement).where(
            Acknowledgement.operation_id == operation.id,
            Acknowledgement.subject == subject,
            Acknowledgement.code == code,
            Acknowledgement.key == inner,
        )
    )
    session.add(row)
    session.flush()
