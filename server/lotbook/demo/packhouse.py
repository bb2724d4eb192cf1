"""The stories that happen on a packing line: a wrong claim, a gain, a torn tag, a run left open."""

from datetime import date
from decimal import Decimal

from lotbook.demo import apples, romaine
from lotbook.demo.amounts import Run, Take, milligrams, pounds, quantity
from lotbook.demo.ledger import Ledger
from lotbook.kit.codes import tag_code

Q = quantity


def hearts(ledger: Ledger, day: date, bins: str, packed: str, count: int) -> None:
    """A few bins of the planting that is being cut, and the lot of hearts that they become."""
    at = ledger.season.at
    planting, bed = romaine.planting(romaine.cutting(ledger.season, day))
    tags = [(ledger.bin_tag(), 1) for _ in range(count)]
    takes = [Take(bins, 1, tag) for tag, _ in tags]
    ledger.harvest(
        at(day, 7.3), "c09", bed, bins, "ROM-BIN", [planting], count, tags, Decimal(424 * count), crew="lettuce crew"
    )
    ledger.move(at(day, 7.9), "c09", bed, "COOL-1", takes, step="cooling")
    run = Run(f"RR-{packed[3:]}", "HALL")
    ledger.move(at(day, 12.1), "c03", "COOL-1", "HALL", takes)
    ledger.pack(at(day, 12.3), "c03", run, takes)
    cartons = int(run.taken_mg * Decimal("0.78") / ledger.factor_mg("ROM-HRT", day))
    ledger.pack(
        at(day, 13.2), "c13", run, outputs=[(packed, "ROM-HRT", cartons)], packaging=ledger.any_units("CARTON", cartons)
    )
    ledger.pack(at(day, 13.3), "c14", run, losses=[("trim", pounds(int(run.inside_mg * Decimal("0.985"))))], close=True)
    ledger.move(at(day, 13.6), "c03", "HALL", "COOL-1", [Take(packed, cartons)])


def trays(ledger: Ledger, day: date, block: str, lot: str, count: int, tag: str | None = None) -> None:
    """A pallet of strawberries, picked and cooled."""
    at = ledger.season.at
    tags = [(tag, count)] if tag else []
    ledger.harvest(at(day, 8.8), "c06", block, lot, "SB-ALB", [f"PL-{block}"], count, tags, crew="crew 1")
    ledger.move(at(day, 9.4), "c12", block, "COOL-1", [Take(lot, count, tag)], step="cooling")


def wrong_field(ledger: Ledger, day: date) -> None:
    """E12: lugs of the leased field were scanned in as organic."""
    at, tag = ledger.season.at, tag_code("BX0000012")
    ledger.harvest(
        at(day, 10.1), "c08", "C9", "C9-E12-X", "TOM-LUG", ["PL-C9"], 24, [(tag, 24)], status="nonorganic",
        claimed="organic", crew="tomato crew",
    )  # fmt: skip
    ledger.move(at(day, 10.8), "c08", "C9", "RIPE", [Take("C9-E12-X", 24, tag)])


def wrong_claim_is_packed(ledger: Ledger, day: date) -> None:
    """E13: packed with a claim, and part of it shipped."""
    at, run = ledger.season.at, Run("RT-E13-X", "LINE")
    take = Take("C9-E12-X", 24, tag_code("BX0000012"))
    ledger.move(at(day, 16.2), "c03", "RIPE", "LINE", [take])
    ledger.pack(at(day, 16.3), "c03", run, [take])
    ledger.pack(
        at(day, 16.7), "c13", run, outputs=[("TP-E13-X", "TOM-CASE", 21)], status="nonorganic", claimed="organic",
        packaging=ledger.any_units("CARTON", 21),
    )  # fmt: skip
    ledger.pack(at(day, 16.9), "c14", run, losses=[("cull", pounds(int(run.inside_mg * Decimal("0.97"))))], close=True)
    ledger.move(at(day, 17.0), "c03", "LINE", "COOL-1", [Take("TP-E13-X", 21)])


def wrong_claim_is_shipped(ledger: Ledger, day: date) -> None:
    """E14."""
    ledger.ship(ledger.season.at(day, 14.4), "c04", "COOL-1", "valley-grocers", [Take("TP-E13-X", 12)])


def wrong_claim_is_seen(ledger: Ledger, day: date) -> None:
    """E17: the office reads the finding, holds what is left and tells the shop."""
    at = ledger.season.at
    ledger.lots["TP-E13-X"].held = True
    ledger.event("hold", at(day, 8.6), "c02", lots=["TP-E13-X", "C9-E12-X"], state="hold", reason="Fruit of C9 in it.")
    paper = ledger.paper(
        "letter-valley-grocers.pdf", "affidavit", "Lot TP-E13-X is not organic. Please take the sign down.\n"
    )
    ledger.event(
        "note", at(day, 9.3), "c01", docs=[paper], about=[{"lot": "TP-E13-X"}, {"partner": "valley-grocers"}],
        note="Customer told by telephone and letter; certifier told the same day.",
    )  # fmt: skip
    ledger.dispose(at(day, 11.0), "c03", "COOL-1", [Take("TP-E13-X", 9)], "donated", note="To the food bank, no claim.")


