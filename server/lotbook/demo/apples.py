"""Apples: old crop in store at going live, new crop from month E, packed on a line of three devices.

A bin is counted at 925 lb until the truck's scale ticket comes, hours later. About 72 % packs
out; culls go to juice, as a named loss before month D, as a product lot of its own since.
What is stored dries: shrink is recorded once a month.
"""

from datetime import date
from decimal import Decimal

from lotbook.demo.amounts import Run, Take, milligrams, pounds, quantity
from lotbook.demo.ledger import Ledger
from lotbook.kit.codes import tag_code

BLOCKS = {
    "A1": ("GALA", "E04", "E24", 7),
    "A2": ("FUJI", "E26", "F21", 6),
    "A3": ("PIP", "F23", "G31", 3),
}
STORED = (("OLD-FUJI-1", "FUJI", 96), ("OLD-PIP-1", "PIP", 64))
BIN_LB = 925
PALLET = 49


def day(ledger: Ledger, day: date) -> None:
    """What is done on a day, and what the store loses in a month."""
    if ledger.season.works(day):
        work(ledger, day)
    if ledger.season.ends_month(day):
        dry(ledger, day)


def work(ledger: Ledger, day: date) -> None:
    """A working day in the orchard and on the line."""
    season = ledger.season
    for block, (variety, first, last, bins) in BLOCKS.items():
        if first <= season.code(day) <= last and (day.weekday() < 5 or day == season.today):
            pick(ledger, day, block, variety, bins)
    old_crop = season.letter(day) in "ABC" and day.weekday() in (0, 3)
    if (old_crop or season.code(day) > "E08") and day.weekday() in (0, 1, 3) and day != season.today:
        pack(ledger, day, 7.2, close=True)
    sell(ledger, day)


def pick(ledger: Ledger, day: date, block: str, variety: str, bins: int) -> None:
    """A bin a scan, its tag bound in the row; a truck takes them to the scale and the store."""
    season = ledger.season
    chance = ledger.chance(f"{block} {day.isoformat()}")
    lot, product = f"{block}-{season.code(day)}", f"{variety}-BIN"
    hour, takes = 6.9, []
    picked: list[str] = []
    net = [chance.randint(896, 948) for _ in range(bins + chance.randint(0, 2))]
    for value in net:
        hour += chance.uniform(0.3, 0.5)
        tag = ledger.bin_tag()
        picked.append(
            ledger.harvest(
                season.at(day, hour), ("c10", "c11")[len(picked) % 2], block, lot, product, [f"PL-{block}"], 1,
                [(tag, 1)], crew="orchard crew", true_mg=milligrams(Decimal(value)),
            )
        )  # fmt: skip
        takes.append(Take(lot, 1, tag))
    ledger.move(season.at(day, 11.9), "c12", block, "CA-1", takes)
    ticket(ledger, day, picked, Decimal(sum(net)), 16.8)


def ticket(ledger: Ledger, day: date, picked: list[str], net: Decimal, hour: float) -> str:
    """The scale ticket of the day's truck, hours after the bins were tagged."""
    number = ledger.number("ticket", 812)
    tare = Decimal(13_480) + 95 * len(picked)
    text = f"Truck scale ticket {number}\n{day.isoformat()}\ngross {net + tare} lb  tare {tare} lb  net {net} lb\n"
    return ledger.event(
        "weigh", ledger.season.at(day, hour), "c12", "SCALE", of=picked, mass=quantity(net, "lb"),
        gross=quantity(net + tare, "lb"), tare=quantity(tare, "lb"),
        refs=[{"kind": "scale_ticket", "number": number}],
        docs=[ledger.paper(f"ticket-{number}.pdf", "scale_ticket", text)],
    )  # fmt: skip


def pack(ledger: Ledger, day: date, start: float, close: bool) -> None:
    """Dump, print and cull each record their own side of one run."""
    season = ledger.season
    standing = ledger.standing(("FUJI-BIN", "PIP-BIN", "GALA-BIN"), place="CA-1", before=day.isoformat())
    if not standing:
        return
    variety = standing[0].product[:-4]
    bins = [*ledger.tagged([lot for lot in standing if lot.product == standing[0].product], 9)]
    if not bins:
        return
    chance = ledger.chance(f"line {day.isoformat()} {start}")
    code = season.code(day)
    run, boxed, product = Run(f"RA-{code}", "LINE"), f"AP-{code}", f"{variety}-BOX"
    at = season.at
    ledger.event("clean", at(day, start - 0.5), "c03", "LINE", method="brushed, rinsed, belts dried", for_=product)
    thirds = [bins[index : index + 3] for index in range(0, len(bins), 3)]
    whole = 0
    for index, part in enumerate(thirds):
        hour = start + index * 1.0
        ledger.pack(at(day, hour), "c03", run, part)
        boxes = int(run.taken_mg * chance.uniform(0.715, 0.735) / ledger.factor_mg(product, day)) - whole
        whole += boxes
        ledger.pack(
            at(day, hour + 0.6), "c13", run, outputs=[(boxed, product, boxes)],
            packaging=ledger.any_units("CARTON", boxes),
        )  # fmt: skip
        if index % 2 or index == len(thirds) - 1:
            cull(ledger, day, hour + 0.7, run, chance.uniform(0.94, 0.97), code)
    if close:
        ledger.pack(at(day, start + 3.9), "c14", run, close=True)
        store(ledger, day, start + 4.1, boxed)


