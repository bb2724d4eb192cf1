"""How small orders are filled: from what stands loose, and by breaking a pallet when that is too little."""

from collections.abc import Sequence
from datetime import date

from lotbook.demo.amounts import Take
from lotbook.demo.ledger import Ledger


def loose(
    ledger: Ledger, day: date, hour: float, products: Sequence[str], units: int, before: str = "9", by: str = "c04"
) -> list[Take]:
    """So many units without a tag, oldest first; the tag of a pallet that is broken for them is retired."""
    lots = ledger.standing(products, place="COOL-1", before=before)
    if sum(lot.loose for lot in lots) < units and (pallets := ledger.tagged(lots, 1)):
        pallet = pallets[0]
        ledger.event(
            "tag", ledger.season.at(day, hour - 0.2), by, "COOL-1", action="retire", tag=pallet.tag, lot=pallet.lot,
            note="Pallet broken down for small orders.",
        )  # fmt: skip
        ledger.untag(ledger.lots[pallet.lot], pallet.tag or "")
    return ledger.untagged(lots, units)
