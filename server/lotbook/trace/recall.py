"""A mock recall: everything that any of some lots went into, who has it, what is here, and whom to tell."""

from collections import defaultdict
from decimal import Decimal
from operator import itemgetter
from typing import Any

from sqlalchemy.orm import Session

from lotbook.db import asking
from lotbook.identity.models import Operation
from lotbook.kit.collector import without_collector
from lotbook.kit.mass import mass_text
from lotbook.lots.holds import lots_on_hold
from lotbook.lots.rules import RULES
from lotbook.trace.ahead import Ahead, edges_of
from lotbook.trace.gaps import find_gaps
from lotbook.trace.lots import MANY, LotRow, asked_lot, lots_of, nameless
from lotbook.trace.reach import Step, reach
from lotbook.trace.rules import forward_shares, fractions


@without_collector()
def recall(session: Session, operation: Operation, query: dict[str, Any]) -> dict[str, Any]:
    """Return the recall of `lots`, as of now; of one lot it says what its forward trace says.

    Raises a Problem for a lot that the book does not name.
    """
    asked = [asked_lot(session, operation, code) for code in query["lots"]]
    ahead, steps = _ahead(session, operation, asked)
    everything = [*asked, *ahead]
    held = lots_on_hold(session, operation)
    with asking(much=len(everything) > MANY) as ask:
        said = Ahead(ask, session, operation, [row.id for row in everything])
        said.read(everything)
        came_in = {row.id: row.made_mg for row in everything}
        shares = forward_shares({row.id for row in asked}, fractions(edges_of(steps), came_in))
        shipments = said.customers()
        accounted = said.accounted(asked, ahead, steps, shares)
        stock = said.on_hand()
        losses = said.losses_mg()
    here = {one["lot"] for one in stock if one["mass_mg"] > 0 or not one["units"].startswith(("-", "0"))}
    unit = operation.mass_unit
    by_customer = _by_customer(shipments, unit)
    return {
        "asked": [row.code for row in asked],
        "lots": [_lot(row, shares, asked, row.code in held) for row in everything],
        "customers": by_customer,
        "on_hand": [{**one, "mass": mass_text(one["mass_mg"], unit)} for one in stock],
        "losses_mg": losses,
        "accounted": accounted,
        "notify": [one["partner"] for one in by_customer if one["partner"] is not None],
        "to_hold": sorted(here - held.keys()),
        "gaps": _gaps(asked, ahead, steps, shipments),
        "as_of": {"seq": operation.head_seq, "rules": RULES},
    }


def _ahead(session: Session, operation: Operation, asked: list[LotRow]) -> tuple[list[LotRow], list[Step]]:
    """Return every other lot ahead of some, the nearest first, and the links between them all."""
    depth: dict[int, int] = {}
    names: dict[int, str] = {}
    steps: set[Step] = set()
    for row in asked:
        found = reach(session, operation, row.id, row.code, "forward")
        steps.update(found.steps)
        names |= found.names
        for id_, steps_away in found.depth.items():
            depth[id_] = min(steps_away, depth.get(id_, steps_away))
    others = depth.keys() - {row.id for row in asked}
    lots = lots_of(session, operation, sorted(id_ for id_ in others if id_ >= 0))
    lots += [nameless(id_, names[id_]) for id_ in others if id_ < 0]
    lots.sort(key=lambda row: (depth[row.id], row.code))
    return lots, sorted(steps, key=itemgetter(0, 1, 2, 3))


def _lot(row: LotRow, shares: dict[int, float], asked: list[LotRow], hold: bool) -> dict[str, Any]:
    share = 1.0 if row in asked else shares.get(row.id)
    return {
        "lot": row.code,
        "kind": row.kind,
        "product": row.product,
        "status": row.status,
        "place": row.place,
        "made_mg": row.made_mg,
        "stock_mg": row.stock_mg,
        "share": None if share is None else f"{share:.4f}",
        "hold": hold,
    }


def _by_customer(shipments: list[dict[str, Any]], unit: str) -> list[dict[str, Any]]:
    """Group shipments by who received them; units of one name add up."""
    by: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for one in shipments:
        by[one["partner"]].append({name: value for name, value in one.items() if name != "partner"})
    found = []
    for partner in sorted(by, key=lambda code: code or ""):
        mass = sum(one["mass_mg"] for one in by[partner])
        found.append(
            {
                "partner": partner,
                "mass_mg": mass,
                "mass": mass_text(mass, unit),
                "units": _units(by[partner]),
                "shipments": by[partner],
            }
        )
    return found


def _units(shipments: list[dict[str, Any]]) -> dict[str, str]:
    total: dict[str, Decimal] = defaultdict(Decimal)
    for one in shipments:
        for unit, value in one["units"].items():
            total[unit] += Decimal(value)
    return {unit: f"{value.normalize():f}" for unit, value in sorted(total.items())}


def _gaps(
    asked: list[LotRow], ahead: list[LotRow], steps: list[Step], shipments: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    first, *others = asked
    return find_gaps("forward", first, [*others, *ahead], steps, [], shipments)
