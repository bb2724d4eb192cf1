"""Kind `weigh`: what came in was weighed later."""

from fractions import Fraction

from .entries import Event
from .flows import INFLOWS, Flow
from .lots import Lots
from .quantities import mass_of
from .standing import heir


def weighed(flows: list[Flow], events: dict[str, Event], stands: set[str], lots: Lots) -> dict[Flow, int]:
    """Milligrams of the lines whose event a standing `weigh` names.

    'It follows an event to its standing replacement; where some do not stand, the others take it all; of several
    standing weighs the latest (at, id) holds.' A weigh is spread over all its events before the latest is chosen.
    """
    inflows: dict[str, list[Flow]] = {}
    for flow in flows:
        if flow.account in INFLOWS and lots.measure(flow.lot, flow.quantity) is not None:
            inflows.setdefault(flow.event.id, []).append(flow)
    found: dict[Flow, int] = {}
    for weigh in sorted((events[id_] for id_ in stands), key=lambda event: event.key):
        mass = mass_of(weigh.body.get("mass")) if weigh.kind == "weigh" else None
        if mass is None:
            continue
        heirs = {heir(id_.lower(), events, stands) for id_ in weigh.body["of"]}
        lines = [flow for id_ in sorted(id_ for id_ in heirs if id_) for flow in inflows.get(id_, [])]
        # Later weighs overwrite.
        found.update({line: round(part) for line, part in zip(lines, _spread(mass, lines, lots), strict=True)})
    return found


def _spread(mass: Fraction, lines: list[Flow], lots: Lots) -> list[Fraction]:
    """'Over their lines by units × factor (by units where one has none)'; equally where that is nothing."""
    weights: list[Fraction] = []
    factors = [lots.factor(line.lot or "", line.event.day) for line in lines]
    for line, factor in zip(lines, factors, strict=True):
        measure = lots.measure(line.lot, line.quantity)
        assert measure is not None
        if measure.units is not None:
            units = measure.units
        else:
            units = (measure.mg or Fraction(0)) / factor if factor else Fraction(0)
        weights.append(units if None in factors else units * (factor or 0))
    whole = sum(weights)
    return [mass * weight / whole if whole else mass / len(lines) for weight in weights]
