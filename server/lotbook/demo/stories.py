"""What went wrong, and how the book shows it. Each story has its own lots, whose codes never change.

docs/explanation/the-demonstration-farm.md tells them in the farm's words.
"""

import json
from datetime import date, timedelta
from decimal import Decimal

from lotbook.demo import packhouse, romaine, supplies
from lotbook.demo.amounts import Take, quantity
from lotbook.demo.ledger import Ledger
from lotbook.demo.packhouse import hearts, trays
from lotbook.demo.season import event_id
from lotbook.kit.codes import tag_code

Q = quantity


def day(ledger: Ledger, day: date) -> None:
    """The stories of a day, if it has any."""
    season = ledger.season
    if tell := STORIES.get(season.code(day)):
        tell(ledger, day)
    if season.ends_month(day + timedelta(days=1)) and season.letter(day) == "C":
        goes_offline(ledger, day)
    if tell := packhouse.STORIES.get(season.code(day)):
        tell(ledger, day)


def store_is_fogged(ledger: Ledger, day: date) -> None:
    """A10: an input applied to a stored lot."""
    wash = ledger.any_units("PAA", 1)
    ledger.use(ledger.season.at(day, 15.0), "c15", "CA-1", wash, ["OLD-FUJI-1"], purpose="fogging of the store")


def typed_wrong(ledger: Ledger, day: date) -> None:
    """B11: 18 trays were typed as 180, then as 81; the last correction stands."""
    at, lot = ledger.season.at, "S2-B11-X"
    said: list[str] = []
    for hour, trays_, note in (
        (10.2, 180, None),
        (10.4, 81, "Not 180."),
        (10.5, 18, "Eighteen trays: counted again at the truck."),
    ):
        said.append(
            ledger.event(
                "harvest", at(day, 10.2), "c07", "S2", received=at(day, hour), lot=lot, product="SB-MON",
                from_=["PL-S2"], quantity=Q(trays_, "tray"), crew="crew 2", note=note,
                replaces=said[-1] if said else None,
            )
        )  # fmt: skip
    ledger.comes(at(day, 10.2), "S2", lot, "SB-MON", 18, "organic", None)
    ledger.move(at(day, 11.2), "c12", "S2", "COOL-1", [Take(lot, 18)], step="cooling")


def sample_is_clean(ledger: Ledger, day: date) -> None:
    """B18 to B20: held for a residue test, released by its result; one shipment has no bill of lading."""
    at = ledger.season.at
    hearts(ledger, day, "L-B18-X", "RH-B18-X", 3)
    ledger.dispose(at(day, 14.2), "c03", "COOL-1", [Take("RH-B18-X", 1)], "sample", note="To the laboratory.")
    ledger.lots["RH-B18-X"].held = True
    ledger.event("hold", at(day, 14.3), "c02", lots=["RH-B18-X"], state="hold", reason="Residue test, routine.")


def result_comes(ledger: Ledger, day: date) -> None:
    """B20."""
    at = ledger.season.at
    paper = ledger.paper("residues-RH-B18-X.pdf", "lab_result", "Sample RH-B18-X\n512 substances\nnone detected\n")
    ledger.lots["RH-B18-X"].held = False
    ledger.event("note", at(day, 9.1), "c02", about=[{"lot": "RH-B18-X"}], docs=[paper], note="Nothing detected.")
    ledger.event("hold", at(day, 9.2), "c02", lots=["RH-B18-X"], state="release", reason="Nothing detected.")
    ledger.ship(at(day, 11.4), "c04", "COOL-1", "harbor-market", [Take("RH-B18-X", 6)], bol=False)


def drift_at_the_fence(ledger: Ledger, day: date) -> None:
    """C16: spray drifted over three rows that were packed already; a part goes on as nonorganic."""
    at = ledger.season.at
    hearts(ledger, day, "L-C16-X", "RH-C16-X", 3)
    paper = ledger.paper("drift-report.pdf", "affidavit", "Drift seen at 09:40 over the three rows nearest to C9.\n")
    mass = ledger.goes([Take("RH-C16-X", 18)], "COOL-1")
    ledger.comes(at(day, 14.5), "COOL-1", "RH-C16-N", "ROM-HRT", 18, "nonorganic", mass)
    ledger.event(
        "reclassify", at(day, 14.5), "c02", "COOL-1", status="nonorganic", reason="Drift from the neighbour's sprayer.",
        lines=[{"lot": "RH-C16-X", "quantity": Q(18, "carton"), "to_lot": "RH-C16-N"}], docs=[paper],
    )  # fmt: skip
    ledger.move(at(day, 14.8), "c04", "COOL-1", "COOL-2", [Take("RH-C16-N", 18)])


