"""Turns what was read into rows: of lots, and of their postings."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from lotbook.book.events import Receive
from lotbook.kit.mass import GRAM_MG
from lotbook.lots.reader.folding import FoldedLots
from lotbook.lots.reader.gather import Gathered
from lotbook.lots.reader.runs import RunReading
from lotbook.lots.rules.fold import Change
from lotbook.lots.rules.lines import Line
from lotbook.lots.rules.makers import makers, origin
from lotbook.lots.rules.status import LotStatus
from lotbook.registry.facts import ProductFacts

POSTING_COLUMNS = (
    "lot_id",
    "seq",
    "part",
    "n",
    "account",
    "against",
    "day",
    "place",
    "mass_mg",
    "units_micro",
    "low_mg",
    "high_mg",
    "basis",
    "into_id",
    "product",
    "status",
    "into_product",
    "into_status",
)
STOCK, IN_PROCESS = "stock", "in_process"
_CAME_IN = frozenset({"declared", "harvested", "received", "made"})


class Kinds:
    """What kind each lot is: by the event that first made it."""

    def __init__(self, lines: Iterable[Line], products: Mapping[str, str], facts: Mapping[str, ProductFacts]):
        self.made_by = makers(lines)
        self.first = {lot: some[0] for lot, some in self.made_by.items()}
        self.products, self.facts = products, facts

    def kind(self, lot: str) -> str | None:
        """Return the kind, None for a lot that nobody made, and for one reclassified from such a lot."""
        line = origin(lot, self.made_by)
        return None if line is None else _kind(line.act, self._stage(lot))

    def _stage(self, lot: str) -> str | None:
        facts = self.facts.get(self.products.get(lot) or "")
        return facts.stage if facts is not None else None


def _kind(act: str, stage: str | None) -> str:
    if act == "planted":
        return "planting"
    if act == "made":
        return "packed"
    if act == "harvested":
        return "packed" if stage == "packed" else "harvest"
    if act == "received":
        return "input" if stage in ("input", "planting") else "received"
    by_stage = {"input": "input", "planting": "planting", "harvested": "harvest", "packed": "packed"}
    return by_stage.get(stage or "", "received")


def lot_rows(gathered: Gathered, folded: FoldedLots, judged: Mapping[str, LotStatus]) -> dict[str, tuple[Any, ...]]:
    """Return the values of LOT_COLUMNS for the lots that were read."""
    kinds = Kinds(gathered.lines, gathered.products, folded.facts)
    by_lot: dict[str, list[Change]] = defaultdict(list)
    for change in folded.changes:
        by_lot[change.lot].append(change)
    return {lot: _lot_row(lot, by_lot[lot], gathered, folded, kinds, judged.get(lot)) for lot in gathered.lots}


def _lot_row(
    lot: str,
    changes: list[Change],
    gathered: Gathered,
    folded: FoldedLots,
    kinds: Kinds,
    status: LotStatus | None,
) -> tuple[Any, ...]:
    held = folded.holdings.get(lot)
    came = [c for c in changes if c.line.act in _CAME_IN or (c.line.act == "reclassified" and c.part == 1)]
    first = kinds.first.get(lot)
    maker = gathered.events[first.stamp.seq].event if first is not None else None
    moments = [change.line.stamp.moment.at_us for change in changes]
    empty = held is not None and held.units == 0 and abs(held.mass) < GRAM_MG
    return (
        kinds.kind(lot),
        gathered.products.get(lot),
        status.status if status is not None else None,
        status.claimed if status is not None else None,
        status.cap if status is not None else None,
        bool(status.overclaims) if status is not None else False,
        first.stamp.place if first is not None else None,
        maker.partner if isinstance(maker, Receive) else None,
        first.stamp.moment.at_us if first is not None else None,
        min(moments, default=None),
        max(moments, default=None) if empty else None,
        sum(change.mass_mg for change in came),
        sum(change.units_micro for change in came),
        held.mass if held is not None else 0,
        held.units if held is not None else 0,
        held.last_mass if held is not None else 0,
        held.last_units if held is not None else 0,
        json.dumps(held.deficits) if held is not None and held.deficits else None,
    )


class Named:
    """What a posting says of a lot besides its id: product and status."""

    def __init__(
        self, ids: Mapping[str, int], products: Mapping[str, str | None], status: Mapping[str, str | None]
    ) -> None:
        self.ids, self.products, self.status = ids, products, status

    def of(self, lot: str) -> tuple[str | None, str | None]:
        """Return product and status."""
        return self.products.get(lot), self.status.get(lot)


def fold_postings(folded: FoldedLots, named: Named) -> Iterable[tuple[Any, ...]]:
    """Return the postings of the folds: stock against what it came from or went to."""
    for change in folded.changes:
        line = change.line
        into = change.into
        yield (
            named.ids[change.lot],
            line.stamp.seq,
            0,
            line.n * 2 + change.part,
            STOCK,
            _against(change, folded, named),
            line.stamp.day,
            change.place or None,
            change.mass_mg,
            change.units_micro,
            *folded.bounds.get(line.seq_n, (None, None)),
            change.basis,
            named.ids.get(into) if into is not None else None,
            *named.of(change.lot),
            *(named.of(into) if into is not None else (None, None)),
        )


def _against(change: Change, folded: FoldedLots, named: Named) -> str:
    act = change.line.act
    if act == "moved":
        return STOCK
    if act == "made":
        return IN_PROCESS
    if act == "packed":
        facts = folded.facts.get(named.products.get(change.lot) or "")
        return "used" if facts is not None and facts.class_ == "packaging" else IN_PROCESS
    return act


def run_postings(reading: RunReading, named: Named) -> Iterable[tuple[Any, ...]]:
    """Return the postings of a run: what was in process against what it became."""
    if reading.read is None:
        return
    numbers: dict[tuple[int, int], int] = defaultdict(int)

    def row(lot: str, seq: int, day: int, against: str, mass: int, into: str | None) -> tuple[Any, ...]:
        id_ = named.ids[lot]
        n = numbers[id_, seq]
        numbers[id_, seq] += 1
        into_id = named.ids.get(into) if into is not None else None
        into_facts = named.of(into) if into is not None else (None, None)
        head = (id_, seq, 1, n, IN_PROCESS, against, day, None, mass, 0, None, None, "split", into_id)
        return (*head, *named.of(lot), *into_facts)

    for posting in reading.read.postings:
        yield row(posting.lot, posting.stamp.seq, posting.day, posting.against, posting.mass_mg, posting.into)
    if not reading.read.made_from_own:
        for output in reading.run.outputs:
            if output.mass_mg:
                yield row(output.lot, output.stamp.seq, output.stamp.day, "made", output.mass_mg, None)
