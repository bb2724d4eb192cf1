"""Packing runs that are open: what several phones of one line have recorded of each so far."""

from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.mentions import What
from lotbook.db import rows
from lotbook.identity.models import Operation

MOST = 50

_OPEN = """
    SELECT key, place, first_us, lots FROM run
    WHERE operation_id = :op AND NOT closed AND closed_day >= :day
    ORDER BY last_us DESC LIMIT :limit
"""
# What goes in and comes out is on its lots' stock, what is lost under a name on the run's own account.
_SUMS = """
    SELECT m.code AS run, l.code AS lot, l.product, p.account, p.against, sum(p.mass_mg) AS mass_mg, count(*) AS n,
           max(p.seq) AS last
    FROM mention m
    JOIN entry e ON e.operation_id = m.operation_id AND e.seq = m.seq
    JOIN posting p ON p.operation_id = e.operation_id AND p.seq = e.seq
    JOIN lot l ON l.operation_id = p.operation_id AND l.id = p.lot_id
    WHERE m.operation_id = :op AND m.what = :what AND m.code IN :runs AND e.kind = 'pack' AND e.standing
      AND (p.account = 'stock' OR p.against LIKE 'loss:%')
    GROUP BY m.code, l.code, l.product, p.account, p.against, p.mass_mg < 0
"""


def open_runs(session: Session, operation: Operation, today: int) -> list[dict[str, Any]]:
    """Return the runs that are open on a local day, the latest first, each with its balance in milligrams.

    `lot` and `product` are of what it made last, None while it made nothing: whoever joins goes on with them.
    """
    found = rows(session, _OPEN, op=operation.id, day=today, limit=MOST)
    balance = {
        row.key: {
            "run": row.key,
            "place": row.place,
            "lot": None,
            "product": None,
            "inputs": 0,
            "in_mg": 0,
            "out_mg": 0,
            "lost_mg": 0,
        }
        for row in found
    }
    made: dict[str, int] = {}
    for row in rows(session, _SUMS, op=operation.id, what=int(What.RUN), runs=sorted(balance)) if balance else ():
        run, mass = balance[row.run], int(row.mass_mg)
        if row.account != "stock":
            run["lost_mg"] -= mass
        elif mass < 0:
            run["in_mg"] -= mass
            run["inputs"] += row.n
        else:
            run["out_mg"] += mass
            if row.last > made.get(row.run, 0):
                made[row.run], run["lot"], run["product"] = row.last, row.lot, row.product
    return [{**run, "left_mg": run["in_mg"] - run["out_mg"] - run["lost_mg"]} for run in balance.values()]
