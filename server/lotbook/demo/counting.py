"""Counts of every room on the last evening of each month, and what did not agree.

The apple store is counted from month B on, so that apples of month A are bounded by nothing.
"""

from datetime import date, timedelta
from decimal import Decimal

from lotbook.demo.amounts import Line
from lotbook.demo.ledger import Ledger

ROOMS = ("COOL-1", "COOL-2", "RIPE", "LINE", "HALL", "SHED", "STAND", "CA-1", "INPUTS")


def day(ledger: Ledger, day: date) -> None:
    """The month's count, and on the day after it the corrections that it led to."""
    season = ledger.season
    if season.ends_month(day):
        for index, room in enumerate(ROOMS):
            if season.letter(day) == "A" and room == "CA-1":
                continue
            lines = counted(ledger, room)
            if lines or room not in ("INPUTS", "STAND", "SHED"):
                ledger.event("count", season.at(day, 18.0 + index / 40), "c15", room, lines=lines, complete=True)
    for lot, units in list(ledger.missing.items()):
        if day == date.fromisoformat(ledger.lots[lot].made) or not season.ends_month(day - timedelta(days=1)):
            continue
        reason = "Counted short on the last evening of the month; looked for and not found."
        lines = [{"lot": lot, "quantity": {"value": f"-{units}", "unit": ledger.unit(ledger.lots[lot].product)}}]
        ledger.lots[lot].goes(units, "COOL-1")
        ledger.lots[lot].held = False
        ledger.lots[lot].tags.clear()
        ledger.event("adjust", season.at(day, 8.2), "c02", "COOL-1", lines=lines, reason=reason)
        del ledger.missing[lot]
    if day.weekday() == 2 and season.works(day) and not season.ends_month(day) and day.day < 27:
        spot(ledger, day)


def counted(ledger: Ledger, room: str) -> list[Line]:
    """What two people find in a room."""
    lines = []
    for lot in ledger.here(room):
        found = Decimal(lot.places[room]) / 1_000_000 - ledger.missing.get(lot.code, 0)
        lines.append({"lot": lot.code, "quantity": ledger.of(lot.code, found)})
    return lines


def spot(ledger: Ledger, day: date) -> None:
    """A Wednesday look at a few lots; it bounds nothing and finds typing errors early."""
    lots = [lot for lot in ledger.here("COOL-1") if lot.code not in ledger.missing and lot.units == int(lot.units)][:3]
    lines = [
        {"lot": lot.code, "quantity": ledger.of(lot.code, Decimal(lot.places["COOL-1"]) / 1_000_000)} for lot in lots
    ]
    if lines:
        ledger.event("count", ledger.season.at(day, 17.9), "c15", "COOL-1", lines=lines, note="Spot count.")
