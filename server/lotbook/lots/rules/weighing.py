"""Weights that came later: which weigh holds for which event, spread over its lines (2-contract.md, `weigh`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lotbook.kit.mass import MG_PER_UNIT, MICRO, is_mass_unit, product, split, whole
from lotbook.lots.rules.lines import Line, Moment
from lotbook.registry.facts import ProductFacts

WEIGHABLE = frozenset({"harvested", "received", "declared", "made"})


@dataclass(frozen=True, slots=True)
class Weighing:
    """One standing weigh: its moment, the standing events that it weighed (by seq), and the net mass."""

    moment: Moment
    events: tuple[int, ...]
    mass_mg: int


def spread(
    weighings: Sequence[Weighing],
    lines: Mapping[int, Sequence[Line]],
    facts_of: Mapping[str, ProductFacts],
    products: Mapping[str, str],
) -> dict[tuple[int, int], int]:
    """Return the weighed mass in mg of each line, by (seq, n).

    `lines` holds the inflow lines of every event named. Spread by units × factor, by units where one
    has none; of several standing weighs of an event the latest holds.
    """
    weighed: dict[tuple[int, int], int] = {}
    for weighing in sorted(weighings, key=lambda weighing: weighing.moment):
        targets = [
            (line, facts)
            for seq in sorted(set(weighing.events))
            for line in lines.get(seq, ())
            if line.act in WEIGHABLE
            and (facts := facts_of.get(products.get(line.lot or "") or "")) is not None
            and line.amount is not None
            and (is_mass_unit(line.amount.unit) or line.amount.unit in facts.per)
        ]
        targets.sort(key=lambda pair: ((pair[0].lot or "").encode(), pair[0].stamp.moment, pair[0].n))
        by_mass = all(facts.factors for _, facts in targets)
        weights = [_weight(line, facts, by_mass) for line, facts in targets]
        if not any(weights):
            weights = [1] * len(weights)
        for (line, _), part in zip(targets, split(weighing.mass_mg, weights), strict=True):
            weighed[line.stamp.seq, line.n] = part
    return weighed


def _weight(line: Line, facts: ProductFacts, by_mass: bool) -> int:
    """Units × factor, or units, in millionths: rounded here, it would move milligrams from one line to another."""
    amount = line.amount
    if amount is None:
        return 0
    factor = facts.factor(line.stamp.day)
    if is_mass_unit(amount.unit):
        mg = product(amount.value, MG_PER_UNIT[amount.unit])
        if by_mass:
            return whole(mg * MICRO)
        return whole(mg * MICRO / factor.mg) if factor is not None and factor.mg else 0
    units = product(amount.value, facts.per[amount.unit], Decimal(MICRO))
    return whole(product(units, factor.mg) if by_mass and factor is not None else units)
