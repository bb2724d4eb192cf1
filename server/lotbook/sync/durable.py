"""Up to where the book would survive the loss of this machine: phones keep what lies beyond (3-sync.md)."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation

# With these a commit returns only when a standby has it on its disk too.
_STANDBY = """
    SELECT current_setting('synchronous_standby_names') <> ''
       AND current_setting('synchronous_commit') IN ('on', 'remote_apply')
"""


def has_synchronous_standby(session: Session) -> bool:
    """Say whether every commit is on a second machine before it is acknowledged."""
    return session.get_bind().dialect.name == "postgresql" and bool(rows(session, _STANDBY)[0][0])


def durable_through(operation: Operation, committed: Iterable[int | None], *, standby: bool) -> int | None:
    """Return the newest `seq` in a verified backup of this epoch or on a synchronous standby; None if there is none."""
    if standby:
        return max(operation.head_seq, *(seq or 0 for seq in committed), 0)
    return operation.durable_seq
