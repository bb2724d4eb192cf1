"""The day on one page: what came in, what was packed, and what waits."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.findings.computed import WAITING
from lotbook.findings.queries import counts
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_text, local_day
from lotbook.kit.mass import mass_text
from lotbook.lots.queries import local_time, units_shown
from lotbook.sync.phones import phones

MOST_RUNS = 50
WEEK = 7

# By the events of the day, which are few, and not by the postings of a product, which are many.
MADE = """
    SELECT p.product, p.place, r.body AS product_body, sum(p.mass_mg) AS mass_mg, sum(p.units_micro) AS units_micro,
           count(DISTINCT p.seq) AS events
    FROM entry e
    JOIN posting p ON p.operation_id = e.operation_id AND p.seq = e.seq
    LEFT JOIN registry_record r
           ON r.operation_id = p.operation_id AND r.type = 'product' AND r.code = p.product
    WHERE e.operation_id = :op AND e.kind = :kind AND e.day = :day AND e.standing
      AND p.account = 'stock' AND p.against = :against AND p.units_micro >= 0 AND p.mass_mg >= 0
    GROUP BY p.product, p.place, r.body
    ORDER BY p.product, p.place
"""

RUNS = """
    SELECT key, place, first_us, last_us, closed, unaccounted_mg FROM run
    WHERE operation_id = :op AND closed_day >= :day
    ORDER BY last_us DESC LIMIT :limit
"""


def today(session: Session, operation: Operation, moment: datetime) -> dict[str, Any]:
    """Return the operation's local day of a moment."""
    day = local_day(moment, operation.timezone)
    return {
        "day": day_text(day),
        "timezone": operation.timezone,
        "mass_unit": operation.mass_unit,
        "harvested": _beside(session, operation, day, "harvest", "harvested"),
        "packed": _beside(session, operation, day, "pack", "in_process"),
        "runs": _runs(session, operation, day),
        "devices": phones(session, operation.id),
        "findings": counts(session, operation),
        "waiting": len(rows(session, WAITING, op=operation.id)),
    }


def _beside(session: Session, operation: Operation, day: int, kind: str, against: str) -> list[dict[str, Any]]:
    """Return what was made on a day, each beside the same day a week before; what was made only then has zero now."""
    now = {(one["product"], one["place"]): one for one in _made(session, operation, day, kind, against)}
    before = {(one["product"], one["place"]): one for one in _made(session, operation, day - WEEK, kind, against)}
    for key, one in before.items():
        nothing = {"mass_mg": 0, "mass": mass_text(0, operation.mass_unit), "units": {}, "events": 0}
        now.setdefault(key, {**one, **nothing})
    for key, one in now.items():
        one["before_mg"] = before[key]["mass_mg"] if key in before else 0
    return sorted(now.values(), key=lambda one: (one["product"] or "", one["place"] or ""))


def _made(session: Session, operation: Operation, day: int, kind: str, against: str) -> list[dict[str, Any]]:
    return [
        {
            "product": row.product,
            "place": row.place,
            "mass_mg": int(row.mass_mg),
            "mass": mass_text(int(row.mass_mg), operation.mass_unit),
            "units": units_shown(_unit(row.product_body), int(row.units_micro)),
            "events": row.events,
        }
        for row in rows(session, MADE, op=operation.id, day=day, kind=kind, against=against)
    ]


def _unit(product_body: str | None) -> str | None:
    unit: str | None = json.loads(product_body).get("unit") if product_body else None
    return unit


def _runs(session: Session, operation: Operation, day: int) -> list[dict[str, Any]]:
    """Runs of the day and those still open, the latest first."""
    return [
        {
            "run": row.key,
            "place": row.place,
            "first": local_time(row.first_us, operation),
            "last": local_time(row.last_us, operation),
            "closed": bool(row.closed),
            "unaccounted_mg": row.unaccounted_mg,
        }
        for row in rows(session, RUNS, op=operation.id, day=day, limit=MOST_RUNS)
    ]
