"""Reading with a net below it: an event whose reading fails stays in the book, unread, and is a finding."""

import logging
from collections.abc import Sequence

from sqlalchemy.orm import Session

from lotbook.book.append import Fresh
from lotbook.book.models import Finding
from lotbook.db import insert_rows, is_away, run
from lotbook.identity.models import Operation
from lotbook.lots.reader.reading import read_events

log = logging.getLogger(__name__)


def read_or_mark(
    session: Session,
    operation: Operation,
    seqs: Sequence[int],
    horizon: int | None = None,
    fresh: Sequence[Fresh] = (),
) -> None:
    """Read events; where that fails, in halves, and mark those that cannot be read alone.

    `fresh` are those of them that were just appended: they need not be read back.
    """
    if not seqs or _reads(session, operation, seqs, horizon, fresh):
        return
    if len(seqs) == 1:
        _mark_unread(session, operation, seqs[0])
        return
    half = len(seqs) // 2
    for some in (seqs[:half], seqs[half:]):
        read_or_mark(session, operation, some, horizon, fresh)


def _reads(
    session: Session, operation: Operation, seqs: Sequence[int], horizon: int | None, fresh: Sequence[Fresh]
) -> bool:
    wanted = set(seqs)
    try:
        with session.begin_nested():
            read_events(session, operation, seqs, horizon, [event for event in fresh if event.seq in wanted])
    except Exception as error:  # whatever it is: a bug of ours never loses a record
        if is_away(error):
            raise  # that is no bug, and nothing can be kept now: whoever sent it will send it again
        if len(seqs) == 1:
            log.exception("event %s of operation %s cannot be read", seqs[0], operation.code)
        return False
    return True


def _mark_unread(session: Session, operation: Operation, seq: int) -> None:
    run(
        session,
        "UPDATE entry SET state = 'unread', standing = :no WHERE operation_id = :op AND seq = :seq",
        op=operation.id,
        seq=seq,
        no=False,
    )
    columns = ("operation_id", "subject", "code", "key", "severity", "about", "args", "opens_day", "seq")
    row = (operation.id, f"unread:{seq}", "unread_event", "", "critical", f'{{"seq": {seq}}}', "{}", None, seq)
    insert_rows(session, Finding.__table__, columns, [row])
