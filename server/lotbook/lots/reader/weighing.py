"""Reads weights that came later again: which weigh holds for which event that stands now."""

from collections.abc import Callable

from lotbook.book.events import Weigh
from lotbook.book.mentions import What
from lotbook.db import insert_rows, rows, run
from lotbook.kit.mass import MG_PER_UNIT, is_mass_unit, product, whole
from lotbook.lots.models import Weighed
from lotbook.lots.reader.inherit import ancestors
from lotbook.lots.reader.source import Known, Source
from lotbook.lots.rules.lines import amount_of
from lotbook.lots.rules.weighing import WEIGHABLE, Weighing, spread

_COLUMNS = ("operation_id", "seq", "n", "mass_mg")

ProductsOf = Callable[[set[str]], dict[str, str]]
"""Answers which product some lots have, by the event that first made each."""


def read_weights_again(source: Source, changed: list[Known], products_of: ProductsOf) -> set[int]:
    """Spread again every weigh that changed events touch; return the events whose lines weigh otherwise now."""
    weighs = {k.seq: k for k in changed if isinstance(k.event, Weigh)}
    made = [k for k in changed if any(line.act in WEIGHABLE for line in source.lines(k))]
    frontier = list(weighs.values())
    ids = _names(source, made)
    frontier += source.mentioning(What.EVENT, ids, standing=False)
    frontier = [known for known in frontier if isinstance(known.event, Weigh)]
    if not frontier:
        return set()
    targets: dict[int, tuple[int, ...]] = {}
    touched: dict[int, Known] = {known.seq: known for known in made}
    while frontier:
        reached: dict[int, Known] = {}
        for known in frontier:
            followed = _followed(source, known)
            targets[known.seq] = tuple(sorted(k.seq for k in followed if k.standing))
            weighs[known.seq] = known
            reached.update((k.seq, k) for k in followed if k.seq not in touched)
        touched.update(reached)
        # Another weigh of the same events may be the later one.
        ids = _names(source, list(reached.values()))
        others = source.mentioning(What.EVENT, ids, standing=False)
        frontier = [k for k in others if isinstance(k.event, Weigh) and k.seq not in weighs]
    standing = [_weighing(known, targets[known.seq]) for known in weighs.values() if known.standing]
    lines = {
        known.seq: [line for line in source.lines(known) if line.act in WEIGHABLE]
        for known in touched.values()
        if known.standing
    }
    lot_products = products_of({line.lot for some in lines.values() for line in some if line.lot is not None})
    facts = source.products(lot_products.values())
    after = spread([w for w in standing if w is not None], lines, facts, lot_products)
    return _write(source, sorted(touched), after)


def _names(source: Source, events: list[Known]) -> set[str]:
    """The ids by which a weigh may name some events: their own, and those of what they replace."""
    above = ancestors(source, events)
    named = {known.id for known in events} | above.keys()
    replaced = [known.event.replaces for known in (*events, *above.values())]
    return named | {id_.lower() for id_ in replaced if id_ is not None}


def _followed(source: Source, weigh: Known) -> list[Known]:
    """The events that a weigh names, each followed to its standing replacement."""
    if not isinstance(weigh.event, Weigh):
        return []
    found: dict[int, Known] = {}
    frontier = {target.lower() for target in weigh.event.of}
    seen: set[str] = set()
    while frontier:
        seen |= frontier
        events = source.by_id(frontier)
        found.update((known.seq, known) for known in events)
        # What is not in the book yet may have been replaced all the same.
        fallen = frontier - {known.id for known in events if known.standing}
        following = source.mentioning(What.FIXES, fallen, standing=False)
        frontier = {
            k.id for k in following if k.event.replaces is not None and k.event.replaces.lower() in fallen
        } - seen
    return list(found.values())


def _weighing(known: Known, seqs: tuple[int, ...]) -> Weighing | None:
    amount = amount_of(known.event.mass) if isinstance(known.event, Weigh) else None
    if amount is None or not is_mass_unit(amount.unit):
        return None
    return Weighing(known.stamp.moment, seqs, whole(product(amount.value, MG_PER_UNIT[amount.unit])))


def _write(source: Source, seqs: list[int], after: dict[tuple[int, int], int]) -> set[int]:
    op = source.operation.id
    sql = "SELECT seq, n, mass_mg FROM weighed WHERE operation_id = :op AND seq IN :seqs"
    before = {(seq, n): mass for seq, n, mass in rows(source.session, sql, op=op, seqs=seqs)}
    differ = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    for seq, n in [key for key in differ if key in before]:
        sql = "DELETE FROM weighed WHERE operation_id = :op AND seq = :seq AND n = :n"
        run(source.session, sql, op=op, seq=seq, n=n)
    insert_rows(source.session, Weighed.__table__, _COLUMNS, [(op, *k, after[k]) for k in differ if k in after])
    return {seq for seq, _ in differ}


def weights(source: Source, seqs: list[int]) -> dict[tuple[int, int], int]:
    """Return the later weights of the lines of some events, by (seq, n)."""
    if not seqs:
        return {}
    sql = "SELECT seq, n, mass_mg FROM weighed WHERE operation_id = :op AND seq IN :seqs"
    return {(seq, n): mass for seq, n, mass in rows(source.session, sql, op=source.operation.id, seqs=seqs)}