def factor_too_low(ledger: Ledger, day: date) -> None:
    """F10: ripe lugs weigh more than their estimate, so more came out than was counted in."""
    at, tag = ledger.season.at, tag_code("BX0000009")
    take = Take("T1-F10-X", 40, tag)
    ledger.harvest(at(day, 7.2), "c08", "T1", "T1-F10-X", "TOM-LUG", ["PL-T1"], 40, [(tag, 40)], crew="tomato crew")
    ledger.move(at(day, 8.0), "c08", "T1", "LINE", [take])
    run = Run("RT-F10-X", "LINE")
    ledger.pack(at(day, 16.0), "c03", run, [take])
    ledger.pack(
        at(day, 16.6), "c13", run, outputs=[("TP-F10-X", "TOM-CASE", 36), ("T2ND-F10-X", "TOM-2ND", 6)],
        packaging=ledger.any_units("CARTON", 36),
    )  # fmt: skip
    ledger.pack(at(day, 16.9), "c14", run, losses=[("cull", Decimal("118.5"))], close=True)
    for lot, units in (("TP-F10-X", 36), ("T2ND-F10-X", 6)):
        ledger.move(at(day, 17.1), "c03", "LINE", "COOL-1", [Take(lot, units)])


def factor_is_mended(ledger: Ledger, day: date) -> None:
    """F11: twenty lugs are weighed again, and the new factor holds from then on."""
    product = ledger.products["TOM-LUG"]
    step = {
        "from": day.isoformat(), "value": "28.8", "unit": "lb", "basis": "estimate", "min": "27.5", "max": "30.5",
        "evidence": "twenty lugs weighed again after run RT-F10-X",
    }  # fmt: skip
    ledger.products["TOM-LUG"] = {**product, "unit_mass": [*product["unit_mass"], step]}
    ledger.record(ledger.season.at(day, 5.6), ledger.products["TOM-LUG"])


def torn_tag(ledger: Ledger, day: date) -> None:
    """F05: one of four bins is relabelled in the orchard; on the line only the new tag is scanned."""
    at, lot = ledger.season.at, "A2-F05-X"
    torn, fresh = tag_code("BX0000101"), tag_code("BX0000105")
    tags = [tag_code(f"BX000010{number}") for number in range(1, 5)]
    picked = []
    for index, tag in enumerate(tags):
        picked.append(
            ledger.harvest(
                at(day, 7.1 + index / 2), "c10", "A2", lot, "FUJI-BIN", ["PL-A2"], 1, [(tag, 1)], crew="orchard crew",
                true_mg=milligrams(Decimal(920)),
            )
        )  # fmt: skip
    ledger.event("tag", at(day, 9.2), "c10", "A2", action="replace", tag=torn, with_=fresh, note="Torn on a branch.")
    ledger.lots[lot].tags = {tag if tag != torn else fresh: 1_000_000 for tag in tags}
    ledger.move(at(day, 11.4), "c12", "A2", "CA-1", [Take(lot, 1, tag) for tag in ledger.lots[lot].tags])
    apples.ticket(ledger, day, picked, Decimal(3680), 15.2)


def torn_tag_is_packed(ledger: Ledger, day: date) -> None:
    """F06: bare tags at the dump station, which had no network and knew no lots."""
    at, lot, run = ledger.season.at, "A2-F05-X", Run("RA-F06-X", "LINE")
    takes = [Take(lot, 1, tag) for tag in ledger.lots[lot].tags]
    ledger.move(at(day, 15.0), "c12", "CA-1", "LINE", takes)
    run.taken_mg += ledger.goes(takes, "LINE")
    bare = [{"tag": take.tag} for take in takes]
    ledger.event("pack", at(day, 15.3), "c03", "LINE", run=run.code, inputs=bare, outputs=[], losses=[])
    ledger.pack(
        at(day, 16.2), "c13", run, outputs=[("AP-F06-X", "FUJI-BOX", 66)], packaging=ledger.any_units("CARTON", 66)
    )
    apples.cull(ledger, day, 16.4, run, 0.96, "F06-X")
    ledger.pack(at(day, 16.5), "c14", run, close=True)
    ledger.lots["AP-F06-X"].held = True
    ledger.move(at(day, 16.8), "c12", "LINE", "COOL-1", [Take("AP-F06-X", 66)])


