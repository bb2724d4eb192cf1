"""The picture of a lineage: the nearest lots around one, the ways between them, who sent and who received them.

A recall reaches everything and says how much; this reaches what can be drawn, and says whether there is more.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.trace.ahead import partners_of
from lotbook.trace.lots import LotRow, asked_lot, lots_of, nameless
from lotbook.trace.reach import Reach, reach

SHIPPED = """
    SELECT lot_id, seq, CAST(-SUM(mass_mg) AS bigint) FROM posting
    WHERE operation_id = :op AND lot_id IN :ids AND against = 'shipped' GROUP BY lot_id, seq
"""


def lineage(session: Session, operation: Operation, lot: str, most: int) -> dict[str, Any]:
    """Return what lies behind and ahead of a lot, of each at most so many lots, the nearest first.

    Masses are milligrams. Raises a Problem for a lot that the book does not name.
    """
    asked = asked_lot(session, operation, lot)
    back, behind = _side(session, operation, asked, "back", most)
    forward, ahead = _side(session, operation, asked, "forward", most)
    suppliers = [
        {"lot": row.code, "partner": row.partner, "mass_mg": row.made_mg} for row in (asked, *behind) if row.partner
    ]
    return {
        "lot": asked.code,
        "back": {**back, "suppliers": suppliers},
        "forward": {**forward, "customers": _customers(session, operation, [asked, *ahead])},
    }


def _side(
    session: Session, operation: Operation, asked: LotRow, direction: str, most: int
) -> tuple[dict[str, Any], list[LotRow]]:
    reached = reach(session, operation, asked.id, asked.code, direction, most)
    near = sorted((id_ for id_ in reached.depth if id_ != asked.id), key=lambda id_: (reached.depth[id_], id_))
    ids = near[:most]
    found = lots_of(session, operation, [id_ for id_ in ids if id_ >= 0])
    found += [nameless(id_, reached.names[id_]) for id_ in ids if id_ < 0]
    lots = sorted(found, key=lambda row: (reached.depth[row.id], row.code))
    shown = {
        "direction": direction,
        "whole": reached.whole and len(near) <= most,
        "lots": [
            {"lot": row.code, "kind": row.kind, "product": row.product, "place": row.place, "depth": depth}
            for row in lots
            if (depth := reached.depth[row.id])
        ],
        "links": _ways(reached, {row.id: row.code for row in (asked, *lots)}),
    }
    return shown, lots


def _ways(reached: Reach, codes: dict[int, str]) -> list[dict[str, Any]]:
    """Return one way for each two lots, with what went it in all; None where no mass is known."""
    sums: dict[tuple[int, int], int | None] = {}
    for step in reached.steps:
        if step.source in codes and step.target in codes:
            before = sums.get((step.source, step.target))
            known = [mass for mass in (before, step.mass_mg) if mass is not None]
            sums[step.source, step.target] = sum(known) if known else None
    return [{"from": codes[source], "to": codes[target], "mass_mg": mass} for (source, target), mass in sums.items()]


def _customers(session: Session, operation: Operation, lots: Iterable[LotRow]) -> list[dict[str, Any]]:
    codes = {row.id: row.code for row in lots if row.id >= 0}
    shipped = rows(session, SHIPPED, op=operation.id, ids=sorted(codes)) if codes else []
    partners = partners_of(session, operation, sorted({seq for _, seq, _ in shipped}))
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for lot_id, seq, mass in shipped:
        sums[codes[lot_id], partners.get(seq) or ""] += mass
    return [{"lot": lot, "partner": partner, "mass_mg": mass} for (lot, partner), mass in sorted(sums.items())]
