"""What plantings are expected to give, by the plans in the book, and what came of each."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

import msgspec
from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number
from lotbook.kit.mass import MG_PER_UNIT, is_mass_unit, product, split, whole
from lotbook.registry.facts import product_facts
from lotbook.registry.records import Plan, Product
from lotbook.yields.expected import Expected, newest_of_each_season

# Every version of every plan, the newest first: what was expected of last year stands in last year's version.
_PLANS = """
    SELECT e.seq, e.body FROM entry e
    WHERE e.operation_id = :op AND e.kind IS NULL AND e.type = 'plan' ORDER BY e.seq DESC
"""
_PLACES = """
    SELECT DISTINCT l.code, l.product, pp.place FROM planting_place pp
    JOIN lot l ON l.operation_id = pp.operation_id AND l.id = pp.lot_id
    WHERE pp.operation_id = :op AND l.kind = 'planting' ORDER BY l.code, pp.place
"""
_decoder: msgspec.json.Decoder[Plan] = msgspec.json.Decoder(Plan)


def plans(session: Session, operation: Operation) -> dict[str, list[Plan]]:
    """Return the plans that hold, by planting: one a season, the newest first; withdrawn ones are left out."""
    versions: defaultdict[str, dict[str, Plan]] = defaultdict(dict)
    for seq, body in rows(session, _PLANS, op=operation.id):
        plan = _decoder.decode(bytes(body))
        versions[plan.code][str(seq)] = plan
    found = {}
    for code, some in versions.items():
        keys = newest_of_each_season((day_number(plan.first_pick), key) for key, plan in some.items())
        found[code] = [some[key] for key in keys if not some[key].retired]
    return {code: some for code, some in found.items() if some}


def expectations(
    session: Session, operation: Operation, products: Mapping[str, Product], commodity: str | None = None
) -> list[Expected]:
    """Return what is expected of every planting that the book knows; one at several places is split equally.

    A plan of a code that nobody planted yet waits: it counts from the day on which the planting is in the book. One
    whose quantity cannot be read as mass counts nowhere.
    """
    plans_by_code = plans(session, operation)
    if not plans_by_code:
        return []
    planted: defaultdict[str, list[str]] = defaultdict(list)
    of_planting: dict[str, str | None] = {}
    for code, product_code, place in rows(session, _PLACES, op=operation.id):
        planted[code].append(place)
        of_planting[code] = product_code
    found = []
    for code, places in planted.items():
        own = products.get(of_planting[code] or "")
        for plan in plans_by_code.get(code, ()):
            picked = products.get(plan.product or "", own)
            if commodity is not None and (picked is None or picked.commodity != commodity):
                continue
            mass = plan_mg(plan, picked)
            if mass is None:
                continue
            parts = zip(places, split(mass, [1] * len(places)), strict=True)
            found += [expected_of(plan, part, place, picked) for place, part in parts]
    return found


def expected_of(plan: Plan, mass_mg: int, place: str = "", picked: Product | None = None) -> Expected:
    """Return what a plan lets expect at a place."""
    return Expected(
        plan.code,
        place,
        plan.product,
        picked.commodity if picked is not None else None,
        picked.variety if picked is not None else None,
        mass_mg,
        day_number(plan.first_pick),
        day_number(plan.last_pick),
    )


def plan_mg(plan: Plan, picked: Product | None) -> int | None:
    """Return the mass of a plan: units weigh what the product's record says for the first pick. None: nobody knows."""
    value, unit = Decimal(plan.quantity.value), plan.quantity.unit
    if is_mass_unit(unit):
        return whole(product(value, MG_PER_UNIT[unit]))
    if picked is None:
        return None
    facts = product_facts(picked)
    factor, per = facts.factor(day_number(plan.first_pick)), facts.per.get(unit)
    return None if factor is None or per is None else whole(product(value, per, factor.mg))
