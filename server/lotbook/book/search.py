"""Records by what one looks for: a number on a paper, a person, a phone, how and how late they came."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.mentions import What
from lotbook.book.queries import SOME, shown
from lotbook.db import rows
from lotbook.identity.models import Operation

LATE_US = 24 * 3_600 * 1_000_000
"""What arrives within a day is not late, as a finding has it."""
CHUNK = 2_000
MOST_READ = 20_000
"""Who recorded and where stand in an event's own words alone, so that they are looked for by reading."""

# A line may carry a tag alone; what that meant is a reading, and the lot's story has it too.
_OF_LOT = """
    SELECT seq FROM mention WHERE operation_id = :op AND what IN (:lot_what, :about_what) AND code = :lot
    UNION SELECT seq FROM tag_meaning WHERE operation_id = :op AND lot = :lot
"""
# A number, a code, an id, a hash. One select for each index: a condition with OR would read the whole book.
_NAMED = """
    SELECT seq FROM entry WHERE operation_id = :op AND event_id IN :texts
    UNION SELECT seq FROM entry WHERE operation_id = :op AND sha256 IN :texts
    UNION SELECT seq FROM entry WHERE operation_id = :op AND kind IS NULL AND code IN :texts
    UNION SELECT seq FROM mention WHERE operation_id = :op AND what IN :whats AND code IN :texts
"""
_HOW = {
    "phone": "e.signed",
    "desk": "NOT e.signed AND e.received_us IS NOT NULL",
    "import": "NOT e.signed AND e.received_us IS NULL",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; None is no condition. `first` and `last` are local days."""

    lot: str | None = None
    kind: str | None = None
    q: str | None = None
    partner: str | None = None
    device: str | None = None
    by: str | None = None
    place: str | None = None
    first: int | None = None
    last: int | None = None
    how: str | None = None
    late: bool = False
    corrected: bool = False


def find(
    session: Session, operation: Operation, wanted: Wanted, after: int, limit: int
) -> tuple[list[dict[str, Any]], int | None]:
    """Return a page of what is wanted, in order, and behind which `seq` the next page begins; None where none does.

    A page may be short, or empty, and have a next one: so much is read at a time and no more.
    """
    found: list[dict[str, Any]] = []
    read = 0
    while True:
        # By a column the page itself is asked for; by an event's words as many as one reads at a time.
        chunk = CHUNK if wanted.by is not None or wanted.place is not None else limit + 1
        some = _chunk(session, operation, wanted, after, chunk)
        for entry in some:
            if _said(entry, wanted):
                if len(found) == limit:
                    return found, found[-1]["seq"]
                found.append(entry)
        if len(some) < chunk:
            return found, None
        after, read = some[-1]["seq"], read + chunk
        if read >= MOST_READ:
            return found, after


def _said(entry: dict[str, Any], wanted: Wanted) -> bool:
    return wanted.by in (None, entry.get("by")) and wanted.place in (None, entry.get("place"))


def _chunk(session: Session, operation: Operation, wanted: Wanted, after: int, limit: int) -> list[dict[str, Any]]:
    where = ["e.operation_id = :op", "e.seq > :after"]
    given: dict[str, Any] = {"after": after, "limit": limit}
    if wanted.kind is not None:
        where.append("(e.kind = :kind OR e.type = :kind)")
        given["kind"] = wanted.kind
    if wanted.lot is not None:
        where.append(f"e.seq IN ({_OF_LOT})")
        given |= {"lot": wanted.lot, "lot_what": int(What.LOT), "about_what": int(What.ABOUT)}
    if wanted.q is not None:
        where.append(f"e.seq IN ({_NAMED})")
        given |= {
            "texts": sorted({wanted.q, wanted.q.upper(), wanted.q.lower()}),
            "whats": [int(what) for what in What],
        }
    if wanted.partner is not None:
        where.append("e.seq IN (SELECT seq FROM mention WHERE operation_id = :op AND what = :to AND code = :partner)")
        given |= {"to": int(What.PARTNER), "partner": wanted.partner}
    if wanted.device is not None:
        where.append("e.dev = :device")
        given["device"] = wanted.device
    if wanted.first is not None:
        where.append("e.day >= :first")
        given["first"] = wanted.first
    if wanted.last is not None:
        where.append("e.day <= :last")
        given["last"] = wanted.last
    if wanted.how is not None:
        where.append(f"e.type = 'event' AND {_HOW[wanted.how]}")
    if wanted.late:
        where.append("e.received_us - e.at_us >= :late")
        given["late"] = LATE_US
    if wanted.corrected:
        where.append("e.type = 'event' AND e.state = 'read' AND NOT e.standing")
    sql = f"SELECT {SOME}, e.standing FROM entry e WHERE {' AND '.join(where)} ORDER BY e.seq LIMIT :limit"  # noqa: S608
    return shown(session, operation, rows(session, sql, op=operation.id, **given))