def rework(ledger: Ledger, day: date) -> None:
    """F12: bruised boxes are packed again under a new code."""
    at, run = ledger.season.at, Run("RA-F12-X", "LINE")
    ledger.pack(at(day, 14.6), "c03", run, [Take("AP-F06-X", 49)], [("AP-F12-X", "FUJI-BOX", 45)])
    ledger.pack(at(day, 15.2), "c14", run, losses=[("juice", Decimal("158.5"))], close=True)
    ledger.ship(at(day, 16.0), "c04", "COOL-1", "city-schools", [Take("AP-F06-X", 17)])


def rework_into_itself(ledger: Ledger, day: date) -> None:
    """F15: twenty of them once more, under the same code: the trace runs in a circle and still ends."""
    at, run = ledger.season.at, Run("RA-F15-X", "LINE")
    ledger.pack(at(day, 14.6), "c03", run, [Take("AP-F12-X", 20)])
    ledger.pack(at(day, 14.9), "c13", run, outputs=[("AP-F12-X", "FUJI-BOX", 19)])
    ledger.pack(at(day, 15.0), "c14", run, losses=[("juice", Decimal("38.5"))], close=True)
    ledger.ship(at(day, 16.0), "c04", "LINE", "harbor-market", [Take("AP-F12-X", 24)])
    ledger.lots["AP-F12-X"].held = True


def label_misprint(ledger: Ledger, day: date) -> None:
    """F28: twenty boxes wait for new labels, and two of them leave all the same."""
    at = ledger.season.at
    ledger.event("hold", at(day, 11.5), "c02", lots=["AP-F12-X"], state="hold", reason="Cartons say Gala; new labels.")
    ledger.ship(
        at(day, 15.4), "c04", "LINE", "harbor-market", [Take("AP-F12-X", 2)],
        refs=[{"kind": "bol", "number": "F28-2"}], note="Taken along for Saturday; nobody had told the driver.",
    )  # fmt: skip


def tag_on_two_bins(ledger: Ledger, day: date) -> None:
    """F16, F17: the same tag was scanned onto a second bin while the first was still full."""
    at, code = ledger.season.at, ledger.season.code(day)
    lot, tag = f"A2-{code}-X", tag_code("BX0000116")
    picked = ledger.harvest(
        at(day, 7.5), "c11", "A2", lot, "FUJI-BIN", ["PL-A2"], 1, [(tag, 1)], crew="orchard crew",
        true_mg=milligrams(Decimal(918)),
    )  # fmt: skip
    ledger.untag(ledger.lots[lot], tag)
    ledger.lots[lot].held = True
    ledger.move(at(day, 11.6), "c12", "A2", "CA-1", [Take(lot, 1)])
    apples.ticket(ledger, day, [picked], Decimal(918), 15.8)


def two_bins_are_sold(ledger: Ledger, day: date) -> None:
    """F19: both go as they are, by lot and not by tag."""
    ledger.ship(
        ledger.season.at(day, 13.2), "c04", "CA-1", "juice-house", [Take("A2-F16-X", 1), Take("A2-F17-X", 1)],
        carrier="cold-haul",
    )  # fmt: skip


def never_closed(ledger: Ledger, day: date) -> None:
    """F24: the cull scale's battery was flat, and nobody closed the run."""
    at, lot, run = ledger.season.at, "A3-F24-X", Run("RA-F24-X", "LINE")
    picked = [
        ledger.harvest(
            at(day, 7.0 + index / 2), "c11", "A3", lot, "PIP-BIN", ["PL-A3"], 1, crew="orchard crew",
            true_mg=milligrams(Decimal(912)),
        )
        for index in range(4)
    ]  # fmt: skip
    ledger.move(at(day, 10.4), "c12", "A3", "LINE", [Take(lot, 4)])
    apples.ticket(ledger, day, picked, Decimal(3648), 11.0)
    ledger.pack(at(day, 15.1), "c03", run, [Take(lot, 4)])
    ledger.pack(
        at(day, 16.0), "c13", run, outputs=[("AP-F24-X", "PIP-BOX", 64)], packaging=ledger.any_units("CARTON", 64),
        note="Cull scale dead, culls not weighed.",
    )  # fmt: skip
    ledger.move(at(day, 17.0), "c12", "LINE", "COOL-1", [Take("AP-F24-X", 64)])


def open_run(ledger: Ledger, day: date) -> None:
    """This afternoon's run: bins dumped, cartons printed, culls not weighed yet."""
    apples.pack(ledger, day, 15.6, close=False)


STORIES = {
    "E12": wrong_field,
    "E13": wrong_claim_is_packed,
    "E14": wrong_claim_is_shipped,
    "E17": wrong_claim_is_seen,
    "F05": torn_tag,
    "F06": torn_tag_is_packed,
    "F10": factor_too_low,
    "F11": factor_is_mended,
    "F12": rework,
    "F15": rework_into_itself,
    "F16": tag_on_two_bins,
    "F17": tag_on_two_bins,
    "F19": two_bins_are_sold,
    "F24": never_closed,
    "F28": label_misprint,
}
