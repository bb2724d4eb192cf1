"""Tomatoes: three fields of three statuses, a ripening room, and a line that sorts them.

T1 is organic. T2 was transitional until the first day of month D. C9 is leased and
conventional; its lugs are picked on their own day, kept in cooler 2 and sold to a cannery.
"""

from datetime import date, timedelta

from lotbook.demo.amounts import Run, Take, pounds
from lotbook.demo.ledger import Ledger
from lotbook.demo.trade import loose

LUGS = {"C": (26, 16), "D": (34, 22), "E": (36, 24), "F": (30, 20), "G": (22, 14)}
STACK = 18


def day(ledger: Ledger, day: date) -> None:
    """Plant in month A, pick from C, pack two days later, sell."""
    season = ledger.season
    grow(ledger, day)
    if not season.works(day) or day < season.day("C", 2):
        return
    if day.weekday() in (0, 2, 4) or day == season.today:
        pick(ledger, day, "T1", LUGS[season.letter(day)][0], "organic", 7.0)
        turned = day >= season.day("D", 1)
        pick(ledger, day, "T2", LUGS[season.letter(day)][1], "organic" if turned else "transitional", 9.6)
    if day.weekday() == 1 and day.day > 7:
        conventional(ledger, day)
    for status in ("organic", "transitional"):
        pack(ledger, day, status)
    sell(ledger, day)


def grow(ledger: Ledger, day: date) -> None:
    """Sown in the propagation house on A3, out on A29, fed twice."""
    season = ledger.season
    fields = (("T1", "2.0", 6), ("T2", "1.5", 5), ("C9", "1.2", 4))
    for field, acres, packets in fields:
        if day == season.day("A", 3):
            ledger.goes(seed := ledger.any_units("SEED-TOM", packets, "INPUTS"), "INPUTS")
            ledger.event(
                "plant", season.at(day, 10), "c08", "NURSERY", lot=f"TR-{field}", product="PL-TOM",
                area={"value": "120", "unit": "m2"}, uses=[ledger.line(take) for take in seed],
            )  # fmt: skip
        if day == season.day("A", 27) and field != "C9":
            ledger.use(
                season.at(day, 8), "c08", field, ledger.any_units("COMPOST", 16), [field], purpose="before planting"
            )
        if day == season.day("A", 28):
            ledger.event(
                "plant", season.at(day, 7.5), "c08", field, lot=f"PL-{field}", product="PL-TOM",
                area={"value": acres, "unit": "acre"}, uses=[], from_=[f"TR-{field}"],
            )  # fmt: skip
        if day in (season.day("B", 20), season.day("D", 6)) and field != "C9":
            ledger.use(
                season.at(day, 9), "c08", field, ledger.any_units("FEATHER", 10), [f"PL-{field}"], purpose="feeding"
            )


def pick(ledger: Ledger, day: date, field: str, lugs: int, status: str, hour: float) -> None:
    """Stacks of eighteen lugs, a tag a stack, into the ripening room."""
    season = ledger.season
    chance = ledger.chance(f"{field} {day.isoformat()}")
    lot, left, stacks = f"{field}-{season.code(day)}", lugs + chance.randint(-4, 4), []
    # Lugs are counted at an estimate; what they really weigh is seen only when they are packed.
    while left > 0:
        part = min(STACK, left)
        left -= part
        hour += chance.uniform(0.4, 0.7)
        tag = ledger.bin_tag()
        ledger.harvest(
            season.at(day, hour), "c08", field, lot, "TOM-LUG", [f"PL-{field}"], part, [(tag, part)],
            status=status, crew="tomato crew",
        )  # fmt: skip
        stacks.append(Take(lot, part, tag))
    ledger.move(season.at(day, hour + 0.5), "c08", field, "RIPE", stacks)


def conventional(ledger: Ledger, day: date) -> None:
    """The leased field's own day: nothing of it goes near the line."""
    season = ledger.season
    lugs = 20 + ledger.chance(f"C9 {day.isoformat()}").randint(-3, 6)
    lot = f"C9-{season.code(day)}"
    ledger.harvest(
        season.at(day, 10.5), "c08", "C9", lot, "TOM-LUG", ["PL-C9"], lugs, status="nonorganic", crew="tomato crew"
    )
    ledger.move(season.at(day, 11.4), "c08", "C9", "COOL-2", [Take(lot, lugs)])
    ledger.ship(season.at(day, 16.4), "c04", "COOL-2", "bay-cannery", [Take(lot, lugs)], note="Conventional.")


