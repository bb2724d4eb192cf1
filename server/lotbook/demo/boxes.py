"""What leaves in small pieces: the members' boxes on Thursdays, and the farm stand."""

from datetime import date
from decimal import Decimal

from lotbook.demo.amounts import Line, Run, Take, pounds, quantity
from lotbook.demo.ledger import Ledger
from lotbook.demo.trade import loose

# product, how many go into the week's boxes, how many go to the stand
CONTENTS = (
    (("SB-ALB", "SB-MON"), 10, 7),
    (("ROM-HRT",), 4, 2),
    (("TOM-CASE",), 6, 3),
    (("FUJI-BOX", "PIP-BOX", "GALA-BOX"), 5, 3),
)
BOXES = 84
CLAMSHELLS = 8


def day(ledger: Ledger, day: date) -> None:
    """Boxes on Thursdays from month B, the stand from Wednesday to Saturday."""
    season = ledger.season
    if day.weekday() == 3 and season.letter(day) != "A":
        fill(ledger, day)
    if 2 <= day.weekday() <= 5 or day == season.today:
        stand(ledger, day)


def chosen(ledger: Ledger, day: date, column: int, hour: float) -> list[Take]:
    """What was there in the morning; today's picking is for tomorrow."""
    takes = []
    for products, *amounts in CONTENTS:
        takes += loose(ledger, day, hour, products, amounts[column], day.isoformat(), "c05")
    return takes


def fill(ledger: Ledger, day: date) -> None:
    """One pack of several commodities: the boxes weigh what went into them, less a few leaves."""
    season = ledger.season
    takes = chosen(ledger, day, 0, 9.8)
    if len(takes) < 2:
        return
    lot, run = f"BOX-{season.code(day)}", Run("", "SHED")
    ledger.move(season.at(day, 9.9), "c05", "COOL-1", "SHED", takes)
    inside = sum(ledger.lots[take.lot].mass_mg * Decimal(take.units) / ledger.lots[take.lot].units for take in takes)
    ledger.pack(
        season.at(day, 10.4), "c05", run, takes, [(lot, "CSA-BOX", BOXES)],
        weighed=pounds(int(inside * Decimal("0.997"))), recipe="CSA-BOX", packaging=ledger.any_units("CARTON", BOXES),
    )  # fmt: skip
    for hour, boxes, site in ((14.5, 50, "Mill Street pick-up"), (16.1, BOXES - 50, "Harbor pick-up")):
        ledger.ship(season.at(day, hour), "c05", "SHED", "members", [Take(lot, boxes)], bol=False, to=site)


def stand(ledger: Ledger, day: date) -> None:
    """Out in the morning, sold by the clamshell, and what is left goes to the food bank."""
    season = ledger.season
    takes = chosen(ledger, day, 1, 8.9)
    if not takes:
        return
    chance = ledger.chance(f"stand {day.isoformat()}")
    ledger.move(season.at(day, 9.0), "c05", "COOL-1", "STAND", takes)
    lines: list[Line] = []
    left: list[Take] = []
    for take in takes:
        product = ledger.lots[take.lot].product
        sold = take.units
        if product.startswith("SB-"):
            rest = Decimal(chance.randint(0, 6)) / CLAMSHELLS
            sold -= min(rest, take.units)
            if rest and sold:
                left.append(Take(take.lot, take.units - sold))
            lines.append({"lot": take.lot, "quantity": quantity(Decimal(sold) * CLAMSHELLS, "clamshell")})
        else:
            lines.append(ledger.line(take))
        ledger.goes([Take(take.lot, sold)], "STAND")
    ledger.event("ship", season.at(day, 17.4), "c05", "STAND", partner="public", lines=lines)
    if left:
        ledger.dispose(season.at(day, 17.6), "c05", "STAND", left, "donated", note="Food bank, evening round.")
