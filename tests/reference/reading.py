"""One reading of a whole book, from its entries to its postings and links."""

from collections.abc import Mapping
from functools import cached_property

from .entries import Entries, Event
from .flows import Flow, flows
from .fold import Folded, fold
from .links import Link, links
from .lots import Lots
from .places import planted
from .postings import Posting
from .quantities import Ends
from .runs import Run, post_run, runs
from .shares import CAME_IN, came_in
from .standing import standing
from .status import Statuses
from .tags import Tags
from .weighs import weighed


class Reading:
    """Everything the book says, with each estimated factor read at the end named in `ends` (else at its value)."""

    def __init__(self, entries: Entries, ends: Ends | None = None) -> None:
        self.entries = entries
        self.stands = standing(entries.events)
        # 'Only standing events are read.'
        self.events: list[Event] = [event for event in entries.in_order if event.id in self.stands]
        self.tags = Tags(entries.events, self.stands)
        self.lots = Lots(entries, self.events, ends or {})
        self.flows: list[Flow] = flows(self.events, self.tags, self.lots)
        self.folded: Folded = fold(self.flows, weighed(self.flows, entries.events, self.stands, self.lots), self.lots)
        self.runs: list[Run] = runs(self.events, self.folded)
        self.postings: list[Posting] = self.folded.postings + [
            posting for run in self.runs for posting in post_run(run)
        ]

    @cached_property
    def statuses(self) -> Statuses:
        return Statuses(self.entries, self.lots, planted(self.events), self.runs)

    @cached_property
    def links(self) -> list[Link]:
        return links(self.entries, self.events, self.folded, self.runs, self.known_lots)

    @cached_property
    def known_lots(self) -> set[str]:
        """Every lot that something made."""
        return set(self.lots.made)

    @cached_property
    def all_lots(self) -> set[str]:
        """Every lot that a line, a link or a posting names."""
        linked = {lot for link in self.links for lot in (link.source, link.target)}
        return self.known_lots | linked | {flow.lot for flow in self.flows if flow.lot}

    @cached_property
    def came_in(self) -> dict[str, int]:
        """Rule 7: 'all that came into' each lot."""
        amounts = self.folded.amounts
        straight = [(flow.lot or "", amounts[flow].mass_mg or 0) for flow in self.flows if flow.account in CAME_IN]
        lowered = [(flow.to_lot, amounts[flow].mass_mg or 0) for flow in self.flows if flow.to_lot]
        return came_in(straight + lowered)

    def unaccounted(self) -> Mapping[str, int]:
        """U of every run."""
        return {run.key: run.unaccounted_mg for run in self.runs}