def drift_is_sold(ledger: Ledger, day: date) -> None:
    """C17."""
    ledger.ship(
        ledger.season.at(day, 10.0), "c04", "COOL-2", "hill-diner", [Take("RH-C16-N", 18)], note="Sold without a claim."
    )


def goes_offline(ledger: Ledger, day: date) -> None:
    """The lettuce phone has no network over the month's end: what it recorded came after the count."""
    season = ledger.season
    gone, back = season.at(day, 5.2), season.at(day + timedelta(days=2), 19.0)
    ledger.offline["c09"] = (gone, back)
    lot, bed = romaine.planting(romaine.cutting(season, day))
    tags = [(ledger.bin_tag(), 1) for _ in range(2)]
    ledger.harvest(
        season.at(day, 10.8), "c09", bed, "L-LATE-X", "ROM-BIN", [lot], 2, tags, Decimal(836), crew="lettuce crew",
        note="No network in the lettuce field since the mast went down.",
    )  # fmt: skip
    takes = [Take("L-LATE-X", 1, tag) for tag, _ in tags]
    ledger.move(season.at(day, 11.2), "c09", bed, "COOL-1", takes, step="cooling")


def pallet_goes_out(ledger: Ledger, day: date) -> None:
    """D10 to D12: a pallet comes back warm; it is held, then part released and part destroyed."""
    trays(ledger, day, "S1", "S1-D10-X", 108, tag_code("PX0000010"))
    take = Take("S1-D10-X", 108, tag_code("PX0000010"))
    ledger.ship(ledger.season.at(day, 13.0), "c04", "COOL-1", "coast-wholesale", [take], carrier="cold-haul")


def pallet_comes_back(ledger: Ledger, day: date) -> None:
    """D11."""
    at, lot = ledger.season.at, "S1-D10-X"
    shipment = ledger.shipments[lot]
    paper = ledger.paper("recorder-strip.pdf", "other", "Reefer recorder\n04:10  9.8 C\n05:10  11.2 C\n06:10  11.0 C\n")
    ledger.comes(at(day, 12.0), "COOL-1", lot, "SB-ALB", 108, "organic", None)
    ledger.lots[lot].held = True
    ledger.event(
        "return", at(day, 12.0), "c04", "COOL-1", partner="coast-wholesale", shipment=shipment, docs=[paper],
        lines=[{"lot": lot, "quantity": Q(108, "tray")}], note="Refused at the dock: 11 °C.",
    )  # fmt: skip
    ledger.event("hold", at(day, 12.1), "c02", lots=[lot], state="hold", reason="Came back warm; to be sorted.")


def pallet_is_sorted(ledger: Ledger, day: date) -> None:
    """D12."""
    at, lot = ledger.season.at, "S1-D10-X"
    ledger.dispose(at(day, 9.0), "c03", "COOL-1", [Take(lot, 44)], "destroyed", note="Soft; to the compost heap.")
    ledger.event("hold", at(day, 9.2), "c02", lots=[lot], state="release", reason="64 trays sorted and sound.")
    ledger.lots[lot].held = False
    ledger.ship(at(day, 10.2), "c04", "COOL-1", "juice-house", [Take(lot, 64)], note="For freezing, organic.")


def pallet_at_the_back(ledger: Ledger, day: date) -> None:
    """D25: sixty cartons that nobody finds on the last evening of the month."""
    hearts(ledger, day, "L-D25-X", "RH-D25-X", 6)
    ledger.lots["RH-D25-X"].held = True
    ledger.missing["RH-D25-X"] = 60


def no_certificate(ledger: Ledger, day: date) -> None:
    """D27: a neighbour helped out; no certificate came with the lot, nor did anybody ask."""
    supplies.receive(
        ledger, day, 8.0, "COOL-1", "oak-hill", "OH-D27", "TOM-CASE", 14, "organic", "88-2",
        last_certified_operation="Oak Hill Growers",
    )  # fmt: skip


