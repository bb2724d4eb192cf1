"""The verdict on a statement, with all its reasons (contract: Verdict)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from .entries import Event
from .flows import Flow
from .postings import Posting
from .quantities import GRAM, MICRO, estimates
from .reading import Reading
from .runs import Run
from .statement import HELD, Scope, Statement, scope_lots

SEVERITIES = {
    "stock_below_zero": "fail",
    "organic_below_zero": "fail",
    "run_below_zero": "fail",
    "shipped_above_permitted": "fail",
    "returned_beyond_shipped": "fail",
    "outputs_exceed_inputs": "fail",
    "gain_within_estimates": "review",
    "count_variance": "review",
    "unexplained_loss": "review",
    "positive_adjustment": "review",
    "incomplete_run": "review",
    "unweighed": "review",
    "unknown_mass": "review",
    "late_record": "review",
    "no_count": "unproven",
}
# What came in, as the base of a tolerance in percent.
CAME_IN = ("opening", "declared", "harvested", "received", "returned", "reclassified_in", "made")

# What says something of lots, and moves nothing.
ABOUT = ("count", "hold", "invoice", "note", "tag")


class Judge:
    """One statement with what is needed to judge it. `gain_remains` answers for the favourable ends of a run."""

    def __init__(
        self,
        reading: Reading,
        scope: Scope,
        since: date,
        to: date,
        found: Statement,
        gain_remains: Callable[[Run], bool],
    ) -> None:
        self.reading, self.since, self.to, self.found, self.gain_remains = reading, since, to, found, gain_remains
        self.scope = scope
        self.scope_lots = scope_lots(reading, scope)
        # 'With a status in the scope the verdict also covers lots that were claimed to have it.'
        self.lots = scope_lots(reading, scope, claimed=True)
        self.runs = [run for run in reading.runs if self.lots & (run.lots_in | run.packaging | run.lots_out)]

    def verdict(self) -> tuple[str, set[str]]:
        reasons = {code for code, applies in self._reasons() if applies}
        for severity in ("fail", "review", "unproven"):
            if severity in {SEVERITIES[code] for code in reasons}:
                return severity, reasons
        return "pass", reasons

    def _reasons(self) -> Iterator[tuple[str, bool]]:
        lines, base = self.found.lines, self._tolerance()
        gains = [run for run in self.runs if self._closes(run) and run.unaccounted_mg < -GRAM]
        yield "stock_below_zero", any(self._stock_below_zero(lot) for lot in self.lots)
        yield "organic_below_zero", self._organic_below_zero()
        # An unknown mass makes the period one to review (rule 9), whatever it leaves in process.
        yield "run_below_zero", any(self._run_below_zero(run) for run in self.runs if not run.unknown)
        yield (
            "shipped_above_permitted",
            any(self.reading.statuses.above_permitted(flow.lot or "") for flow in self._flows("shipped")),
        )
        yield "returned_beyond_shipped", any(self._returned_beyond(flow.lot or "") for flow in self._flows("returned"))
        yield "outputs_exceed_inputs", any(self.gain_remains(run) for run in gains)
        yield "gain_within_estimates", any(not self.gain_remains(run) for run in gains)
        yield "count_variance", self._variance(base)
        yield "unexplained_loss", -lines.get("unaccounted:loss", 0) > base
        yield "positive_adjustment", lines.get("adjusted", 0) > base
        yield "incomplete_run", any(self._incomplete(run) for run in self.runs)
        yield "unweighed", any(run.unweighed and self._closes(run) for run in self.runs if not run.massless)
        yield "unknown_mass", self._unknown()
        yield "late_record", self._late()
        yield "no_count", self.found.closing_count is None

    def _tolerance(self) -> Fraction:
        """The smallest `tolerance_percent` that a product of the scope was given (none: zero), of what opened and came
        in; 'residues under one gram are rounding'."""
        given = [product.get("tolerance_percent") for product in self._products()]
        percents = [Fraction(percent) for percent in given if percent]
        came = sum(max(self.found.lines.get(account, 0), 0) for account in CAME_IN)
        return GRAM + max(Fraction(0), min(percents, default=Fraction(0)) * came / 100)

    def _products(self) -> list[dict[str, Any]]:
        ((what, code),) = ((name, value) for name, value in self.scope.items() if name != "status")
        if what == "lot":
            what, code = "product", self.reading.lots.product_code(code) or ""
        name = "code" if what == "product" else what
        return [p for p in self.reading.entries.registry.get("product", {}).values() if p.get(name) == code]

    def _variance(self, base: Fraction) -> bool:
        counted = self.found.closing_count
        return counted is not None and (abs(counted.difference_mg) > base or counted.difference_units > 0)

    def _within(self, day: date) -> bool:
        return self.since <= day <= self.to

    def _closes(self, run: Run) -> bool:
        return self._within(run.closes_on) and not run.unknown and not run.massless

    def _flows(self, account: str) -> list[Flow]:
        return [
            flow
            for flow in self.reading.flows
            if flow.account == account and flow.lot in self.lots and self._within(flow.event.day)
        ]

    def _ends_of_days(self, postings: Iterable[Posting]) -> Iterator[tuple[date, int, int]]:
        """(date, mass, units) at the end of `from` and of every later date of the period on which something moved."""
        moved = list(postings)
        for day in sorted({self.since} | {posting.day for posting in moved if self._within(posting.day)}):
            held = [posting for posting in moved if posting.day <= day]
            yield day, sum(posting.mass_mg for posting in held), sum(posting.units_micro for posting in held)

    def _stock_below_zero(self, lot: str) -> bool:
        """'Stock of a lot (in units where it has them)'; units that weigh less than a gram are rounding."""
        stock = [posting for posting in self.reading.postings if posting.lot == lot and posting.account == "stock"]
        has_units = any(posting.units_micro for posting in stock)
        for day, mass, units in self._ends_of_days(stock):
            if not has_units and mass <= -GRAM:
                return True
            if has_units and units < 0:
                factor = self.reading.lots.factor(lot, day)
                weight = Fraction(mass, units) if mass < 0 else factor / MICRO if factor else None
                if -units >= MICRO // 1000 if weight is None else -units * weight >= GRAM:
                    return True
        return False

    def _organic_below_zero(self) -> bool:
        organic = {lot for lot in self.scope_lots if self.reading.statuses.of(lot) == "organic"}
        held = [p for p in self.reading.postings if p.lot in organic and p.account in HELD]
        return any(mass <= -GRAM for _, mass, _ in self._ends_of_days(held))

    def _run_below_zero(self, run: Run) -> bool:
        held = [p for p in self.reading.postings if p.group == run.key and p.account == "in_process"]
        return any(mass <= -GRAM for _, mass, _ in self._ends_of_days(held))

    def _returned_beyond(self, lot: str) -> bool:
        moved = [p for p in self.reading.postings if p.lot == lot and p.account in ("shipped", "returned")]
        until = [p for p in moved if p.day <= self.to]
        if any(posting.units_micro for posting in moved):
            units = sum(posting.units_micro for posting in until)
            factor = self.reading.lots.factor(lot, self.to)
            return units < 0 and (factor is None or -units * factor / MICRO >= GRAM)
        return sum(posting.mass_mg for posting in until) <= -GRAM

    def _incomplete(self, run: Run) -> bool:
        return (run.massless and self._spans(run)) or (run.never_closed and self._within(run.closes_on))

    def _spans(self, run: Run) -> bool:
        """Whether a run was going on in the period."""
        return run.events[0].day <= self.to and run.closes_on >= self.since

    def _unknown(self) -> bool:
        """Rule 9: 'every statement of its period is review', of whatever scope."""
        measure = self.reading.lots.measure
        lines = any(
            (measure(flow.lot, flow.quantity) is None if flow.way == "count" else amount.unknown)
            and self._within(flow.event.day)
            for flow, amount in self.reading.folded.amounts.items()
        )
        return lines or any(run.unknown and self._spans(run) for run in self.reading.runs)

    def _late(self) -> bool:
        """'Records of the period were received after it was counted': what the counts read, but had not heard of."""
        counted = self.found.closing_count
        if counted is None:
            return False
        late = [
            event
            for event in self.reading.events
            if event.received is not None
            and event.received > counted.last
            and event.at <= counted.last
            and self._within(event.day)
        ]
        moved = any(
            flow.event in late and (flow.lot in self.lots or flow.to_lot in self.lots) and flow.way != "count"
            for flow in self.reading.flows
        )
        # A void or a weight is of the scope where the events are that it names.
        return moved or any(self.lots & self._named(event) for event in late)

    def _named(self, event: Event) -> set[str]:
        """Lots of the events that a void or a weight names, whether those stand or not."""
        named = [event.voids, event.replaces] if event.kind == "void" else [event.replaces]
        named += [id_.lower() for id_ in event.body["of"]] if event.kind == "weigh" else []
        if event.kind not in ("void", "weigh"):
            return set()
        events = [self.reading.entries.events[id_] for id_ in named if id_ in self.reading.entries.events]
        return {lot for one in events if one.kind not in ABOUT for lot in _lots_of(one)}


def _lots_of(event: Event) -> set[str]:
    """The lots that an event's own words name."""
    lines = [line for name in ("lines", "inputs", "outputs", "uses") for line in event.lines(name)]
    found = {event.body.get("lot")} | {line.get(name) for line in lines for name in ("lot", "to_lot")}
    return {lot for lot in found if lot}


def gain_remains(reading: Reading, run: Run) -> bool:
    """Whether a gain over one gram remains 'at the favourable ends of the estimated factors': each factor at that one
    of its ends that makes U of this run the greater, all of them together."""
    ends: dict[tuple[str, int], str] = {}
    for estimate in estimates(reading.entries.registry.get("product", {}).values()):
        gaps = {end: Reading(reading.entries, {estimate: end}).unaccounted()[run.key] for end in ("min", "max")}
        if gaps["min"] != gaps["max"]:
            ends[estimate] = max(gaps, key=lambda end: gaps[end])
    return Reading(reading.entries, ends).unaccounted()[run.key] < -GRAM
