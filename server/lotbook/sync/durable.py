"""Up to where the book would survive the loss of this machine: phones keep what lies beyond (3-sync.md).

That is where the newest verified backup of this epoch ends, which the head row says, or what is on a standby.
"""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from lotbook.book.submission import Result
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


def durable_through(operation: Operation, results: Iterable[Result], *, standby: bool) -> int | None:
    """Return the newest `seq` that is safe by now, once what was just appended is committed; None if none is."""
    if not standby:
        return operation.durable_seq
    return max((one.seq for one in results if one.seq is not None), default=operation.head_seq)
