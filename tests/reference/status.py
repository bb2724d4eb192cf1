"""Rule 3: the status of a lot is the lowest of what was claimed and what was permitted."""

from collections.abc import Iterable

from .entries import Entries
from .lots import Lots, Making
from .places import Planted, place_status
from .runs import Run

RANK = {"nonorganic": 0, "transitional": 1, "organic": 2}


def lowest(statuses: Iterable[str | None]) -> str:
    """The lowest of them; `nonorganic` where there is none to go by."""
    return min((status or "nonorganic" for status in statuses), key=lambda status: RANK[status], default="nonorganic")


class Statuses:
    """What each line that makes a lot permits, and what each lot comes to."""

    def __init__(self, entries: Entries, lots: Lots, planted: Planted, runs: list[Run]) -> None:
        self._entries, self._lots, self._planted = entries, lots, planted
        self._run = {event.id: run for run in runs for event in run.events}
        # From the top downwards until nothing moves, so that rework into its own code does not lower itself.
        self._found = dict.fromkeys(lots.made, "organic")
        moved = True
        while moved:
            before = dict(self._found)
            for lot, makings in lots.made.items():
                self._found[lot] = lowest(
                    lowest([making.claim or "organic", self.permitted(making)]) for making in makings
                )
            moved = before != self._found

    def of(self, lot: str) -> str | None:
        """None for a lot that nothing made."""
        return self._found.get(lot)

    def claimed(self, lot: str) -> str | None:
        """The highest claim that any of its lines made."""
        claims = [making.claim for making in self._lots.made.get(lot, []) if making.claim]
        return max(claims, key=lambda status: RANK[status], default=None)

    def above_permitted(self, lot: str) -> bool:
        """'A claim above what is permitted', line by line."""
        return any(
            making.claim and RANK[making.claim] > RANK[self.permitted(making)]
            for making in self._lots.made.get(lot, [])
        )

    def permitted(self, making: Making) -> str:
        event = making.event
        match event.kind:
            case "plant":
                return place_status(self._entries, event.place, event.day) or "nonorganic"
            case "harvest":
                return self._harvested(making)
            case "pack":
                return self._packed(making)
            case "reclassify":
                return lowest([making.claim, self.of(making.source or "")])
            case _:
                return making.claim or "nonorganic"

    def _harvested(self, making: Making) -> str:
        """'The lowest on that local date of its place and the places of its plantings, and nonorganic for buffer.' 'A
        harvest's own place that has none even so is left out if the place of one of its plantings has one.'"""
        event = making.event
        if event.body.get("buffer"):
            return "nonorganic"
        own = place_status(self._entries, event.place, event.day)
        theirs = [
            place_status(self._entries, place, event.day)
            for planting in event.body.get("from") or []
            for since, place in self._planted.get(planting, [])
            if since <= event.day
        ]
        return lowest(theirs if own is None and any(theirs) else [own, *theirs])

    def _packed(self, making: Making) -> str:
        """'The lowest of the run's agricultural input lots'; without any `nonorganic`, or, 'in a run without a standing
        close, what was claimed, else nonorganic'."""
        run = self._run[making.event.id]
        inputs = [self.of(lot) for lot in run.lots_in if self._lots.class_(lot) == "agricultural"]
        # Rule 9: 'as an agricultural input without a status it is nonorganic.'
        inputs += [None] if run.unnamed else []
        if inputs:
            return lowest(inputs)
        return making.claim or "nonorganic" if run.never_closed else "nonorganic"
