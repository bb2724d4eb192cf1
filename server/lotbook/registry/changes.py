"""From which day on another version of a record says something else. Pure (2-contract.md, rule 10)."""

from lotbook.registry.facts import place_facts, product_facts
from lotbook.registry.records import Place, Product

ALWAYS = 1
"""Before the first day of a list its first line holds: what changes that, changes it for ever back."""


def factors_differ_from(before: Product, after: Product) -> int | None:
    """Return the first day on which a unit weighs something else; None where nothing was known before, or is now."""
    old, new = product_facts(before), product_facts(after)
    if not old.factors or old.unit != new.unit:
        return None
    days = sorted({ALWAYS, *(factor.day for factor in (*old.factors, *new.factors))})
    for day in days:
        was, is_ = old.factor(day), new.factor(day)
        if is_ is None or was is None or (was.mg, was.low, was.high) != (is_.mg, is_.low, is_.high):
            return day
    return None


def status_differs_from(before: Place, after: Place) -> int | None:
    """Return the first day on which a place has another status of its own."""
    old, new = place_facts(before), place_facts(after)
    days = sorted({ALWAYS, *(day for day, _ in (*old.statuses, *new.statuses))})
    return next((day for day in days if old.own_status(day) != new.own_status(day)), None)
