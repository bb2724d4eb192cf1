"""Rules 7 and 8: how much of a lot came through another, exactly, and how much of a recall is accounted for."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

from .links import Link
from .postings import Posting

CARRIES = ("pack", "reclassify", "harvest")
CAME_IN = ("declared", "harvested", "received", "made", "reclassified_in")
COUNTS = ("stock", "in_process", "shipped", "returned", "donated", "sampled", "wasted", "own_use", "shrink")


def came_in(stock_in: Iterable[tuple[str, int]]) -> dict[str, int]:
    """'All that came into' each lot, with what a pack without input mass put out."""
    whole: dict[str, int] = defaultdict(int)
    for lot, mass in stock_in:
        whole[lot] += mass
    return dict(whole)


def shares_through(links: Iterable[Link], whole: dict[str, int], through: str) -> dict[str, Fraction]:
    """For each lot the share of it that came through one: 'the sum, over all paths that end at their first meeting
    with A, of the products of link mass ÷ all that came into the child'. Lots that no path with mass reaches are
    left out (null); A itself is 1.

    f(A) = 1 and f(T) = Σ mass(Y→T) ÷ came_in(T) × f(Y): a linear system where rework makes circles.
    """
    weights: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for link in links:
        if link.way in CARRIES and link.mass_mg > 0 and whole.get(link.target, 0) > 0:
            weights[link.target, link.source] += Fraction(link.mass_mg, whole[link.target])
    reached = {through}
    while more := {child for child, parent in weights if parent in reached} - reached:
        reached |= more
    unknowns = sorted(reached - {through})
    rows = []
    for child in unknowns:
        row = [Fraction(child == other) - weights.get((child, other), Fraction(0)) for other in unknowns]
        rows.append([*row, weights.get((child, through), Fraction(0))])
    return dict(zip(unknowns, _solve(rows), strict=True)) | {through: Fraction(1)}


def _solve(rows: list[list[Fraction]]) -> list[Fraction]:
    """Gauss and Jordan, in fractions."""
    size = len(rows)
    for column in range(size):
        pivot = next((number for number in range(column, size) if rows[number][column]), None)
        if pivot is None:
            continue
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for number in range(size):
            if number != column and (scale := rows[number][column]):
                rows[number] = [a - scale * b for a, b in zip(rows[number], rows[column], strict=True)]
    return [row[-1] for row in rows]


def accounted(
    lot: str,
    kind: str | None,
    forward: set[str],
    links: list[Link],
    postings: list[Posting],
    planted_or_applied: set[str],
    whole: dict[str, int],
) -> tuple[int, int]:
    """(produced, accounted) in milligrams, rule 8. `planted_or_applied`: the events whose uses count."""
    share = shares_through(links, whole, lot)
    if kind == "planting":
        produced = Fraction(sum(link.mass_mg for link in links if link.way == "harvest" and link.source == lot))
    else:
        # 'Less what came back into it from its own forward lots (by share).'
        came_back = sum(
            (
                link.mass_mg * share.get(link.source, Fraction(0))
                for link in links
                if link.way in CARRIES and link.target == lot and link.source in forward | {lot}
            ),
            start=Fraction(0),
        )
        produced = whole.get(lot, 0) - came_back
    total = Fraction(0)
    for posting in postings:
        if posting.lot in forward | {lot} and _counts(posting, planted_or_applied):
            total += share.get(posting.lot, Fraction(0)) * posting.mass_mg
    return round(produced), round(total)


def _counts(posting: Posting, planted_or_applied: set[str]) -> bool:
    """'Stock + in process + shipped − returned + donated + sampled + wasted + own use + shrink + planted or applied +
    named losses − named gains'; contra accounts carry these signs already."""
    account = posting.account
    if account == "used":
        return posting.event in planted_or_applied
    return account in COUNTS or account.startswith(("loss:", "gain:"))
