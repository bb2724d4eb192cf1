"""Rule 7: back and forward, whole lots, with time counting through plantings."""

from collections import deque
from datetime import date

from .links import Link

# How far a path may still go at a lot: None anywhere; else a planting's links up to (back) or from (forward) a date.
State = tuple[str, date | None]
INTO_PLANTING = ("plant", "transplant", "apply")
OUT_OF_PLANTING = ("harvest", "transplant")


def reach(links: list[Link], lot: str, direction: str) -> tuple[dict[str, int], list[Link]]:
    """Every lot behind or ahead of one, with its depth (the shortest), and the links that were walked."""
    start: State = (lot, None)
    depths: dict[State, int] = {start: 0}
    walked: list[Link] = []
    ahead = deque([start])
    while ahead:
        here = ahead.popleft()
        for link in links:
            there = _back(link, here) if direction == "back" else _forward(link, here)
            if there is None:
                continue
            if link not in walked:
                walked.append(link)
            if there not in depths:
                depths[there] = depths[here] + 1
                ahead.append(there)
    shortest: dict[str, int] = {}
    for (code, _), depth in depths.items():
        if code != lot:
            shortest[code] = min(depth, shortest.get(code, depth))
    return shortest, walked


def _back(link: Link, here: State) -> State | None:
    """'Behind a harvest lies only what went into its planting by that local date (for a transplant, into the parent
    planting by the date it was planted out).'"""
    lot, until = here
    if link.target != lot or (until and link.way in INTO_PLANTING and link.day > until):
        return None
    return link.source, link.day if link.way in OUT_OF_PLANTING else None


def _forward(link: Link, here: State) -> State | None:
    """'Ahead of an input only harvests from the date of its use on.'"""
    lot, since = here
    if link.source != lot or (since and link.way in OUT_OF_PLANTING and link.day < since):
        return None
    return link.target, link.day if link.way in INTO_PLANTING else None
