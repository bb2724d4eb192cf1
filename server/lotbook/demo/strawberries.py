"""Strawberries: picked into trays in the field, cooled by the pallet, sold within three days.

About 6,500 trays an acre over seven months, most in the middle ones. What is left ripe in
the field was never picked, so it is in no balance.
"""

from datetime import date, timedelta

from lotbook.demo.amounts import Take
from lotbook.demo.ledger import Ledger
from lotbook.demo.trade import loose

PALLET = 108
BLOCKS = (
    ("S1", "PL-S1", "SB-ALB", 3.2, "c06", "crew 1"),
    ("S2", "PL-S2", "SB-MON", 3.0, "c07", "crew 2"),
    ("S3", "PL-S3", "SB-ALB", 3.0, "c06", "crew 1"),
)
TRAYS_AN_ACRE = {"A": 78, "B": 108, "C": 140, "D": 146, "E": 126, "F": 96, "G": 84}
PRODUCTS = ("SB-ALB", "SB-MON")


def day(ledger: Ledger, day: date) -> None:
    """One day's picking and selling."""
    if not ledger.season.works(day):
        return
    pick(ledger, day)
    if day.day in (6, 16, 26):
        pick_buffer(ledger, day)
    sell_pallets(ledger, day)
    sell_loose(ledger, day)
    give_away(ledger, day)


def pick(ledger: Ledger, day: date) -> None:
    """Each block is picked every third working day, an event a pallet; two pallets a trip to the cooler."""
    season = ledger.season
    place, planting, product, acres, by, crew = BLOCKS[day.toordinal() % 3]
    chance = ledger.chance(f"strawberries {day.isoformat()}")
    trays = round(acres * TRAYS_AN_ACRE[season.letter(day)] * chance.uniform(0.88, 1.12))
    lot = f"{place}-{season.code(day)}"
    hour, waiting = 6.4, []
    while trays > 0:
        part = min(PALLET, trays)
        trays -= part
        hour += 0.55 * part / PALLET + chance.uniform(0.08, 0.3)
        full = part == PALLET
        tag = ledger.label() if full else None
        ledger.harvest(
            season.at(day, hour), by, place, lot, product, [planting], part, [(tag, part)] if tag else (), crew=crew
        )
        waiting.append(Take(lot, part, tag))
        if len(waiting) == 2 or trays == 0:
            ledger.move(season.at(day, hour + 0.4), "c12", place, "COOL-1", waiting, step="cooling")
            waiting = []


def pick_buffer(ledger: Ledger, day: date) -> None:
    """The rows along the neighbour's fence are picked, kept and sold apart (7 CFR 205.202(c))."""
    season = ledger.season
    trays = ledger.chance(f"buffer {day.isoformat()}").randint(14, 26)
    lot = f"S3B-{season.code(day)}"
    ledger.harvest(
        season.at(day, 12.1), "c06", "S3B", lot, "SB-ALB", ["PL-S3B"], trays,
        status="nonorganic", crew="crew 1", buffer=True,
    )  # fmt: skip
    ledger.move(season.at(day, 12.6), "c12", "S3B", "COOL-2", [Take(lot, trays)], step="cooling")
    ledger.ship(
        season.at(day, 15.2), "c04", "COOL-2", "hill-diner", [Take(lot, trays)],
        note="Buffer rows: sold as conventional, no organic claim on the bill.",
    )  # fmt: skip


def sell_pallets(ledger: Ledger, day: date) -> None:
    """Yesterday's pallets leave in the afternoon, to two wholesalers."""
    season = ledger.season
    lots = ledger.standing(PRODUCTS, place="COOL-1", before=day.isoformat())
    pallets = ledger.tagged(lots, 9)
    half = (len(pallets) + 1) // 2
    loads = (("north-distribution", 13.4, pallets[:half]), ("coast-wholesale", 14.1, pallets[half:]))
    for partner, hour, part in loads:
        if part:
            ledger.ship(season.at(day, hour), "c04", "COOL-1", partner, part, carrier="cold-haul")


def sell_loose(ledger: Ledger, day: date) -> None:
    """Trays off broken pallets go to shops and schools."""
    season, weekday = ledger.season, day.weekday()
    orders = [("valley-grocers", 26, 14.6)] if weekday in (0, 2, 4) else [("harbor-market", 20, 14.9)]
    if weekday == 2:
        orders.append(("city-schools", 12, 15.3))
    for partner, trays, hour in orders:
        takes = loose(ledger, day, hour, PRODUCTS, trays)
        if takes:
            ledger.ship(season.at(day, hour), "c04", "COOL-1", partner, takes)


def give_away(ledger: Ledger, day: date) -> None:
    """Trays that are four days old go to the food bank, and the worst to compost."""
    season = ledger.season
    old = ledger.standing(PRODUCTS, place="COOL-1", before=(day - timedelta(days=3)).isoformat())
    takes = ledger.untagged(old, 40)
    if takes:
        reason = "donated" if day.toordinal() % 3 else "waste"
        ledger.dispose(season.at(day, 16.2), "c04", "COOL-1", takes, reason)
