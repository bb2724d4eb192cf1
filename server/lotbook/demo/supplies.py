"""Going live, and what comes from suppliers: seed, plants, compost, cartons, and other growers' tomatoes."""

from datetime import date, timedelta
from decimal import Decimal

from lotbook.demo import apples, romaine, strawberries
from lotbook.demo.amounts import Line, milligrams, quantity
from lotbook.demo.ledger import Ledger
from lotbook.kit.mass import MICRO

# day, partner, lot, product, units, status, the supplier's own lot, price is on the invoice and not here
DELIVERIES = (
    ("A09", "compost-yard", "COMPOST-A09", "COMPOST", 140, "organic", "CY-W18"),
    ("A12", "carton-works", "CARTON-A12", "CARTON", 6000, "nonorganic", "CW-5510"),
    ("B08", "seed-house", "SEED-ROM-B08", "SEED-ROM", 160, "organic", "SH-RG-771"),
    ("B14", "farm-supply", "FEATHER-B14", "FEATHER", 120, "organic", "FS-2207"),
    ("C11", "carton-works", "CARTON-C11", "CARTON", 9000, "nonorganic", "CW-5723"),
    ("D05", "farm-supply", "PAA-D05", "PAA", 20, "nonorganic", "FS-2419"),
    ("D18", "compost-yard", "COMPOST-D18", "COMPOST", 80, "organic", "CY-W31"),
    ("E12", "carton-works", "CARTON-E12", "CARTON", 14000, "nonorganic", "CW-5981"),
)


def day(ledger: Ledger, day: date) -> None:
    """Today's deliveries, if there are any."""
    season = ledger.season
    for code, partner, lot, product, units, status, theirs in DELIVERIES:
        if season.code(day) == code:
            receive(ledger, day, 9.5, "INPUTS", partner, lot, product, units, status, theirs)
    if season.letter(day) in "CDE" and day.weekday() == 3:
        bought(ledger, day)


def receive(
    ledger: Ledger, day: date, hour: float, place: str, partner: str, lot: str, product: str, units: int,
    status: str, theirs: str, by: str = "c15", docs: list[Line] | None = None, **line: object,
) -> str:  # fmt: skip
    """One lot from a supplier, under our code, with theirs kept."""
    at = ledger.season.at(day, hour)
    ledger.comes(at, place, lot, product, units, status, None)
    found: Line = {"lot": lot, "product": product, "quantity": ledger.of(lot, units), "supplier_lot": theirs}
    found |= {"status": status, **line}
    number = ledger.number("delivery", 3301)
    return ledger.event(
        "receive", at, by, place, partner=partner, lines=[found], docs=docs,
        refs=[{"kind": "purchase_order", "number": f"PO-{number}"}],
    )  # fmt: skip


def bought(ledger: Ledger, day: date) -> None:
    """Tomatoes of another certified grower, for shops that want more than the farm has."""
    season = ledger.season
    cases = 20 + ledger.chance(f"bought {day.isoformat()}").randint(0, 12)
    code, theirs = f"RF-{season.code(day)}", f"RVF{day:%m%d}"
    text = "Organic certificate EOC-3052\nRiver Farm\nscope: crops, tomatoes\n"
    paper = ledger.paper("river-farm-certificate.pdf", "certificate", text)
    receive(
        ledger, day, 8.6, "COOL-1", "river-farm", code, "TOM-CASE", cases, "organic", theirs, docs=[paper],
        tlc=theirs, tlc_source="River Farm, Salinas CA", last_certified_operation="River Farm (EOC-3052)",
        certificate="EOC-3052",
    )  # fmt: skip


