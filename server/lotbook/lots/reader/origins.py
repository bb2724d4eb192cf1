"""What permits the status of what an event made, and which lots went into which (rules 3 and 7)."""

from collections import defaultdict
from dataclasses import dataclass

from lotbook.book.events import Apply, Harvest, Pack, Plant
from lotbook.db import rows
from lotbook.kit.mass import split
from lotbook.lots.reader.folding import FoldedLots
from lotbook.lots.reader.gather import Gathered, effective_lines
from lotbook.lots.reader.runs import run_key
from lotbook.lots.reader.source import Known, Source
from lotbook.lots.rules.lines import MAKES, Line
from lotbook.lots.rules.status import BOTTOM, TOP, harvest_permits
from lotbook.registry.facts import place_status


@dataclass(frozen=True, slots=True)
class MakingRow:
    """One making of a lot: what was claimed, and what permits it."""

    lot: str
    seq: int
    n: int
    claim: str | None
    permitted: str
    run: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Lot went into lot, in an event, on a day; the mass is None where none is known."""

    source: str
    target: str
    seq: int
    kind: str
    day: int
    mass_mg: int | None


def makings(source: Source, gathered: Gathered) -> list[MakingRow]:
    """Return every making of the lots that were gathered."""
    planted = _planted(source, gathered)
    found: list[MakingRow] = []
    for line in gathered.lines:
        known = gathered.events[line.stamp.seq]
        if line.act == "reclassified" and line.other in gathered.lots and line.other is not None:
            found.append(MakingRow(line.other, *line.seq_n, line.status, line.status or BOTTOM, parent=line.lot))
        elif line.act in MAKES and line.lot in gathered.lots and line.lot is not None:
            found.append(_making(source, known, line, line.lot, planted))
    return found


def _making(source: Source, known: Known, line: Line, lot: str, planted: dict[str, list[tuple[str, int]]]) -> MakingRow:
    event, day = known.event, known.stamp.day
    places = source.places()
    if isinstance(event, Pack):
        return MakingRow(lot, *line.seq_n, line.status, TOP, run=run_key(event))
    if isinstance(event, Harvest):
        at = [
            place_status(places, place, day)
            for planting in event.from_
            for place, since in planted.get(planting, ())
            if since <= day
        ]
        permitted = harvest_permits(place_status(places, event.place, day), at, bool(event.buffer))
        return MakingRow(lot, *line.seq_n, line.status, permitted)
    if isinstance(event, Plant):
        return MakingRow(lot, *line.seq_n, None, place_status(places, event.place, day) or BOTTOM)
    return MakingRow(lot, *line.seq_n, line.status, line.status or BOTTOM)


def _planted(source: Source, gathered: Gathered) -> dict[str, list[tuple[str, int]]]:
    """Where the plantings behind the gathered harvests are, and from which day."""
    codes = {
        planting
        for known in gathered.events.values()
        if isinstance(known.event, Harvest)
        for planting in known.event.from_
    }
    if not codes:
        return {}
    sql = """
        SELECT l.code, p.place, p.day FROM planting_place p
        JOIN lot l ON l.operation_id = p.operation_id AND l.id = p.lot_id
        WHERE l.operation_id = :op AND l.code IN :codes
    """
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for code, place, day in rows(source.session, sql, op=source.operation.id, codes=sorted(codes)):
        found[code].append((place, day))
    return found


def plain_links(
    source: Source, gathered: Gathered, folded: FoldedLots, changed: list[Known]
) -> dict[int, list[LinkRow]]:
    """Return the links of all but packs, by event: of the changed events and those whose lots were read again."""
    events = {**gathered.events, **{known.seq: known for known in changed}}
    mass: dict[int, int] = defaultdict(int)
    moved: dict[tuple[int, str, str], int] = defaultdict(int)
    for change in folded.changes:
        if change.line.act == "harvested":
            mass[change.line.stamp.seq] += change.mass_mg
        elif change.line.act == "reclassified" and change.part == 1 and change.into is not None:
            moved[change.line.stamp.seq, change.into, change.lot] += change.mass_mg
    links: dict[int, list[LinkRow]] = {seq: [] for seq in events}
    for known in events.values():
        if known.standing and isinstance(known.event, Harvest):
            links[known.seq] = _harvest_links(known, known.event, mass.get(known.seq, 0))
    using = [k for k in events.values() if k.standing and isinstance(k.event, Plant)]
    for line in effective_lines(source, using):
        event = events[line.stamp.seq].event
        if line.act == "used" and line.lot is not None and isinstance(event, Plant):
            links[line.stamp.seq].append(_link(line, line.lot, event.lot, "plant"))
    for known in using:
        parents = known.event.from_ if isinstance(known.event, Plant) else None
        for parent in dict.fromkeys(parents or ()):
            child = known.event.lot if isinstance(known.event, Plant) else ""
            links[known.seq].append(LinkRow(parent, child, known.seq, "transplant", known.stamp.day, None))
    for (seq, old, new), amount in moved.items():
        links[seq].append(LinkRow(old, new, seq, "reclassify", events[seq].stamp.day, amount))
    return {seq: _distinct(some) for seq, some in links.items() if not isinstance(events[seq].event, Pack)}


def _harvest_links(known: Known, event: Harvest, mass: int) -> list[LinkRow]:
    """The mass of a harvest from several plantings is split equally."""
    plantings = sorted(set(event.from_), key=str.encode)
    parts = split(mass, [1] * len(plantings))
    return [
        LinkRow(planting, event.lot, known.seq, "harvest", known.stamp.day, part)
        for planting, part in zip(plantings, parts, strict=True)
    ]


def _link(line: Line, source: str, target: str, kind: str) -> LinkRow:
    return LinkRow(source, target, line.stamp.seq, kind, line.stamp.day, None)


def _distinct(links: list[LinkRow]) -> list[LinkRow]:
    return list({(link.source, link.target, link.kind): link for link in links}.values())


def applications(source: Source, changed: list[Known]) -> dict[int, list[tuple[str, str, int]]]:
    """Return what changed events applied: (input lot, code that it was applied to, day), by event."""
    applying = [known for known in changed if isinstance(known.event, Apply)]
    found: dict[int, list[tuple[str, str, int]]] = {known.seq: [] for known in applying}
    events = {known.seq: known.event for known in applying}
    for line in effective_lines(source, applying):
        event = events[line.stamp.seq]
        if line.lot is not None and isinstance(event, Apply):
            found[line.stamp.seq] += [(line.lot, code, line.stamp.day) for code in dict.fromkeys(event.to)]
    return {seq: list(dict.fromkeys(some)) for seq, some in found.items()}


def planting_places(changed: list[Known]) -> dict[int, list[tuple[str, str, int]]]:
    """Return where changed events planted: (planting, place, day), by event."""
    found: dict[int, list[tuple[str, str, int]]] = {}
    for known in changed:
        if isinstance(known.event, Plant):
            at = known.standing and known.event.place is not None
            found[known.seq] = [(known.event.lot, known.event.place or "", known.stamp.day)] if at else []
    return found
