"""Romaine: sown, transplanted, cut into bins, cooled, and packed as hearts the next working day.

Bins are weighed one trip at a time as they come in. Outer leaves are a named loss of about a
fifth. Romaine is on FDA's traceability list, so that cooling and packing carry all their
key data.
"""

from datetime import date, timedelta
from decimal import Decimal

from lotbook.demo.amounts import Run, Take, pounds
from lotbook.demo.ledger import Ledger
from lotbook.demo.season import Season
from lotbook.demo.trade import loose

BEDS = 10
DAYS_IN_NURSERY, DAYS_IN_BED, CUTTING_DAYS = 26, 58, 17
BINS_A_CUT = {"A": 7, "B": 8, "C": 9, "D": 9, "E": 9, "F": 8, "G": 7}


def transplanted(season: Season, number: int) -> date:
    """Planting 1 stood long enough to be cut on the first day; a new one follows every seventeen days."""
    return season.first - timedelta(days=DAYS_IN_BED) + timedelta(days=CUTTING_DAYS * (number - 1))


def planting(number: int) -> tuple[str, str]:
    return f"PL-R{number:02d}", f"L{(number - 1) % BEDS + 1}"


def cutting(season: Season, day: date) -> int:
    """The number of the planting that is cut on a day."""
    return (day - season.first).days // CUTTING_DAYS + 1


def day(ledger: Ledger, day: date) -> None:
    """Sow, transplant, pack yesterday's bins, cut, sell."""
    grow(ledger, day)
    if not ledger.season.works(day):
        return
    pack(ledger, day)
    if day.weekday() in (0, 2, 4) or ledger.season.ends_month(day + timedelta(days=1)) or day == ledger.season.today:
        cut(ledger, day)
    sell(ledger, day)


def before(ledger: Ledger) -> None:
    """Plantings from before the book; their seed was used up before it, too."""
    season = ledger.season
    for number in range(1, 7):
        on = transplanted(season, number)
        if on < season.first:
            lot, bed = planting(number)
            received = season.at(season.first, 6.2 + number / 20)
            ledger.event(
                "plant", season.at(on, 8), "c09", bed, received=received, lot=lot, product="PL-ROM",
                area={"value": "1.2", "unit": "acre"}, uses=[],
            )  # fmt: skip


def grow(ledger: Ledger, day: date) -> None:
    """Every planting has a life in the propagation house, then in a bed."""
    season = ledger.season
    for number in range(1, 20):
        lot, bed = planting(number)
        out = transplanted(season, number)
        sown = out - timedelta(days=DAYS_IN_NURSERY)
        if day == sown:
            ledger.goes(seed := ledger.any_units("SEED-ROM", 14, "INPUTS"), "INPUTS")
            ledger.event(
                "plant", season.at(day, 9), "c09", "NURSERY", lot=f"TR-R{number:02d}", product="PL-ROM",
                area={"value": "600", "unit": "m2"}, uses=[ledger.line(take) for take in seed],
            )  # fmt: skip
        if day == out and day >= season.first:
            raised = [f"TR-R{number:02d}"] if sown >= season.first else None
            if ledger.standing(["COMPOST"], None):
                ledger.use(
                    season.at(day, 6.8), "c09", bed, ledger.any_units("COMPOST", 9), [bed], purpose="before planting"
                )
            ledger.event(
                "plant", season.at(day, 8), "c09", bed, lot=lot, product="PL-ROM",
                area={"value": "1.2", "unit": "acre"}, uses=[], from_=raised,
            )  # fmt: skip
        if day == out + timedelta(days=21) and day >= season.first:
            ledger.use(season.at(day, 10), "c09", bed, ledger.any_units("FEATHER", 8), [lot], purpose="side dressing")


