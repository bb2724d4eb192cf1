"""The statement of one scope over one period (1-domain.md, and rules 2, 4 and 5)."""

from dataclasses import dataclass
from datetime import date

from .counts import Counted, Counts
from .postings import Posting
from .reading import Reading

Scope = dict[str, str]
HELD = ("stock", "in_process")
IN_ORDER = ("declared", "harvested", "received", "returned", "reclassified_in", "made", "gain:")


@dataclass(frozen=True)
class Statement:
    """Milligrams by account, signed so that they add up to `closing`, which holds stock and what is in process."""

    lines: dict[str, int]
    closing: int
    in_process: int
    opening_count: Counted | None
    closing_count: Counted | None

    @property
    def variance(self) -> int | None:
        """'variance = counted − closing'; 'the difference found is carried to the end of the period by the book'."""
        return self.closing_count.difference_mg if self.closing_count else None


def scope_lots(reading: Reading, scope: Scope, *, claimed: bool = False) -> set[str]:
    """The lots of a scope; with `claimed`, also those that were claimed to have its status."""
    return {lot for lot in reading.all_lots if _matches(reading, lot, scope, claimed)}


def _matches(reading: Reading, lot: str, scope: Scope, claimed: bool) -> bool:
    product = reading.lots.product(lot) or {}
    names = {
        "lot": lot,
        "product": reading.lots.product_code(lot),
        "commodity": product.get("commodity"),
        "variety": product.get("variety"),
    }
    if any(names[key] != value for key, value in scope.items() if key != "status"):
        return False
    wanted = scope.get("status")
    claims = {making.claim for making in reading.lots.made.get(lot, [])}
    return wanted is None or reading.statuses.of(lot) == wanted or (claimed and wanted in claims)


def statement(reading: Reading, scope: Scope, since: date, to: date) -> Statement:
    """Opening is everything before `since`; then every line of the period, to the end of `to`."""
    lots = scope_lots(reading, scope)
    of_scope = [posting for posting in reading.postings if posting.lot in lots and posting.day <= to]
    opening = sum(p.mass_mg for p in of_scope if p.account in HELD and p.day < since)
    lines = {"opening": opening}
    for posting in of_scope:
        if posting.day >= since and posting.account not in HELD and not _within(posting, lots):
            lines[posting.account] = lines.get(posting.account, 0) - posting.mass_mg
    counts = Counts(reading)
    return Statement(
        lines={account: mass for account, mass in lines.items() if mass or account == "opening"},
        closing=sum(p.mass_mg for p in of_scope if p.account in HELD),
        in_process=sum(p.mass_mg for p in of_scope if p.account == "in_process"),
        opening_count=counts.latest(lots, lambda day: day < since),
        closing_count=counts.latest(lots, lambda day: day <= to),
    )


def _within(posting: Posting, lots: set[str]) -> bool:
    """Rule 2: 'Transfers within the scope do not show.' What is planted, applied or packaging has no peer."""
    return posting.peer is not None and posting.peer in lots
