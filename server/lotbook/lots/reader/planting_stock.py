"""Planting stock below organic: seed and transplants give a planting no status, but are a finding (rule 3)."""

from collections.abc import Iterator, Mapping

from lotbook.book.events import Plant
from lotbook.book.mentions import What
from lotbook.db import rows
from lotbook.lots.reader.findings import Odd
from lotbook.lots.reader.gather import Gathered, effective_lines, events_of
from lotbook.lots.reader.source import Known, Source
from lotbook.lots.reader.statuses import Statuses
from lotbook.lots.rules.status import TOP, LotStatus


def of_planting_stock(
    odd: Odd,
    source: Source,
    changed: list[Known],
    gathered: Gathered,
    judged: Mapping[str, LotStatus],
    statuses: Statuses,
) -> None:
    """Note what was planted that is not organic, of the lots that were read and of those whose status turned."""
    turned = {lot for lot, now in judged.items() if lot not in gathered.lots and statuses.turned(lot, now)}
    # A planting of which transplants were just told need not have been read itself.
    told = {parent for known in changed for parent in _parents(known)} - gathered.lots
    plantings = {line.lot for line in gathered.lines if line.act == "planted" and line.lot in gathered.lots}
    plantings |= _plantings(source, told)
    lots = gathered.lots | turned | plantings
    for lot in lots:
        odd.about(f"planted:{lot}")
    status = {lot: now.status for lot, now in judged.items()} | _stored(source, lots - judged.keys())
    events = {k.seq: k for k in gathered.events.values() if k.standing and isinstance(k.event, Plant)}
    more = [*events_of(source, turned), *source.mentioning(What.ABOUT, plantings)]
    events.update((k.seq, k) for k in more if isinstance(k.event, Plant))
    for stock, planting, seq in _planted(source, events, plantings):
        if stock in lots and status.get(stock, TOP) != TOP:
            about = {"lot": stock, "planting": planting}
            subject, key = f"planted:{stock}", f"{seq}.{planting}"
            odd.add(subject, "planting_stock_below_organic", about, seq=seq, key=key, status=status[stock])


def _parents(known: Known) -> tuple[str, ...]:
    return known.event.from_ or () if isinstance(known.event, Plant) else ()


def _planted(source: Source, events: dict[int, Known], plantings: set[str]) -> Iterator[tuple[str, str, int]]:
    """Yield what was planted, into what, and by which event."""
    for known in events.values():
        if isinstance(known.event, Plant):
            yield from ((parent, known.event.lot, known.seq) for parent in _parents(known) if parent in plantings)
    for line in effective_lines(source, list(events.values())):
        event = events[line.stamp.seq].event
        if line.act == "used" and line.lot is not None and isinstance(event, Plant):
            yield line.lot, event.lot, line.stamp.seq


def _plantings(source: Source, lots: set[str]) -> set[str]:
    if not lots:
        return set()
    sql = """
        SELECT DISTINCT l.code FROM lot l
        JOIN making m ON m.operation_id = l.operation_id AND m.lot_id = l.id
        JOIN entry e ON e.operation_id = m.operation_id AND e.seq = m.seq
        WHERE l.operation_id = :op AND l.code IN :codes AND e.kind = 'plant'
    """
    return {row[0] for row in rows(source.session, sql, op=source.operation.id, codes=sorted(lots))}


def _stored(source: Source, lots: set[str]) -> dict[str, str]:
    """Return the statuses of lots that were not judged again; one that nobody made has none."""
    if not lots:
        return {}
    sql = "SELECT code, status FROM lot WHERE operation_id = :op AND code IN :codes AND status IS NOT NULL"
    found = rows(source.session, sql, op=source.operation.id, codes=sorted(lots))
    return {row[0]: row[1] for row in found}