def go_live(ledger: Ledger) -> None:
    """A1: what stood in the store and the cooler, counted with two people, and the standing crops."""
    season = ledger.season
    at = season.at(season.first, 7.0)
    lines: list[Line] = []
    for lot, variety, bins in apples.STORED:
        weight = Decimal(bins * 931 - 480)
        ledger.comes(at, "CA-1", lot, f"{variety}-BIN", bins, "organic", milligrams(weight))
        tags = apples.stored_bins(lot, bins)
        ledger.lots[lot].tags.update(dict.fromkeys(tags, MICRO))
        lines.append(
            {
                "lot": lot,
                "product": f"{variety}-BIN",
                "quantity": ledger.of(lot, bins),
                "mass": quantity(weight, "lb"),
                "status": "organic",
                "origin": f"block {'A2' if variety == 'FUJI' else 'A3'}, last season, harvest log page 31",
                "tags": [{"tag": tag, "quantity": ledger.of(lot, 1)} for tag in tags],
            }
        )
    ledger.event("open", at, "c02", "CA-1", lines=lines, reason="Going live: apples in store from last season.")
    inputs = (
        ("COMPOST-0", "COMPOST", 60, "organic", "invoice CY-W02"),
        ("FEATHER-0", "FEATHER", 140, "organic", "invoice FS-1980"),
        ("SEED-ROM-0", "SEED-ROM", 120, "organic", "lot SH-RG-702, certificate EOC-1120"),
        ("SEED-TOM-0", "SEED-TOM", 20, "organic", "lot SH-EG-118, certificate EOC-1120"),
        ("CARTON-0", "CARTON", 4200, "nonorganic", "invoice CW-5400"),
        ("PAA-0", "PAA", 12, "nonorganic", "invoice FS-1980"),
    )
    lines = []
    for lot, product, units, status, origin in inputs:
        ledger.comes(at, "INPUTS", lot, product, units, status, None)
        lines.append(
            {"lot": lot, "product": product, "quantity": ledger.of(lot, units), "status": status, "origin": origin}
        )
    ledger.event("open", season.at(season.first, 7.4), "c02", "INPUTS", lines=lines, reason="Going live: input store.")
    standing(ledger)
    apples.before(ledger)
    romaine.before(ledger)


def standing(ledger: Ledger) -> None:
    """Strawberries set out last autumn; their plants could not be had organic, which the book says."""
    season = ledger.season
    set_out = season.first - timedelta(days=165)
    plugs = {"S1": 64_000, "S2": 60_000, "S3": 66_000}
    arrived = set_out - timedelta(days=2)
    for index, (place, _, _, acres, _, _) in enumerate(strawberries.BLOCKS):
        lot = f"PLUG-{place}"
        ledger.comes(season.at(arrived, 8), "INPUTS", lot, "PLUG-STRAW", plugs[place], "nonorganic", None)
        line = {
            "lot": lot, "product": "PLUG-STRAW", "quantity": ledger.of(lot, plugs[place]), "status": "nonorganic",
            "supplier_lot": f"BPN-{440 + index}",
        }  # fmt: skip
        ledger.event(
            "receive", season.at(arrived, 8 + index / 10), "c01", "INPUTS", partner="berry-nursery", lines=[line],
            received=season.at(season.first, 6.4 + index / 50), refs=[{"kind": "invoice", "number": f"BPN-90{index}"}],
            note="Untreated; organic plants of these varieties were not commercially available (205.204).",
        )  # fmt: skip
        beds = [(place, f"PL-{place}", f"{acres}", plugs[place])]
        if place == "S3":
            beds = [("S3", "PL-S3", "3.0", 60_000), ("S3B", "PL-S3B", "0.3", 6_000)]
        for number, (bed, planting, area, plants) in enumerate(beds):
            at = season.at(set_out, 7 + index + number / 2)
            ledger.lots[lot].goes(plants, "INPUTS")
            ledger.event(
                "plant", at, "c06", bed, received=season.at(season.first, 6.5 + index / 20 + number / 50), lot=planting,
                product="PL-STRAW", area={"value": area, "unit": "acre"},
                uses=[{"lot": lot, "quantity": ledger.of(lot, plants)}],
            )  # fmt: skip
