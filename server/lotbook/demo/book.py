"""The season, day by day: a book file's lines from a date and a seed."""

from collections.abc import Iterator
from datetime import date, datetime

from lotbook.demo import (
    apples,
    boxes,
    counting,
    farm,
    office,
    plans,
    romaine,
    stories,
    strawberries,
    supplies,
    tomatoes,
)
from lotbook.demo.amounts import Line
from lotbook.demo.ledger import Ledger
from lotbook.demo.season import Season

SEED = 2026


def season_of(today: date, seed: int = SEED, now: datetime | None = None) -> tuple[list[Line], dict[str, bytes]]:
    """Return the lines of a season that ends now, and its documents by their hash."""
    season = Season.ending(today, now)
    registry = [*farm.records(season), *farm.entered(season, plans.plans(season))]
    ledger = Ledger(season, seed, {line["code"]: line for line in registry if line["type"] == "product"})
    supplies.go_live(ledger)
    for day in season.days():
        ledger.day = day
        for part in (supplies, boxes, stories, strawberries, romaine, tomatoes, apples, office, counting):
            part.day(ledger, day)
    stories.today(ledger)
    entries = sorted(ledger.entries, key=lambda entry: entry[:2])
    return [*registry, *(line for _, _, line in entries)], ledger.papers


def demo_book(today: date, seed: int = SEED, now: datetime | None = None) -> Iterator[Line]:
    """Yield the lines of a book file: the registry first, then the season as it was received.

    The same day, seed and moment give the same lines. Without `now` it is half past three in
    the afternoon of `today`, on the farm's clock.
    """
    yield from season_of(today, seed, now)[0]
