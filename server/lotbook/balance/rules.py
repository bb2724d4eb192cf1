"""What a statement's figures mean: its verdict with reasons (2-contract.md, "Verdict"). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lotbook.kit.clock import day_text
from lotbook.kit.mass import GRAM_MG, mass_text

SEVERITIES = ("info", "unproven", "review", "fail")
VERDICTS = {"info": "pass", "unproven": "unproven", "review": "review", "fail": "fail"}

CAME_IN = ("declared", "harvested", "received", "returned", "reclassified_in", "made")
WENT_OUT = ("shipped", "used", "donated", "sampled", "wasted", "own_use", "shrink", "reclassified_out")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is."""

    code: str
    severity: str
    about: dict[str, Any]
    text: str

    def shown(self) -> dict[str, Any]:
        """Return it as the contract writes it."""
        return {"code": self.code, "severity": self.severity, "about": self.about, "text": self.text}


@dataclass(slots=True)
class OddRun:
    """A run that touches the scope and that a verdict must look at."""

    key: str
    closes_in_period: bool
    closed: bool
    empty: bool
    unweighed: bool
    gain_mg: int
    favourable_gain_mg: int
    below_on: int | None


@dataclass(slots=True)
class Evidence:
    """All that a verdict is found from."""

    lines: Mapping[str, int]
    closing_mg: int
    variance_mg: int | None
    variance_units: int
    tolerance_percent: Decimal
    opening_counted: bool
    mass_unit: str
    lots_below: Sequence[tuple[str, int]] = ()
    organic_below: int | None = None
    above_status: Sequence[str] = ()
    returned_beyond: Sequence[str] = ()
    runs: Sequence[OddRun] = ()
    unread_lines: int = 0
    received_late: Sequence[str] = ()
    reasons: list[Reason] = field(default_factory=list)


def verdict(evidence: Evidence) -> tuple[str, list[Reason]]:
    """Return fail, review, unproven or pass, with all reasons, the gravest first."""
    reasons = [
        *_below_zero(evidence),
        *_gains(evidence),
        *_tolerances(evidence),
        *_incomplete(evidence),
        *_unproven(evidence),
    ]
    reasons.sort(key=lambda reason: -SEVERITIES.index(reason.severity))
    gravest = reasons[0].severity if reasons else "info"
    return VERDICTS[gravest], reasons


def _below_zero(evidence: Evidence) -> list[Reason]:
    reasons = [
        Reason(
            "stock_below_zero",
            "fail",
            {"lot": lot, "on": day_text(day)},
            f"More of lot {lot} had left than was there at the end of {day_text(day)}.",
        )
        for lot, day in evidence.lots_below
    ]
    if evidence.organic_below is not None:
        on = day_text(evidence.organic_below)
        text = f"More organic product had left than was there at the end of {on}."
        reasons.append(Reason("organic_below_zero", "fail", {"on": on}, text))
    reasons += [
        Reason(
            "run_below_zero",
            "fail",
            {"run": run.key, "on": day_text(run.below_on)},
            f"Run {run.key} had given more than it had taken at the end of {day_text(run.below_on)}.",
        )
        for run in evidence.runs
        if run.below_on is not None
    ]
    reasons += [
        Reason("shipped_above_status", "fail", {"lot": lot}, f"Lot {lot} was shipped above its permitted status.")
        for lot in evidence.above_status
    ]
    reasons += [
        Reason("returned_beyond_shipped", "fail", {"lot": lot}, f"More of lot {lot} came back than was shipped.")
        for lot in evidence.returned_beyond
    ]
    return reasons


def _gains(evidence: Evidence) -> list[Reason]:
    reasons = []
    for run in evidence.runs:
        if not run.closes_in_period or run.gain_mg <= GRAM_MG:
            continue
        gain = f"{mass_text(run.gain_mg, evidence.mass_unit)} {evidence.mass_unit}"
        about = {"run": run.key, "gain_mg": run.gain_mg, "remains_mg": run.favourable_gain_mg}
        if run.favourable_gain_mg > GRAM_MG:
            text = f"{gain} more came out of run {run.key} than went in."
            reasons.append(Reason("outputs_exceed_inputs", "fail", about, text))
        else:
            text = f"{gain} more came out of run {run.key} than went in; estimated unit masses may explain it."
            reasons.append(Reason("gain_within_estimate", "review", about, text))
    return reasons


def _tolerances(evidence: Evidence) -> list[Reason]:
    lines = evidence.lines
    handled = lines.get("opening", 0) + sum(max(lines.get(name, 0), 0) for name in CAME_IN)
    allowed = max(int(handled * evidence.tolerance_percent / 100), 0)
    loss = -lines.get("unaccounted:loss", 0)
    found = []
    for code, mass, what in (
        ("variance_above_tolerance", abs(evidence.variance_mg or 0), "The count differs from the book by"),
        ("loss_above_tolerance", loss, "Nobody explained a loss in processing of"),
        ("adjusted_above_tolerance", lines.get("adjusted", 0), "Stock was adjusted upwards by"),
    ):
        # What lies on the tolerance is within it, however its milligrams were rounded.
        if mass - allowed > GRAM_MG:
            amount = f"{mass_text(mass, evidence.mass_unit)} {evidence.mass_unit}"
            text = f"{what} {amount}, more than the tolerance of {evidence.tolerance_percent} %."
            found.append(Reason(code, "review", {"mass_mg": mass, "allowed_mg": allowed}, text))
    if evidence.variance_units:
        text = "The count of lots without mass differs from the book."
        found.append(Reason("variance_above_tolerance", "review", {"units": evidence.variance_units}, text))
    return found


def _incomplete(evidence: Evidence) -> list[Reason]:
    reasons = []
    for run in evidence.runs:
        if run.closes_in_period and not run.closed:
            text = f"Run {run.key} was never closed."
            reasons.append(Reason("incomplete_run", "review", {"run": run.key}, text))
        if run.empty:
            text = f"Run {run.key} has neither input nor output mass."
            reasons.append(Reason("empty_run", "review", {"run": run.key}, text))
        if run.closes_in_period and run.unweighed:
            text = f"Part of what run {run.key} made has no mass, so nobody can say what was lost."
            reasons.append(Reason("unweighed", "review", {"run": run.key}, text))
    unread = evidence.unread_lines
    if unread:
        text = f"{unread} line(s) of the period cannot be read yet: a lot, product, unit or tag is unknown."
        reasons.append(Reason("unread_lines", "review", {"lines": unread}, text))
    if evidence.received_late:
        late = list(evidence.received_late)
        text = f"{len(late)} record(s) of the period arrived after it was counted."
        reasons.append(Reason("received_after_count", "review", {"events": late[:100]}, text))
    return reasons


def _unproven(evidence: Evidence) -> list[Reason]:
    reasons = []
    if evidence.variance_mg is None:
        text = "No count bounds the end of the period: count the stock to prove the balance."
        reasons.append(Reason("no_count", "unproven", {}, text))
    if not evidence.opening_counted and evidence.lines.get("opening", 0):
        text = "No count bounds the beginning of the period; the opening is by the book."
        reasons.append(Reason("opening_uncounted", "info", {}, text))
    return reasons
