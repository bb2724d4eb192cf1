"""Links: lot A went into lot B, in event E (rules 1 and 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .entries import Entries, Event
from .flows import Flow
from .fold import Amount, Folded
from .places import planted, together
from .quantities import split
from .runs import Run


@dataclass(frozen=True)
class Link:
    """`way`: pack, reclassify, harvest (out of a planting), plant, transplant or apply (into one)."""

    source: str
    target: str
    way: str
    event: str
    day: date
    mass_mg: int = 0


def links(entries: Entries, events: list[Event], folded: Folded, runs: list[Run], known_lots: set[str]) -> list[Link]:
    """Every link of the standing events."""
    amounts: dict[str, list[tuple[Flow, Amount]]] = {}
    for flow, amount in folded.amounts.items():
        amounts.setdefault(flow.event.id, []).append((flow, amount))
    found: list[Link] = []
    for event in events:
        lines = amounts.get(event.id, [])
        match event.kind:
            case "harvest":
                found += _harvested(event, lines[0][1])
            case "reclassify":
                found += [_link(flow, flow.to_lot or "", "reclassify", amount) for flow, amount in lines]
            case "plant":
                found += [_link(flow, event.body["lot"], "plant", amount) for flow, amount in lines]
                for parent in event.body.get("from") or []:
                    found.append(Link(parent, event.body["lot"], "transplant", event.id, event.day))
            case "apply":
                reached = _reached(entries, events, event.body["to"], known_lots)
                found += [
                    Link(flow.lot or "", lot, "apply", event.id, event.day) for flow, _ in lines for lot in reached
                ]
    for run in runs:
        last = run.events[-1]
        found += [Link(i, j, "pack", last.id, last.day, mass) for (i, j), mass in run.link_masses().items()]
    return found


def _link(flow: Flow, target: str, way: str, amount: Amount) -> Link:
    return Link(flow.lot or "", target, way, flow.event.id, flow.event.day, amount.mass_mg or 0)


def _harvested(event: Event, amount: Amount) -> list[Link]:
    """'Link mass of a harvest from several plantings is split equally.'"""
    plantings = sorted(set(event.body.get("from") or []))
    if not plantings:
        return []
    parts = split(amount.mass_mg or 0, dict.fromkeys(plantings, 1))
    return [
        Link(planting, event.body["lot"], "harvest", event.id, event.day, parts[planting]) for planting in plantings
    ]


def _reached(entries: Entries, events: Iterable[Event], to: list[str], known_lots: set[str]) -> list[str]:
    """'An apply to a place reaches the plantings at, under or over it, planted before or after'; a code that is
    neither a place nor a known lot is an unknown planting, in the trace like any other."""
    homes = planted(events)
    found: list[str] = []
    for code in to:
        is_place = bool(entries.record("place", code)) or any(
            place == code for places in homes.values() for _, place in places
        )
        if code in known_lots or not is_place:
            found.append(code)
        if is_place:
            found += [lot for lot, places in homes.items() if any(together(entries, code, p) for _, p in places)]
    return sorted(set(found))
