"""What somebody may know of a lot besides its code: a tag on it, a number on its papers, a supplier's code, a day."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.events import Invoice, decode_event
from lotbook.book.mentions import What
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_start_us
from lotbook.kit.codes import normal_tag_code

MOST_PAPERS = 200
"""A number on more papers than this is none that finds a lot."""

_TAGGED = "SELECT lot FROM tag_now WHERE operation_id = :op AND tag IN :tags AND lot IS NOT NULL"

# A shipment's lines may name tags alone: what those meant is a reading.
_LOTS_OF = """
    SELECT l.code FROM posting p JOIN lot l ON l.operation_id = p.operation_id AND l.id = p.lot_id
    WHERE p.operation_id = :op AND p.seq IN :seqs
    UNION SELECT lot FROM tag_meaning WHERE operation_id = :op AND seq IN :seqs AND lot IS NOT NULL
"""


def lots_known_by(session: Session, operation: Operation, text: str) -> list[str]:
    """Return the codes of lots that have a tag, or a number on their papers, that is written so in capitals or not."""
    tags = sorted({text, text.upper(), normal_tag_code(text)})
    found = {row[0] for row in rows(session, _TAGGED, op=operation.id, tags=tags)}
    entries = _papers(session, operation, sorted({text, text.upper(), text.lower()}))
    invoices = [decode_event(payload_bytes(bytes(row.body), row.signed)) for row in entries if row.kind == "invoice"]
    lines = [line for invoice in invoices if isinstance(invoice, Invoice) for line in invoice.lines]
    found |= {line.lot for line in lines if line.lot is not None}
    seqs = [row.seq for row in entries] + _seqs(session, operation, {line.shipment for line in lines})
    return sorted(found | {row[0] for row in rows(session, _LOTS_OF, op=operation.id, seqs=seqs)} if seqs else found)


def _papers(session: Session, operation: Operation, numbers: list[str]) -> list[Any]:
    sql = """
        SELECT DISTINCT e.seq, e.kind, e.body, e.signed FROM mention m
        JOIN entry e ON e.operation_id = m.operation_id AND e.seq = m.seq
        WHERE m.operation_id = :op AND m.what IN :whats AND m.code IN :numbers LIMIT :limit
    """
    whats = [int(What.REF), int(What.SUPPLIED)]
    return rows(session, sql, op=operation.id, whats=whats, numbers=numbers, limit=MOST_PAPERS)


def _seqs(session: Session, operation: Operation, events: set[str | None]) -> list[int]:
    """Return where in the book the shipments are that an invoice bills."""
    ids = sorted(event.lower() for event in events if event is not None)
    sql = "SELECT seq FROM entry WHERE operation_id = :op AND event_id IN :ids"
    return [row[0] for row in rows(session, sql, op=operation.id, ids=ids)] if ids else []


def day_written(text: str) -> date | None:
    """Return the day that a text is, written as 2026-09-12; None for any other text."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-09-12") else None
    except ValueError:
        return None


def days_us(operation: Operation, since: date | None, to: date | None) -> tuple[int | None, int | None]:
    """Return the first moment of one local day and the first after another, in microseconds."""
    return (
        None if since is None else day_start_us(since.toordinal(), operation.timezone),
        None if to is None else day_start_us(to.toordinal() + 1, operation.timezone),
    )
