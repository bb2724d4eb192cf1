"""Tags: what a scanned label means (contract: Event, 'tags')."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .entries import Event, Line

Key = tuple[datetime, str]
Quantity = dict[str, Any]


@dataclass(frozen=True)
class Binding:
    """One tag given to a quantity of a lot. `origin` stays the same through `replace`: it is the same bin."""

    lot: str
    quantity: Quantity | None
    origin: tuple[str, int]


@dataclass(frozen=True)
class Meaning:
    """What a line takes. `read` is False for a tag whose quantity another line took."""

    lot: str | None
    quantity: Quantity | None
    read: bool = True


class Tags:
    """The bindings of the standing events, and what each line with a tag means."""

    def __init__(self, events: dict[str, Event], stands: set[str]) -> None:
        self._events = events
        # tag -> (moment, place in its event, binding or the older tag that it replaces)
        self._bound: dict[str, list[tuple[Key, int, Binding | str]]] = {}
        standing = sorted((events[id_] for id_ in stands), key=lambda event: event.key)
        for event in standing:
            for place, (tag, bound) in enumerate(self._binds(event)):
                self._bound.setdefault(tag, []).append((event.key, place, bound))
        self._taken: dict[tuple[str, int], tuple[Key, str, int] | None] = {}
        for event in standing:
            for name, number, line in taking_lines(event):
                self._take(event, name, number, line)

    def _binds(self, event: Event) -> list[tuple[str, Binding | str]]:
        body = event.body
        if event.kind == "tag" and body["action"] == "bind" and body.get("lot"):
            return [(body["tag"], Binding(body["lot"], body.get("quantity"), (event.id, 0)))]
        if event.kind == "tag" and body["action"] == "replace" and body.get("with"):
            return [(body["with"], body["tag"])]
        given = [(lot, one) for lot, tags in self._carried(event, frozenset()) for one in tags or []]
        return [
            (one["tag"], Binding(lot, one.get("quantity"), (event.id, place))) for place, (lot, one) in enumerate(given)
        ]

    def _carried(self, event: Event, seen: frozenset[str]) -> list[tuple[str, list[Line] | None]]:
        """Tags by line. 'A replacement, or a line of it with the same lot, without the field keeps those of what it
        replaces; [] drops them': the nth line of a lot keeps those of the nth line of that lot."""
        lines = carriers(event)
        before = self._events.get(event.replaces or "")
        if before is None or event.id in seen or all(tags is not None for _, tags in lines):
            return lines
        kept = self._carried(before, seen | {event.id})
        if event.kind == before.kind == "harvest":
            return [(lines[0][0], kept[0][1])]
        found = []
        for number, (lot, tags) in enumerate(lines):
            nth = [one for one, _ in lines[:number]].count(lot)
            same = [old for one, old in kept if one == lot]
            found.append((lot, tags if tags is not None or nth >= len(same) else same[nth]))
        return found

    def find(self, tag: str, key: Key, seen: frozenset[str] = frozenset()) -> Binding | None:
        """'The tag's latest binding at or before (at, id), else the first after.'"""
        if tag in seen:
            return None
        bound = sorted(self._bound.get(tag, []), key=lambda one: one[:2])
        nearest = [one for one in reversed(bound) if one[0] <= key] + [one for one in bound if one[0] > key]
        for moment, _, binding in nearest:
            # `replace` gives the binding that the older tag has at the moment of the replacement.
            found = self.find(binding, moment, seen | {tag}) if isinstance(binding, str) else binding
            if found:
                return found
        return None

    def _take(self, event: Event, name: str, number: int, line: Line) -> None:
        """'Of several such lines since one binding the first is read, and none where a line with lot and quantity
        (not of a count or move) carried the tag since that binding.' None in `_taken` says: by a full line."""
        binding = self.find(line["tag"], event.key) if line.get("tag") else None
        if binding is None:
            return
        if line.get("lot") and line.get("quantity"):
            self._taken[binding.origin] = None
        elif not line.get("quantity"):
            self._taken.setdefault(binding.origin, (event.key, name, number))

    def meaning(self, event: Event, name: str, number: int, line: Line) -> Meaning:
        """Lot and quantity of a line; what it carries itself wins."""
        lot, quantity = line.get("lot"), line.get("quantity")
        binding = self.find(line["tag"], event.key) if line.get("tag") else None
        if binding is None or (lot and quantity):
            return Meaning(lot, quantity)
        if quantity:
            return Meaning(binding.lot, quantity)
        takes = event.kind not in ("move", "count")
        first = self._taken.get(binding.origin)
        return Meaning(lot or binding.lot, binding.quantity, not takes or first == (event.key, name, number))


def carriers(event: Event) -> list[tuple[str, list[Line] | None]]:
    """(lot, tags) of each line of an event that may bind tags."""
    if event.kind == "harvest":
        return [(event.body["lot"], event.body.get("tags"))]
    name = {"receive": "lines", "open": "lines", "pack": "outputs"}.get(event.kind)
    return [(line["lot"], line.get("tags")) for line in event.lines(name)] if name else []


def taking_lines(event: Event) -> Iterable[tuple[str, int, Line]]:
    """Every line that takes: not of a count or move."""
    if event.kind in ("pack", "ship", "dispose", "plant", "apply", "reclassify", "adjust"):
        for name in ("inputs", "lines", "uses"):
            for number, line in enumerate(event.lines(name)):
                yield name, number, line
