"""Which lots may not be used or shipped now: what was said last of each, and what came back from a customer."""

from sqlalchemy.orm import Session

from lotbook.book.events import Hold, Return, decode_event
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation


def lots_on_hold(session: Session, operation: Operation) -> set[str]:
    """Return the codes of all lots on hold; holds and returns are few, so they are read from the book."""
    sql = """
        SELECT body, signed FROM entry
        WHERE operation_id = :op AND kind IN ('hold', 'return') AND standing AND state = 'read'
        ORDER BY at_us, event_id
    """
    held: set[str] = set()
    for body, signed in rows(session, sql, op=operation.id):
        event = decode_event(payload_bytes(bytes(body), signed))
        match event:
            case Hold(state="hold"):
                held.update(event.lots)
            case Hold():
                held.difference_update(event.lots)
            case Return():
                held.update(line.lot for line in event.lines)
    return held
