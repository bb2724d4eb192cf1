"""Folds the gathered lots, at the registry's factors and at the ends of what estimates allow."""

from collections.abc import Mapping
from dataclasses import dataclass

from lotbook.lots.reader.gather import Gathered
from lotbook.lots.reader.source import Source
from lotbook.lots.rules.fold import Change, Holding, at_high, at_low, fold
from lotbook.registry.facts import ProductFacts


@dataclass(slots=True)
class FoldedLots:
    """What every line did to the lots that were read, and what the lots hold now.

    `bounds` holds, by (seq, n), the masses at the low and the high ends of estimates, of what packs take and make.
    """

    changes: list[Change]
    holdings: dict[str, Holding]
    bounds: dict[tuple[int, int], tuple[int, int]]
    facts: Mapping[str, ProductFacts]


def fold_lots(source: Source, gathered: Gathered) -> FoldedLots:
    """Fold lots that were gathered together."""
    facts = source.products(gathered.products.values())
    folded = fold(gathered.lines, gathered.products, facts)
    estimated = {
        lot
        for lot, code in gathered.products.items()
        if code in facts and any(factor.low != factor.high for factor in facts[code].factors)
    }
    bounds: dict[tuple[int, int], tuple[int, int]] = {}
    if estimated:
        joined = _joined(gathered, estimated)
        some = [line for line in gathered.lines if line.lot in joined or line.other in joined]
        ends = [fold(some, gathered.products, facts, which).changes for which in (at_low, at_high)]
        for low, high in zip(*ends, strict=True):
            if low.line.act in ("packed", "made") and low.lot in joined:
                bounds[low.line.seq_n] = (abs(low.mass_mg), abs(high.mass_mg))
    return FoldedLots(
        [change for change in folded.changes if change.lot in gathered.lots],
        {lot: held for lot, held in folded.holdings.items() if lot in gathered.lots},
        bounds,
        facts,
    )


def _joined(gathered: Gathered, lots: set[str]) -> set[str]:
    """Add the lots that reclassification joins: an estimate of one reaches the other."""
    pairs = [(line.lot, line.other) for line in gathered.lines if line.act == "reclassified"]
    joined = set(lots)
    size = -1
    while size != len(joined):
        size = len(joined)
        for lot, other in pairs:
            if lot in joined or other in joined:
                joined |= {code for code in (lot, other) if code is not None}
    return joined