def certificate_ran_out(ledger: Ledger, day: date) -> None:
    """E25: the certificate on file ran out ten days before."""
    supplies.receive(
        ledger, day, 8.0, "COOL-1", "oak-hill", "OH-E25", "TOM-CASE", 30, "organic", "91-4", tlc="OAK-91-4",
        tlc_source="Oak Hill Growers, Salinas CA", last_certified_operation="Oak Hill Growers (EOC-2987)",
        certificate="EOC-2987",
    )  # fmt: skip


def shipped_twice(ledger: Ledger, day: date) -> None:
    """E20: the driver and the office both entered the shipment; the second is void."""
    at = ledger.season.at
    trays(ledger, day, "S1", "S1-E20-X", 60)
    take = Take("S1-E20-X", 40)
    refs = [{"kind": "bol", "number": "E20-7"}]
    lines = [ledger.line(take)]
    ledger.ship(at(day, 15.0), "c04", "COOL-1", "harbor-market", [take], refs=refs)
    twice = ledger.event("ship", at(day, 15.4), "c02", "COOL-1", partner="harbor-market", lines=lines, refs=refs)
    ledger.event("void", at(day, 17.2), "c02", event=twice, reason="Entered twice: bill of lading E20-7 is one load.")


def may_not_ship(ledger: Ledger, day: date) -> None:
    """E08: a picker's phone may not ship; the record is kept, unread, until the office looks at it."""
    lots = ledger.standing(("SB-ALB", "SB-MON"))
    ledger.event(
        "ship", ledger.season.at(day, 13.1), "c16", "COOL-1", partner="hill-diner",
        lines=[{"lot": lots[0].code, "quantity": Q(2, "tray")}], note="Two trays for the diner's kitchen.",
    )  # fmt: skip
    ledger.entries[-1][2]["held"] = True


def not_readable(ledger: Ledger, day: date) -> None:
    """F20: a home-made tally sheet sent a harvest without a unit; its bytes wait in quarantine."""
    at = ledger.season.at(day, 10.0)
    said = {
        "id": event_id(at, ledger.seed, -1), "kind": "harvest", "v": 1, "at": at.isoformat(), "by": "c07",
        "place": "S2", "lot": f"S2-{ledger.season.code(day)}", "product": "SB-MON", "from": ["PL-S2"],
        "quantity": "14 trays",
    }  # fmt: skip
    ledger.unreadable(ledger.season.at(day, 10.1), json.dumps(said).encode(), "malformed")


def nobody_knows_this_lot(ledger: Ledger, day: date) -> None:
    """A shipment names a lot that was never made: RH-GZZ, a label read wrong."""
    ledger.event(
        "ship", ledger.season.at(day, 15.7), "c04", "COOL-1", partner="harbor-market",
        lines=[{"lot": "RH-GZZ", "quantity": Q(4, "carton")}],
        refs=[{"kind": "bol", "number": ledger.number("bol", 40211)}],
    )  # fmt: skip


def today(ledger: Ledger) -> None:
    """The open run of this afternoon, and the lot that nobody knows."""
    season = ledger.season
    first = season.day("G", 1)
    nobody_knows_this_lot(ledger, max(first, season.today - timedelta(days=2)))
    packhouse.open_run(ledger, season.today)


def own_table(ledger: Ledger, day: date) -> None:
    """A harvest supper."""
    takes = ledger.untagged(ledger.standing(("SB-ALB", "SB-MON"), place="COOL-1"), 2)
    if takes:
        ledger.dispose(ledger.season.at(day, 16.0), "c01", "COOL-1", takes, "own_use", note="Supper for the crew.")


STORIES = {
    "A10": store_is_fogged,
    "B11": typed_wrong,
    "B18": sample_is_clean,
    "B20": result_comes,
    "C04": own_table,
    "C16": drift_at_the_fence,
    "C17": drift_is_sold,
    "D10": pallet_goes_out,
    "D11": pallet_comes_back,
    "D12": pallet_is_sorted,
    "D25": pallet_at_the_back,
    "D27": no_certificate,
    "E08": may_not_ship,
    "E20": shipped_twice,
    "E25": certificate_ran_out,
    "F20": not_readable,
}
