"""Rule 0: each lot is folded by local date, holding mass and units."""

from dataclasses import dataclass, field
from fractions import Fraction

from .flows import Flow
from .lots import Lots
from .postings import Posting
from .quantities import MICRO


@dataclass(frozen=True)
class Amount:
    """What a line came to. `mass_mg` None: without mass; `unknown`: not to be known yet (rule 9)."""

    mass_mg: int | None
    units_micro: int
    unknown: bool = False


UNKNOWN = Amount(None, 0, unknown=True)


@dataclass
class Holding:
    """One lot at one moment of the fold; its stock by place; `last_mean` in milligrams a millionth."""

    mass_mg: int = 0
    units_micro: int = 0
    last_mean: Fraction | None = None
    places: dict[str | None, list[int]] = field(default_factory=dict)

    def add(self, place: str | None, mass_mg: int, units_micro: int) -> None:
        self.mass_mg += mass_mg
        self.units_micro += units_micro
        here = self.places.setdefault(place, [0, 0])
        here[0] += mass_mg
        here[1] += units_micro
        if self.units_micro > 0:
            self.last_mean = Fraction(self.mass_mg, self.units_micro)

    def mean(self, factor: Fraction | None) -> Fraction | None:
        """'Mass held ÷ units held; with none held the last mean, else the factor', in milligrams a millionth."""
        if self.units_micro > 0:
            return Fraction(self.mass_mg, self.units_micro)
        return self.last_mean if self.last_mean is not None else factor and factor / MICRO

    def positive_mean(self, factor: Fraction | None) -> Fraction | None:
        """The mean to divide a mass by: one that is above zero."""
        for mean in (self.mean(None), self.last_mean, factor and factor / MICRO):
            if mean is not None and mean > 0:
                return mean
        return None

    def leaves_from(self, place: str | None) -> str | None:
        """Rule 5: 'from its event's place where the lot has stock there, else from where it has most'."""
        counted = 1 if any(units for _, units in self.places.values()) else 0
        most = max((stock[counted] for stock in self.places.values()), default=0)
        if most <= 0 or self.places.get(place, [0, 0])[counted] > 0:
            return place
        return min((p for p, s in self.places.items() if s[counted] == most), key=lambda p: (p or "").encode())


@dataclass
class Folded:
    """What the fold came to: an amount for every line, and the postings of all but the runs."""

    amounts: dict[Flow, Amount] = field(default_factory=dict)
    postings: list[Posting] = field(default_factory=list)


def fold(flows: list[Flow], weighed: dict[Flow, int], lots: Lots) -> Folded:
    """Fold all lots together, because a reclassification is out of one lot and into the other."""
    folded = Folded()
    held: dict[str, Holding] = {}
    for flow in flows:
        if flow.lot is None or flow.way == "count":
            folded.amounts[flow] = UNKNOWN
            continue
        holding = held.setdefault(flow.lot, Holding())
        factor = lots.factor(flow.lot, flow.event.day)
        if flow.way == "in" or (flow.way == "mean" and flow.weighed):
            amount = _came_in(flow, weighed.get(flow), factor, lots)
        elif flow.way == "shrink":
            amount = _shrunk(flow, holding, lots)
        else:
            amount = _at_mean(flow, holding, factor, lots, out=flow.way != "mean")
        folded.amounts[flow] = amount
        _post(flow, amount, holding, held, folded.postings)
    return folded


def _came_in(flow: Flow, weighed: int | None, factor: Fraction | None, lots: Lots) -> Amount:
    """'Units as given, mass as weighed, else units × the factor on that date; a quantity given in mass counts as
    mass ÷ factor units.'"""
    measure = lots.measure(flow.lot, flow.quantity)
    if measure is None:
        return UNKNOWN
    scale = lots.measure(flow.lot, flow.weighed)
    mass = weighed if weighed is not None else round(scale.mg) if scale and scale.mg is not None else None
    if measure.mg is not None:
        units = round(measure.mg / factor * MICRO) if factor else 0
        return Amount(round(measure.mg) if mass is None else mass, units)
    assert measure.units is not None
    if mass is None and factor is not None:
        mass = round(measure.units * factor)
    return Amount(mass, round(measure.units * MICRO))


def _at_mean(flow: Flow, holding: Holding, factor: Fraction | None, lots: Lots, *, out: bool) -> Amount:
    """'Out in units: units × mean, and all of the mass when all units go; out in mass: that mass, and mass ÷ mean
    units.' A `return` and a positive `adjust` come in alike."""
    if flow.everything:
        if lots.product(flow.lot or "") is None:
            return UNKNOWN
        here = holding.places.get(holding.leaves_from(flow.event.place), [0, 0])
        mass, units = here if flow.way == "move" else (holding.mass_mg, holding.units_micro)
        return Amount(max(mass, 0), max(units, 0))
    measure = lots.measure(flow.lot, flow.quantity)
    if measure is None:
        return UNKNOWN
    if measure.mg is not None:
        mean = holding.positive_mean(factor)
        return Amount(round(measure.mg), round(round(measure.mg) / mean) if mean else 0)
    assert measure.units is not None
    units = round(measure.units * MICRO)
    if out and units and units == holding.units_micro:
        return Amount(holding.mass_mg, units)
    mean = holding.mean(None)
    if mean is not None:
        return Amount(round(units * mean), units)
    return Amount(None if factor is None else round(measure.units * factor), units)


def _shrunk(flow: Flow, holding: Holding, lots: Lots) -> Amount:
    """'Shrink takes mass alone, at most what is held.'"""
    measure = lots.measure(flow.lot, flow.quantity)
    if measure is None or measure.mg is None:
        return UNKNOWN
    return Amount(min(round(measure.mg), max(holding.mass_mg, 0)), 0)


def _post(flow: Flow, amount: Amount, holding: Holding, held: dict[str, Holding], postings: list[Posting]) -> None:
    """Stock against the account of the line; of a run only stock and in process, the rest is split over the run."""
    mass, units = amount.mass_mg or 0, amount.units_micro
    if not mass and not units:
        return
    event, lot = flow.event, flow.lot
    assert lot is not None

    def post(lot: str, account: str, sign: int, place: str | None = None, peer: str | None = None) -> None:
        group = event.body.get("run") or event.id if event.kind == "pack" else event.id
        if account == "stock":
            held.setdefault(lot, Holding()).add(place, sign * mass, sign * units)
        postings.append(
            Posting(event.id, group, lot, account, event.day, event.at, sign * mass, sign * units, place, peer)
        )

    source = holding.leaves_from(event.place)
    match flow.way:
        case "in" | "mean":
            post(lot, "stock", 1, event.place)
            if flow.account != "made":
                post(lot, flow.account, -1)
        case "out" | "shrink":
            post(lot, "stock", -1, source)
            post(lot, flow.account, 1)
        case "move" if event.body.get("to") and event.body["to"] != source:
            post(lot, "stock", -1, source)
            post(lot, "stock", 1, event.body["to"])
        case "reclassify":
            assert flow.to_lot is not None
            post(lot, "stock", -1, source)
            post(lot, "reclassified_out", 1, peer=flow.to_lot)
            post(flow.to_lot, "stock", 1, event.place or source)
            post(flow.to_lot, "reclassified_in", -1, peer=lot)
