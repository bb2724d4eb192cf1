"""The latest count of each lot that was read, held against the book (2-contract.md, rule 5)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from lotbook.book.events import Count
from lotbook.db import rows
from lotbook.kit.clock import day_text
from lotbook.kit.mass import GRAM_MG, units_text
from lotbook.lots.reader.findings import Odd
from lotbook.lots.reader.folding import FoldedLots
from lotbook.lots.reader.gather import Gathered
from lotbook.lots.reader.source import Known, Source
from lotbook.lots.rules.counting import BookLot, CountLine, Step, difference
from lotbook.lots.rules.fold import Change
from lotbook.lots.rules.lines import COMES_IN
from lotbook.registry.facts import ProductFacts

_LINE = "day, seq, at_us, event_id, coalesce(place, ''), lot, value, unit"


def lots_counted(source: Source, events: Iterable[Known]) -> set[str]:
    """Return the lots that counts name, and of complete ones those that were at the place or were counted that day."""
    found: set[str] = set()
    for known in events:
        if not isinstance(known.event, Count):
            continue
        found |= {line.lot for line in known.event.lines if line.lot is not None}
        if known.event.complete:
            sql = """
                SELECT l.code FROM lot l WHERE l.operation_id = :op AND l.began_us <= :at
                AND (l.emptied_us IS NULL OR l.emptied_us > :at) AND EXISTS (
                    SELECT 1 FROM posting p WHERE p.operation_id = l.operation_id AND p.lot_id = l.id
                    AND p.account = 'stock' AND coalesce(p.place, '') = :place)
                UNION
                SELECT lot FROM counted WHERE operation_id = :op AND day = :day AND lot IS NOT NULL
            """
            at, place = known.stamp.moment.at_us, known.stamp.place or ""
            given = {"op": source.operation.id, "at": at, "place": place, "day": known.stamp.day}
            found |= {row[0] for row in rows(source.session, sql, **given)}
    return found


def of_counts(odd: Odd, source: Source, gathered: Gathered, folded: FoldedLots) -> None:
    """Note the lots of which the latest count differs from the book by more than their product's tolerance."""
    changes: dict[str, list[Change]] = defaultdict(list)
    for change in folded.changes:
        changes[change.lot].append(change)
    first = min((change.line.stamp.day for change in folded.changes), default=None)
    named = _named(source, gathered.lots)
    complete = _complete(source, first) if first is not None else {}
    if not named and not complete:
        return
    for lot in sorted(gathered.lots):
        facts = folded.facts.get(gathered.products.get(lot) or "")
        if facts is not None and (named.get(lot) or changes[lot]):
            _of_lot(odd, lot, facts, changes[lot], named.get(lot, {}), complete)


def _of_lot(
    odd: Odd,
    lot: str,
    facts: ProductFacts,
    changes: list[Change],
    named: dict[int, list[CountLine]],
    complete: dict[int, list[CountLine]],
) -> None:
    steps = [Step(c.line.stamp.moment.at_us, c.place, c.mass_mg, c.units_micro) for c in changes]
    steps.sort(key=lambda step: step.at_us)
    for day in _days(steps, named, complete):
        book = BookLot(lot, facts.code, facts, day, steps)
        lines = [*complete.get(day, ()), *named.get(day, ())]
        found = difference(book, lines)
        if found is None:
            continue
        mass, units = found
        differs = units_text(units) if not mass and units and book.has_no_mass else None
        if abs(mass) - _allowed(facts, changes, day) > GRAM_MG or differs is not None:
            seq, on = max(line.seq for line in lines), day_text(day)
            odd.add(f"lot:{lot}", "count_variance", {"lot": lot}, seq=seq, on=on, mass_mg=mass, units=differs)
        return


def _days(steps: list[Step], named: dict[int, list[CountLine]], complete: dict[int, list[CountLine]]) -> Iterator[int]:
    """Yield the days on which a lot may have been counted, the latest first."""
    places = {step.place for step in steps}
    is_over = not sum(step.units_micro for step in steps) and sum(step.mass_mg for step in steps) < GRAM_MG
    for day in sorted(named.keys() | complete.keys(), reverse=True):
        here = [line for line in complete.get(day, ()) if line.place in places]
        lived = [line for line in here if steps[0].at_us <= line.at_us]
        if day in named or any(not is_over or line.at_us < steps[-1].at_us for line in lived):
            yield day


def _allowed(facts: ProductFacts, changes: list[Change], day: int) -> int:
    """The product's tolerance, of all that had come in by then."""
    came = sum(
        change.mass_mg
        for change in changes
        if change.line.stamp.day <= day
        and (change.line.act in COMES_IN or (change.line.act == "reclassified" and change.part == 1))
    )
    return int(came * (facts.tolerance_percent or Decimal(0)) / 100)


def _named(source: Source, lots: set[str]) -> dict[str, dict[int, list[CountLine]]]:
    if not lots:
        return {}
    sql = f"SELECT {_LINE} FROM counted WHERE operation_id = :op AND lot IN :lots"  # noqa: S608 - ours
    found: dict[str, dict[int, list[CountLine]]] = defaultdict(lambda: defaultdict(list))
    for day, *line in rows(source.session, sql, op=source.operation.id, lots=sorted(lots)):
        one = CountLine(*line)
        found[one.lot or ""][day].append(one)
    return found


def _complete(source: Source, first: int) -> dict[int, list[CountLine]]:
    sql = f"SELECT {_LINE} FROM counted WHERE operation_id = :op AND day >= :first AND n = -1"  # noqa: S608 - ours
    found: dict[int, list[CountLine]] = defaultdict(list)
    for day, *line in rows(source.session, sql, op=source.operation.id, first=first):
        found[day].append(CountLine(*line))
    return found
