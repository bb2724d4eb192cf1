"""Tags that a replacement keeps from what it replaces (2-contract.md, `tags`)."""

from lotbook.book.events import Event
from lotbook.book.fields import TagBinding
from lotbook.book.mentions import What
from lotbook.lots.reader.source import Known, Source
from lotbook.lots.rules.lines import Line

_TAGGED = frozenset({"declared", "harvested", "received", "returned", "made"})


def replacements(source: Source, events: list[Known]) -> list[Known]:
    """Return what replaces some events, however far down: they may keep tags that they do not name."""
    found: dict[int, Known] = {}
    frontier = {known.id for known in events}
    seen: set[str] = set()
    while frontier:
        seen |= frontier
        joined = source.mentioning(What.FIXES, frontier, standing=False)
        next_ones = [k for k in joined if k.event.replaces is not None and k.event.replaces.lower() in frontier]
        found.update((known.seq, known) for known in next_ones)
        frontier = {known.id for known in next_ones} - seen
    return list(found.values())


def ancestors(source: Source, events: list[Known]) -> dict[str, Known]:
    """Return what some events replace, however far up, by id."""
    found: dict[str, Known] = {}
    wanted = {known.event.replaces.lower() for known in events if known.event.replaces is not None}
    while wanted:
        step = source.by_id(wanted)
        found.update((known.id, known) for known in step)
        wanted = {k.event.replaces.lower() for k in step if k.event.replaces is not None} - found.keys()
    return found


def effective_tags(source: Source, known: Known, above: dict[str, Known]) -> dict[int, tuple[TagBinding, ...]]:
    """Return the tags of each line that may carry some, by its number, its own or kept."""
    lines = [line for line in source.lines(known) if line.act in _TAGGED]
    tags: dict[int, tuple[TagBinding, ...]] = {}
    for line in lines:
        if line.tags is not None:
            tags[line.n] = line.tags
            continue
        nth = [other.n for other in lines if other.lot == line.lot].index(line.n)
        tags[line.n] = _kept(source, known.event, line, nth, above, {known.id})
    return tags


def _kept(
    source: Source, event: Event, line: Line, nth: int, above: dict[str, Known], seen: set[str]
) -> tuple[TagBinding, ...]:
    parent = above.get(event.replaces.lower()) if event.replaces is not None else None
    if parent is None or parent.id in seen:
        return ()
    seen.add(parent.id)
    lines = [other for other in source.lines(parent) if other.act in _TAGGED]
    # A harvest is one line: its correction keeps the tags even where it corrects the lot's code.
    whole = line.act == "harvested" and len(lines) == 1
    same = lines if whole else [other for other in lines if other.lot == line.lot]
    if nth >= len(same):
        return ()
    kept = same[nth]
    return kept.tags if kept.tags is not None else _kept(source, parent.event, kept, nth, above, seen)