def cut(ledger: Ledger, day: date) -> None:
    """Four bins a trip, each with its tag, weighed on the forklift scale, and straight into the cooler."""
    season = ledger.season
    chance = ledger.chance(f"romaine {day.isoformat()}")
    lot, bed = planting(cutting(season, day))
    code = f"{bed}-{season.code(day)}"
    left, hour = BINS_A_CUT[season.letter(day)] + chance.randint(-1, 1), 6.2
    while left > 0:
        bins = min(4, left)
        left -= bins
        hour += chance.uniform(0.9, 1.3)
        tags = [(ledger.bin_tag(), 1) for _ in range(bins)]
        weighed = Decimal(sum(chance.randint(402, 444) for _ in range(bins)))
        ledger.harvest(
            season.at(day, hour), "c09", bed, code, "ROM-BIN", [lot], bins, tags, weighed, crew="lettuce crew",
            refs=[{"kind": "scale_ticket", "number": ledger.number("forklift", 7001)}],
        )  # fmt: skip
        takes = [Take(code, 1, tag) for tag, _ in tags]
        ledger.move(
            season.at(day, hour + 0.35), "c09", bed, "COOL-1", takes, step="cooling",
            refs=[{"kind": "other", "number": f"cooling log {season.code(day)}"}],
        )  # fmt: skip


def pack(ledger: Ledger, day: date) -> None:
    """Hearts: all bins that wait, in one run of two or three events; trim is weighed off."""
    season = ledger.season
    bins = ledger.tagged(ledger.standing(["ROM-BIN"], place="COOL-1", before=day.isoformat()), 14)
    if not bins:
        return
    chance = ledger.chance(f"hearts {day.isoformat()}")
    code = season.code(day)
    ledger.event("clean", season.at(day, 6.6), "c03", "HALL", method="rinse and sanitise, swab clean", for_="ROM-HRT")
    run = Run(f"RR-{code}", "HALL")
    half = (len(bins) + 1) // 2
    for index, part in enumerate((bins[:half], bins[half:])):
        hour = 7.4 + index * 2.1
        if not part:
            continue
        ledger.pack(season.at(day, hour), "c03", run, part)
        cartons = int(run.inside_mg * chance.uniform(0.77, 0.79) / ledger.factor_mg("ROM-HRT", day))
        last = index == 1 or len(bins) == half
        trim = pounds(int((run.inside_mg - cartons * ledger.factor_mg("ROM-HRT", day)) * 0.985))
        tag = [(ledger.label(), cartons)] if cartons >= 40 else []
        ledger.pack(
            season.at(day, hour + 1.6), "c13", run,
            outputs=[(f"RH-{code}", "ROM-HRT", cartons)], tags=tag, losses=[("trim", trim)],
            packaging=ledger.any_units("CARTON", cartons), close=True if last else None,
        )  # fmt: skip
    lot = ledger.lots[f"RH-{code}"]
    ledger.move(season.at(day, 11.6), "c03", "HALL", "COOL-1", pallets(ledger, lot.code))


def pallets(ledger: Ledger, code: str) -> list[Take]:
    """A lot as it stands on the floor: its pallets, then what is loose."""
    lot = ledger.lots[code]
    return [*ledger.tagged([lot], 99), *ledger.untagged([lot], 10_000)]


def sell(ledger: Ledger, day: date) -> None:
    """Wholesalers take whole pallets, shops and schools what is loose of a broken one."""
    season, weekday = ledger.season, day.weekday()
    lots = ledger.standing(["ROM-HRT"], place="COOL-1", before=day.isoformat())
    tagged = ledger.tagged(lots, 3)
    if tagged and weekday in (1, 3, 5):
        partner = "coast-wholesale" if day.toordinal() % 2 else "north-distribution"
        ledger.ship(season.at(day, 13.7), "c04", "COOL-1", partner, tagged, carrier="cold-haul")
    partner, cartons = [("valley-grocers", 14), ("harbor-market", 10), ("city-schools", 8)][day.toordinal() % 3]
    takes = loose(ledger, day, 15.0, ["ROM-HRT"], cartons)
    if takes:
        ledger.ship(season.at(day, 15.0), "c04", "COOL-1", partner, takes)