def pack(ledger: Ledger, day: date, status: str) -> None:
    """Cases of firsts, boxes of seconds, culls to the compost heap; a thirtieth part is juice on the belt."""
    season = ledger.season
    ripe = (day - timedelta(days=1)).isoformat()
    stacks = ledger.tagged(ledger.standing(["TOM-LUG"], status, "RIPE", ripe), 10)
    if not stacks or (status == "transitional" and len(stacks) < 3):
        return
    chance = ledger.chance(f"cases {day.isoformat()} {status}")
    code = season.code(day) + ("" if status == "organic" else "-T")
    start = 12.2 if status == "organic" else 14.0
    run = Run(f"RT-{code}", "LINE")
    if status == "organic":
        ledger.event("clean", season.at(day, start - 0.3), "c03", "LINE", method="washed and dried", for_="TOM-CASE")
    half = (len(stacks) + 1) // 2
    for index, part in enumerate((stacks[:half], stacks[half:])):
        if part:
            ledger.pack(season.at(day, start + index * 0.5), "c03", run, part)
    cases = int(run.taken_mg * chance.uniform(0.70, 0.76) / ledger.factor_mg("TOM-CASE", day))
    seconds = int(run.taken_mg * chance.uniform(0.10, 0.14) / ledger.factor_mg("TOM-2ND", day))
    tag = [(ledger.label(), cases)] if cases >= 30 else []
    ledger.pack(
        season.at(day, start + 1.1), "c13", run, outputs=[(f"TP-{code}", "TOM-CASE", cases)], tags=tag, status=status,
        packaging=ledger.any_units("CARTON", cases),
    )  # fmt: skip
    ledger.pack(season.at(day, start + 1.2), "c13", run, outputs=[(f"T2ND-{code}", "TOM-2ND", seconds)], status=status)
    cull = pounds(int(run.inside_mg * chance.uniform(0.962, 0.985)))
    ledger.pack(season.at(day, start + 1.4), "c14", run, losses=[("cull", cull)], close=True)
    made = [ledger.lots[lot] for lot in (f"TP-{code}", f"T2ND-{code}")]
    takes = [*ledger.tagged(made, 9), *ledger.untagged(made, 999)]
    ledger.move(season.at(day, start + 1.6), "c03", "LINE", "COOL-1", takes)


def sell(ledger: Ledger, day: date) -> None:
    """Cases to shops and a wholesaler; transitional fruit without a claim to the cannery."""
    season = ledger.season
    tagged = ledger.tagged(ledger.standing(["TOM-CASE"], place="COOL-1", before=day.isoformat()), 2)
    if tagged and day.weekday() in (1, 3, 5):
        partner = ("north-distribution", "coast-wholesale")[day.toordinal() % 2]
        ledger.ship(season.at(day, 13.9), "c04", "COOL-1", partner, tagged, carrier="cold-haul")
    shop = ("valley-grocers", "harbor-market")[day.toordinal() % 2]
    takes = loose(ledger, day, 15.1, ["TOM-CASE"], 15) if day.weekday() in (0, 2, 4) else []
    if takes:
        ledger.ship(season.at(day, 15.4), "c04", "COOL-1", shop, takes)
    seconds = ledger.untagged(ledger.standing(["TOM-2ND"], place="COOL-1", before=day.isoformat()), 60)
    if seconds and day.weekday() == 5:
        ledger.ship(season.at(day, 15.9), "c04", "COOL-1", "juice-house", seconds, note="For sauce, organic.")
    changing = ledger.standing(["TOM-CASE", "TOM-2ND"], "transitional", "COOL-1")
    if changing and day.weekday() in (4, 5):
        takes = [*ledger.tagged(changing, 9), *ledger.untagged(changing, 999)]
        ledger.ship(season.at(day, 16.6), "c04", "COOL-1", "bay-cannery", takes, note="Transitional: no claim.")
