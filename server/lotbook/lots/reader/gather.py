"""Gathers the lines of the lots to be read again: what tags and later weights say is already in them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from lotbook.book.mentions import What
from lotbook.db import rows
from lotbook.lots.reader.source import Known, Source
from lotbook.lots.reader.tags import meanings
from lotbook.lots.reader.weighing import weights
from lotbook.lots.rules.lines import Amount, Line
from lotbook.lots.rules.makers import makers, origin


class Clash(NamedTuple):
    """A line that gave a lot another product than it has."""

    line: Line
    product: str


@dataclass(slots=True)
class Gathered:
    """Lots that are read together, all their lines, the events of these, and each lot's product."""

    lots: set[str]
    lines: list[Line]
    events: dict[int, Known]
    products: dict[str, str]
    clashes: dict[str, list[Clash]]


def gather(source: Source, lots: Collection[str]) -> Gathered:
    """Gather some lots and those that reclassification joins to them."""
    group: set[str] = set()
    frontier = set(lots)
    events: dict[int, Known] = {}
    while frontier:
        group |= frontier
        for known in events_of(source, frontier):
            events[known.seq] = known
        frontier = {
            lot
            for known in events.values()
            for line in source.lines(known)
            # All lines of such an event: what is written of it is written whole.
            if line.act == "reclassified"
            for lot in (line.lot, line.other)
            if lot is not None
        } - group
    lines = [
        line
        for line in effective_lines(source, list(events.values()))
        if line.lot in group or (line.other is not None and line.other in group)
    ]
    products, clashes = products_of_lines(lines)
    return Gathered(group, lines, events, {k: v for k, v in products.items() if k in group}, clashes)


def effective_lines(source: Source, events: list[Known]) -> list[Line]:
    """Return the lines of standing events with what tags and later weights say; lines not read are left out."""
    standing = [known for known in events if known.standing]
    seqs = [known.seq for known in standing]
    said = meanings(source, [k.seq for k in standing if any(line.tag is not None for line in source.lines(k))])
    weighed = weights(source, seqs)
    lines: list[Line] = []
    for known in standing:
        for line in source.lines(known):
            effective = line
            if line.tag is not None and (line.seq_n in said):
                lot, amount, read = said[line.seq_n]
                if not read:
                    continue
                effective = replace(effective, lot=lot, amount=amount)
            mass = weighed.get(line.seq_n)
            if mass is not None:
                effective = replace(effective, weighed=Amount(Decimal(mass), "mg"))
            lines.append(effective)
    return lines


def products_of_lines(lines: Collection[Line]) -> tuple[dict[str, str], dict[str, list[Clash]]]:
    """Return the product of every lot that some line makes, and the lines that give it another.

    The first that was given one decides; one made by reclassification has its source's product, and is as unknown
    as its source.
    """
    made_by = makers(lines)
    firsts = {lot: origin(lot, made_by) for lot in made_by}
    products = {lot: first.product for lot, first in firsts.items() if first is not None and first.product is not None}
    clashes: dict[str, list[Clash]] = {}
    for lot, some in made_by.items():
        for line in some:
            given = products.get(line.lot or "") if line.act == "reclassified" else line.product
            if given is not None and given != products.get(lot):
                clashes.setdefault(lot, []).append(Clash(line, given))
    return products, clashes


def products_of_lots(source: Source, lots: set[str]) -> dict[str, str]:
    """Return the products of some lots from the events that made them."""
    return gather(source, lots).products


def events_of(source: Source, lots: set[str]) -> list[Known]:
    """Return the standing events with a line of some lots, named or meant by a tag."""
    if not lots:
        return []
    direct = source.mentioning(What.LOT, lots)
    sql = "SELECT DISTINCT seq FROM tag_meaning WHERE operation_id = :op AND lot IN :lots"
    by_tag = rows(source.session, sql, op=source.operation.id, lots=sorted(lots))
    known = {k.seq for k in direct}
    extra = source.by_seq(sorted(row[0] for row in by_tag if row[0] not in known))
    return direct + [k for k in extra if k.standing]
