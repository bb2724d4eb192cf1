"""A lot's story: where it lies, what happened to it, what it came from and went into."""

from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.finding import FINDINGS, finding_shown, told
from lotbook.book.mentions import What
from lotbook.book.queries import entries_by_seq
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import local_day, now
from lotbook.kit.mass import ratio, split
from lotbook.lots.holds import CAME_BACK
from lotbook.lots.overclaims import overclaims_behind
from lotbook.lots.reader.findings import SEVERITY

MOST_EVENTS = 1_000
"""A seed lot or a planting may be in thousands; the book itself pages through all of them."""

PLACES = """
    SELECT place, sum(units_micro) FROM posting
    WHERE operation_id = :op AND lot_id = :id AND account = 'stock'
    GROUP BY place HAVING sum(units_micro) <> 0 ORDER BY place
"""

# What corrects or weighs an event of the lot belongs to its story, though it names the event alone.
EVENTS = """
    WITH own AS (
        SELECT seq FROM mention WHERE operation_id = :op AND what IN (:w_lot, :w_about) AND code = :lot
        UNION SELECT seq FROM tag_meaning WHERE operation_id = :op AND lot = :lot
    )
    SELECT e.seq, e.at_us FROM entry e
    WHERE e.operation_id = :op AND e.type = 'event' AND e.seq IN (
        SELECT seq FROM own
        UNION
        SELECT m.seq FROM own
        JOIN entry o ON o.operation_id = :op AND o.seq = own.seq
        JOIN mention m ON m.operation_id = :op AND m.what IN (:w_fixes, :w_event) AND m.code = o.event_id
    )
    ORDER BY e.at_us DESC, e.event_id DESC LIMIT :limit
"""

LINKS = """
    SELECT o.code AS lot, k.kind, k.mass_mg, e.event_id, k.day, k.seq FROM link k
    JOIN lot o ON o.operation_id = k.operation_id AND o.id = k.{other}
    JOIN entry e ON e.operation_id = k.operation_id AND e.seq = k.seq
    WHERE k.operation_id = :op AND k.{own} = :id
"""

APPLIED = """
    SELECT {lot} AS lot, 'apply' AS kind, NULL AS mass_mg, e.event_id, a.day, a.seq FROM application a
    JOIN lot o ON o.operation_id = a.operation_id AND {join}
    JOIN entry e ON e.operation_id = a.operation_id AND e.seq = a.seq
    WHERE a.operation_id = :op AND {where}
"""


def stock_by_place(
    session: Session, operation: Operation, lot_id: int, mass_mg: int, units_micro: int
) -> list[tuple[str | None, int, int]]:
    """Return where a lot lies: place, mass, units. What lies at a place has the lot's mean mass."""
    found = [(place, int(units)) for place, units in rows(session, PLACES, op=operation.id, id=lot_id)]
    parts = [units for _, units in found]
    if units_micro and all(part > 0 for part in parts) and sum(parts) == units_micro and mass_mg > 0:
        masses = split(mass_mg, parts)
    else:
        masses = [ratio(mass_mg, part, units_micro) if units_micro else 0 for part in parts]
    if not found and mass_mg:
        return [(None, mass_mg, units_micro)]
    return [(place, mass, units) for (place, units), mass in zip(found, masses, strict=True)]


def events(session: Session, operation: Operation, lot: str) -> list[dict[str, Any]]:
    """Return the newest events of a lot in the order in which they happened, those that fell included."""
    whats = {"w_lot": What.LOT, "w_about": What.ABOUT, "w_fixes": What.FIXES, "w_event": What.EVENT}
    given = {name: int(what) for name, what in whats.items()}
    found = rows(session, EVENTS, op=operation.id, lot=lot, limit=MOST_EVENTS, **given)
    place = {row.seq: -number for number, row in enumerate(found)}
    told_events = entries_by_seq(session, operation, list(place))
    return sorted(told_events, key=lambda entry: place[entry["seq"]])


def hold_state(story: list[dict[str, Any]], lot: str) -> dict[str, Any] | None:
    """Return what was last said of using a lot; what came back from a customer starts on hold."""
    for entry in reversed(story):
        if not entry["stands"]:
            continue
        if entry["kind"] == "hold" and lot in entry["lots"]:
            return _hold(entry, entry["state"], entry.get("reason"))
        if entry["kind"] == "return" and any(line["lot"] == lot for line in entry["lines"]):
            return _hold(entry, "hold", CAME_BACK)
    return None


def _hold(entry: dict[str, Any], state: str, reason: str | None) -> dict[str, Any]:
    return {"state": state, "reason": reason, "event": entry["id"], "at": entry["at"]}


def links(session: Session, operation: Operation, lot_id: int, lot: str) -> dict[str, list[dict[str, Any]]]:
    """Return the lots that a lot came from and went into, inputs that were applied to it included."""
    came = LINKS.format(own="target_id", other="source_id") + " UNION ALL "
    came += APPLIED.format(lot="o.code", join="o.id = a.lot_id", where="a.to_code = :lot")
    went = LINKS.format(own="source_id", other="target_id") + " UNION ALL "
    went += APPLIED.format(lot="o.code", join="o.code = a.to_code", where="a.lot_id = :id")
    return {
        side: [
            {"lot": row.lot, "kind": row.kind, "event": row.event_id, "mass_mg": row.mass_mg}
            for row in rows(
                session, f"{sql} ORDER BY 5, 6, 1 LIMIT :limit", op=operation.id, id=lot_id, lot=lot, limit=MOST_EVENTS
            )
        ]
        for side, sql in (("from", came), ("to", went))
    }


def tags(session: Session, operation: Operation, lot: str) -> list[dict[str, Any]]:
    """Return the tags that mean a lot now."""
    sql = "SELECT tag, state, value, unit FROM tag_now WHERE operation_id = :op AND lot = :lot ORDER BY tag"
    return [
        {
            "tag": row.tag,
            "state": row.state,
            "quantity": None if row.value is None else {"value": row.value, "unit": row.unit},
        }
        for row in rows(session, sql, op=operation.id, lot=lot)
    ]


def findings(session: Session, operation: Operation, lot: str) -> list[dict[str, Any]]:
    """Return what is odd about a lot, the gravest first."""
    today = local_day(now(), operation.timezone)
    sql = FINDINGS + " AND f.subject IN :subjects ORDER BY f.code, f.key"
    subjects = [f"{of}:{lot}" for of in ("lot", "status", "planted")]
    found = [finding_shown(row) for row in rows(session, sql, op=operation.id, today=today, subjects=subjects)]
    code = "status_above_permitted"
    behind = [] if any(one["code"] == code for one in found) else overclaims_behind(session, operation, lot)
    if behind:
        found.append(told(code, f"status:{lot}", "", SEVERITY[code], {"lot": lot}, {"from": behind[0]}))
    return sorted(found, key=lambda one: ("critical", "warning", "info").index(one["severity"]))