def cull(ledger: Ledger, day: date, hour: float, run: Run, share: float, code: str) -> None:
    """What the cull scale says: a little stays on the belts and in the flume, which nobody weighs."""
    weight = pounds(int(run.inside_mg * share))
    if ledger.season.letter(day) in "ABC":
        ledger.pack(ledger.season.at(day, hour), "c14", run, losses=[("juice", weight)])
        return
    lot = f"AJ-{code}"
    mass = milligrams(weight)
    run.made_mg += mass
    ledger.comes(ledger.season.at(day, hour), "LINE", lot, "APL-JUICE", weight, "organic", mass)
    ledger.event(
        "pack", ledger.season.at(day, hour), "c14", "LINE", run=run.code, inputs=[], losses=[],
        outputs=[{"lot": lot, "product": "APL-JUICE", "quantity": quantity(weight, "lb")}],
    )  # fmt: skip


def store(ledger: Ledger, day: date, hour: float, boxed: str) -> None:
    """Full pallets get a label each, and all boxes go to the cooler."""
    lot = ledger.lots[boxed]
    while lot.loose >= PALLET:
        tag = ledger.label()
        ledger.event(
            "tag", ledger.season.at(day, hour), "c13", "LINE", action="bind", tag=tag, lot=boxed,
            quantity=ledger.of(boxed, PALLET),
        )  # fmt: skip
        lot.tags[tag] = PALLET * 1_000_000
        hour += 0.05
    takes = [*ledger.tagged([lot], 99), *ledger.untagged([lot], 999)]
    ledger.move(ledger.season.at(day, hour + 0.1), "c12", "LINE", "COOL-1", takes)


def sell(ledger: Ledger, day: date) -> None:
    """Pallets to wholesalers twice a week, boxes to shops, juice apples on Fridays."""
    season, weekday = ledger.season, day.weekday()
    boxes = ("FUJI-BOX", "PIP-BOX", "GALA-BOX")
    lots = ledger.standing(boxes, place="COOL-1", before=day.isoformat())
    pallets = ledger.tagged(lots, 6)[:-1]
    if pallets and weekday in (1, 2, 4):
        partner = ("north-distribution", "coast-wholesale")[day.toordinal() % 2]
        ledger.ship(season.at(day, 10.6), "c04", "COOL-1", partner, pallets, carrier="cold-haul")
    takes = ledger.untagged(lots, 16)
    if takes and weekday in (0, 3):
        shop = ("valley-grocers", "harbor-market")[day.toordinal() % 2]
        ledger.ship(season.at(day, 11.2), "c04", "COOL-1", shop, takes)
    juice = ledger.standing(["APL-JUICE"], before=day.isoformat())
    if juice and weekday == 4:
        takes = [Take(lot.code, lot.units) for lot in juice]
        ledger.ship(
            season.at(day, 16.0), "c04", "LINE", "juice-house", takes, carrier="cold-haul", note="Bulk bins for juice."
        )


def dry(ledger: Ledger, day: date) -> None:
    """The monthly sample of the store: water that left the fruit is mass that left the book."""
    for lot in ledger.standing(("FUJI-BIN", "PIP-BIN", "GALA-BIN"), place="CA-1", before=day.isoformat()):
        age = (day - date.fromisoformat(lot.made)).days
        value = pounds(int(lot.mass_mg * min(age, 30) * 0.0004))
        if age >= 10 and value >= 1:
            ledger.shrink(
                ledger.season.at(day, 17.2), "c15", "CA-1", lot.code, value, note="Sample bins weighed again."
            )


def before(ledger: Ledger) -> None:
    """Trees planted years ago."""
    season = ledger.season
    for index, (block, acres, years) in enumerate((("A1", "3.5", 9), ("A2", "3.0", 11), ("A3", "2.5", 14))):
        planted = season.first.replace(year=season.first.year - years, month=2, day=14)
        ledger.event(
            "plant", season.at(planted, 9), "c01", block, received=season.at(season.first, 6.0 + index / 20),
            lot=f"PL-{block}", product="PL-APL", area={"value": acres, "unit": "acre"}, uses=[],
        )  # fmt: skip


def stored_bins(lot: str, bins: int) -> list[str]:
    """The tags of the bins that were in the store at going live: BS0000101 and on."""
    base = 100 if lot == "OLD-FUJI-1" else 300
    return [tag_code(f"BS{base + number:07d}") for number in range(1, bins + 1)]
