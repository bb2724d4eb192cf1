"""The desk's part: bills once a week, clean trucks, feeding, walks through the fields."""

from datetime import date, timedelta
from decimal import Decimal

from lotbook.demo.amounts import Line, quantity
from lotbook.demo.ledger import Ledger
from lotbook.demo.strawberries import BLOCKS

PRICES = {
    "SB-ALB": "22.00", "SB-MON": "21.50", "ROM-HRT": "26.50", "TOM-CASE": "38.00", "TOM-2ND": "17.00",
    "TOM-LUG": "9.80", "GALA-BOX": "54.00", "FUJI-BOX": "52.00", "PIP-BOX": "49.00", "APL-JUICE": "0.19",
    "GALA-BIN": "240.00", "FUJI-BIN": "240.00", "PIP-BIN": "240.00",
}  # fmt: skip
MISTYPED = ("F", "coast-wholesale")


def day(ledger: Ledger, day: date) -> None:
    """What the office and the farm's housekeeping add to a day."""
    season = ledger.season
    if day.weekday() == 5:
        bill(ledger, day)
    if day.weekday() in (0, 3) and season.works(day):
        ledger.event(
            "clean", season.at(day, 12.9), "c04", "TRUCK-1", what="reefer box",
            method="swept, washed, affidavit of last load seen", for_="SB-ALB",
        )  # fmt: skip
    if day.weekday() == 5:
        ledger.event("clean", season.at(day, 16.9), "c12", "CA-1", what="empty field bins", method="pressure wash")
    if day.weekday() == 1:
        walk(ledger, day)
    if day.day == 13:
        feed(ledger, day)
    if day.day in (10, 24):
        room(ledger, day)


def bill(ledger: Ledger, day: date) -> None:
    """A bill for each customer's week: what was shipped, shipment by shipment, and the prices."""
    since = day - timedelta(days=6)
    week: dict[str, list[Line]] = {}
    for on, partner, shipment, takes in ledger.sales:
        if on < since or on > day:
            continue
        for take in takes:
            product = ledger.lots[take.lot].product
            amount = Decimal(PRICES[product]) * take.units
            week.setdefault(partner, []).append(
                {
                    "lot": take.lot,
                    "shipment": shipment,
                    "quantity": ledger.of(take.lot, take.units),
                    "amount": {"value": f"{amount:.2f}", "currency": "USD"},
                }
            )
    ledger.sales = [sale for sale in ledger.sales if sale[0] > day]
    for index, (partner, lines) in enumerate(sorted(week.items())):
        number = ledger.number("invoice", 2001)
        if partner == MISTYPED[1] and ledger.season.letter(day) == MISTYPED[0] and 8 <= day.day < 15:
            shipped = lines[0]["quantity"]
            lines[0]["quantity"] = quantity(Decimal(shipped["value"]) + 9, shipped["unit"])
        ledger.event(
            "invoice", ledger.season.at(day, 17.7 + index / 50), "c02", partner=partner, number=number,
            date=day.isoformat(), lines=lines,
        )  # fmt: skip


def walk(ledger: Ledger, day: date) -> None:
    """The weekly walk, one place at a time."""
    season = ledger.season
    rounds = ("S1", "L", "T1", "A2", "S3", "C9")
    place = rounds[day.toordinal() // 7 % len(rounds)]
    remarks = (
        "Buffer flags standing, no drift seen.", "Lygus below threshold, no spray.", "Irrigation line mended.",
        "Row signs washed, labels readable.", "Gophers along the creek.", "Ground cover mown.",
    )  # fmt: skip
    text = remarks[day.toordinal() // 7 % len(remarks)]
    ledger.event("note", season.at(day, 8.4), "c01", place, about=[{"place": place}], note=text)


def feed(ledger: Ledger, day: date) -> None:
    """Feather meal to the strawberries on the thirteenth of each month."""
    for index, (place, planting, *_) in enumerate(BLOCKS):
        ledger.use(
            ledger.season.at(day, 6.2 + index), "c06", place, ledger.any_units("FEATHER", 5), [planting],
            purpose="feeding through the season",
        )  # fmt: skip


def room(ledger: Ledger, day: date) -> None:
    """Cooler walls are washed; the wash is an allowed substance and its use is on record."""
    season = ledger.season
    wash = ledger.any_units("PAA", 1)
    ledger.use(season.at(day, 16.6), "c15", "COOL-1", wash, ["COOL-1"], purpose="walls and drains")
    ledger.event("clean", season.at(day, 17.0), "c15", "COOL-1", method="walls and drains washed, rinsed")
