"""What the lines of the standing events do to lots, in the order in which rule 0 folds them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from .entries import Event, Line
from .lots import Lots
from .tags import Tags

DISPOSED = {
    "waste": "wasted", "destroyed": "wasted", "donated": "donated", "sample": "sampled", "own_use": "own_use",
    "shrink": "shrink",
}  # fmt: skip
INFLOWS = ("declared", "harvested", "received", "made")
IN, RECLASSIFIED, OUT = range(3)


@dataclass(frozen=True, eq=False)
class Flow:
    """One line. `way` is in, mean (in at the lot's mean), out, shrink, reclassify, move or count."""

    event: Event
    phase: int
    number: int
    way: str
    account: str
    lot: str | None
    quantity: dict[str, Any] | None
    weighed: dict[str, Any] | None = None
    to_lot: str | None = None
    # A line of a lot with neither tag nor quantity: all that is held then.
    everything: bool = False

    @property
    def order(self) -> tuple[date, int, datetime, str, int]:
        """'By local date; within a date first what comes in, then reclassifications, then what goes out, each by
        (at, id).'"""
        return self.event.day, self.phase, self.event.at, self.event.id, self.number


def flows(events: Iterable[Event], tags: Tags, lots: Lots) -> list[Flow]:
    """Every line that is read, in order."""
    found: list[Flow] = []
    for event in events:
        found += _flows_of(event, tags, lots)
    return sorted(found, key=lambda flow: flow.order)


def _flows_of(event: Event, tags: Tags, lots: Lots) -> list[Flow]:
    body = event.body
    match event.kind:
        case "open" | "receive":
            account = "declared" if event.kind == "open" else "received"
            return [_in(event, n, account, line) for n, line in enumerate(event.lines())]
        case "harvest":
            return [_in(event, 0, "harvested", body)]
        case "plant" | "apply":
            return _outs(event, "uses", "used", tags)
        case "ship":
            return _outs(event, "lines", "shipped", tags)
        case "dispose":
            return _outs(event, "lines", DISPOSED[body["reason"]], tags)
        case "return":
            return [_in(event, n, "returned", line, way="mean") for n, line in enumerate(event.lines())]
        case "adjust":
            return [_adjusted(event, n, line) for n, line in enumerate(event.lines())]
        case "reclassify":
            return [
                Flow(event, RECLASSIFIED, n, "reclassify", "reclassified_out", line["lot"], line["quantity"],
                     to_lot=line["to_lot"])
                for n, line in enumerate(event.lines())
            ]  # fmt: skip
        case "move" | "count":
            return _outs(event, "lines", event.kind, tags, way=event.kind)
        case "pack":
            return _packed(event, tags, lots)
    return []


def _in(event: Event, number: int, account: str, line: Line, *, way: str = "in", phase: int = IN) -> Flow:
    return Flow(event, phase, number, way, account, line["lot"], line["quantity"], line.get("mass"))


def _outs(event: Event, name: str, account: str, tags: Tags, *, way: str | None = None) -> list[Flow]:
    found = []
    for number, line in enumerate(event.lines(name)):
        meaning = tags.meaning(event, name, number, line)
        if meaning.read:
            everything = bool(line.get("lot")) and not line.get("tag") and not line.get("quantity")
            way_ = way or ("shrink" if account == "shrink" else "out")
            found.append(Flow(event, OUT, number, way_, account, meaning.lot, meaning.quantity, everything=everything))
    return found


def _adjusted(event: Event, number: int, line: Line) -> Flow:
    """'A positive adjust is an in at the mean, a negative adjust an out.'"""
    value = Fraction(line["quantity"]["value"])
    if value >= 0:
        return _in(event, number, "adjusted", line, way="mean")
    quantity = {**line["quantity"], "value": str(line["quantity"]["value"]).lstrip("-")}
    return Flow(event, OUT, number, "out", "adjusted", line["lot"], quantity)


def _packed(event: Event, tags: Tags, lots: Lots) -> list[Flow]:
    """'What one pack event gives back to a lot that it takes from comes right after what it takes'; 'packaging, with
    mass, is used on its own event's date and is not in I'."""
    taken = []
    for flow in _outs(event, "inputs", "in_process", tags):
        packaging = flow.lot is not None and lots.class_(flow.lot) == "packaging"
        account = "used" if packaging else "in_process"
        taken.append(Flow(event, OUT, flow.number, "out", account, flow.lot, flow.quantity, everything=flow.everything))
    sources = {flow.lot for flow in taken}
    after = len(event.lines("inputs"))
    given = [
        _in(event, after + n, "made", line, phase=OUT if line["lot"] in sources else IN)
        for n, line in enumerate(event.lines("outputs"))
    ]
    return taken + given
