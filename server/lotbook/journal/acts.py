"""The names of what people do, and the keeping of what the book has no line for."""

import json
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from lotbook.identity.access import Caller
from lotbook.journal.models import Act
from lotbook.kit.clock import micros
from lotbook.kit.ids import uuid7

Kept = Literal[
    "finding_acknowledged",
    "finding_taken_back",
    "token_made",
    "token_revoked",
    "password_set",
    "enrolment_offered",
    "link_made",
    "link_revoked",
    "table_exported",
    "phone_file_imported",
    "book_imported",
]
"""What is kept here."""

GROUPS: dict[str, tuple[str, ...]] = {
    "registry": ("record_changed",),
    "corrections": ("record_voided", "record_replaced"),
    "holds": ("lots_held", "lots_released"),
    "quarantine": ("entry_released",),
    "findings": ("finding_acknowledged", "finding_taken_back"),
    "access": (
        "token_made",
        "token_revoked",
        "password_set",
        "enrolment_offered",
        "link_made",
        "link_revoked",
    ),
    "inspection": ("exercise_asked", "exercise_taken"),
    "exports": ("table_exported",),
    "prints": ("labels_printed",),
    "imports": ("phone_file_imported", "book_imported"),
}
"""What people ask for together; every act is in one."""

MOST_CODES = 20
"""So many codes of what was printed are told; the rest is a number."""


def note(
    session: Session, operation_id: int, by: Caller | None, act: Kept, subject: str | None, at: datetime, **args: Any
) -> None:
    """Keep that somebody did something, in the transaction in which it was done; `by` is None on the server itself."""
    session.add(
        Act(
            operation_id=operation_id,
            id=uuid7(),
            at_us=micros(at),
            by=None if by is None else by.signs_as,
            act=act,
            subject=subject,
            args=json.dumps(args, sort_keys=True),
        )
    )
