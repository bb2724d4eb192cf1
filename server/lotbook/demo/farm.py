"""The registry of the demonstration farm: its land, rooms, products, partners and people.

Yields, pack sizes and weights follow what growers and extension services publish for the
Central Coast; evidence texts name the farm's own (invented) papers. Names of people are first
names for the screen only, and telephone numbers are from the range kept for examples.
"""

from datetime import timedelta
from typing import Any

from lotbook.demo.land import boundary
from lotbook.demo.season import Season

Line = dict[str, Any]
CODE = "alder-bend"


def records(season: Season) -> list[Line]:
    """Every record of the registry as the book begins."""
    found = [operation(), *places(season), *products(season), *recipes(season), *partners(season)]
    return entered(season, [*found, *people(), *devices()])


def entered(season: Season, lines: list[Line]) -> list[Line]:
    """Return records as they were entered before the first day's work."""
    return [{**line, "since": season.at(season.first, 5.5).isoformat()} for line in lines]


def operation() -> Line:
    return {
        "type": "operation",
        "code": CODE,
        "name": "Alder Bend Farm",
        "timezone": "America/Los_Angeles",
        "mass_unit": "lb",
        "certifier": "Example Organic Certification",
        "certificate": "EOC-4471",
        "sample": True,
        "contact": contact("0100", "2 Alder Bend Road"),
    }


def contact(phone: str, address: str, city: str = "Watsonville", zip_: str = "95076") -> Line:
    return {
        "phone": f"831-555-{phone}",
        "address": address,
        "city": city,
        "state": "CA",
        "zip": zip_,
        "country": "US",
    }


def places(season: Season) -> list[Line]:
    """Land with its status by date, and the rooms behind it."""
    long_ago = f"{season.first.year - 15}-01-01"
    turned = season.day("D", 1).isoformat()
    organic = [{"from": long_ago, "status": "organic"}]
    plain = [{"from": long_ago, "status": "nonorganic"}]
    changing = [
        {"from": f"{season.first.year - 2}-07-01", "status": "transitional"},
        {"from": turned, "status": "organic"},
    ]
    land = [
        ("RANCH", "Home ranch", "farm", None, "44", organic),
        ("S1", "Strawberries, north", "field", "RANCH", "3.2", None),
        ("S2", "Strawberries, middle", "field", "RANCH", "3.0", None),
        ("S3", "Strawberries, fence side", "field", "RANCH", "3.0", organic),
        ("S3B", "Buffer rows along C9", "bed", "S3", "0.3", plain),
        ("L", "Lettuce field", "field", "RANCH", "12", None),
        ("T1", "Tomatoes, creek side", "field", "RANCH", "2.0", None),
        ("T2", "Tomatoes, new ground", "field", None, "1.5", changing),
        ("A1", "Gala block", "field", "RANCH", "3.5", None),
        ("A2", "Fuji block", "field", "RANCH", "3.0", None),
        ("A3", "Newtown Pippin block", "field", "RANCH", "2.5", None),
        ("C9", "Leased neighbour field, conventional", "field", None, "1.2", plain),
    ]
    beds = [(f"L{n}", f"Lettuce bed {n}", "bed", "L", "1.2", None) for n in range(1, 11)]
    found = [place(code, name, kind, parent, area, status) for code, name, kind, parent, area, status in (*land, *beds)]
    rooms = [
        ("NURSERY", "Propagation house", "field", "RANCH", organic),
        ("SCALE", "Truck scale", "scale", None, []),
        ("LINE", "Packing line", "packing_line", None, []),
        ("HALL", "Cooled packing hall", "packing_line", None, []),
        ("SHED", "Box room", "packing_line", None, []),
        ("COOL-1", "Cooler 1, organic", "cooler", None, []),
        ("COOL-2", "Cooler 2, conventional side", "cooler", None, []),
        ("RIPE", "Ripening room", "cooler", None, []),
        ("CA-1", "Apple store", "cooler", None, []),
        ("INPUTS", "Input store", "store", None, []),
        ("DOCK", "Loading dock", "dock", None, []),
        ("STAND", "Farm stand", "stand", None, []),
        ("TRUCK-1", "Reefer truck 1", "truck", None, []),
    ]
    found += [place(code, name, kind, parent, None, status) for code, name, kind, parent, status in rooms]
    for line in found:
        if line["code"] in ("RANCH", "COOL-1", "LINE", "DOCK"):
            line["contact"] = contact("0100", "2 Alder Bend Road")
    return found


def place(code: str, name: str, kind: str, parent: str | None, area: str | None, status: Any) -> Line:
    return {
        "type": "place",
        "code": code,
        "name": name,
        "kind": kind,
        "parent": parent,
        "area": {"value": area, "unit": "acre"} if area else None,
        "status": status or [],
        "boundary": boundary(code),
        "contact": None,
    }


KEEPS = {
    "SB-ALB": 7,
    "SB-MON": 7,
    "ROM-BIN": 3,
    "ROM-HRT": 21,
    "TOM-CASE": 10,
    "TOM-2ND": 7,
    "GALA-BOX": 90,
    "FUJI-BOX": 120,
    "PIP-BOX": 150,
    "CSA-BOX": 2,
}
"""Days in the cold; of what is packed about what the USDA's Agriculture Handbook 66 gives."""


def products(season: Season) -> list[Line]:
    """What is counted, each with the mass of a stock unit, where it has one, and the evidence for it."""
    since = f"{season.first.year - 2}-01-01"

    def weighs(value: str, basis: str, evidence: str, **bounds: str) -> list[Line]:
        return [{"from": since, "value": value, "unit": "lb", "basis": basis, "evidence": evidence, **bounds}]

    tray = weighs("8", "table", "eight one-pound clamshells a tray")
    bin_ = weighs("925", "estimate", "scale tickets of the last two years", min="880", max="960")
    box = weighs("40", "table", "net weight printed on the carton")
    ranges = {
        "strawberry": {"min": "20000", "max": "75000", "unit": "lb/acre"},
        "romaine": {"min": "12000", "max": "36000", "unit": "lb/acre"},
        "tomato": {"min": "12000", "max": "60000", "unit": "lb/acre"},
        "apple": {"min": "10000", "max": "50000", "unit": "lb/acre"},
    }
    half = [{"unit": "half-bin", "per": "0.5"}]
    clamshell = [{"unit": "clamshell", "per": "0.125"}, {"unit": "pallet", "per": "108"}]
    found = [
        ("PL-STRAW", "Strawberry planting", "strawberry", None, "planting", "acre", [], []),
        ("PL-ROM", "Romaine planting", "romaine", None, "planting", "acre", [], []),
        ("PL-TOM", "Tomato planting", "tomato", None, "planting", "acre", [], []),
        ("PL-APL", "Apple orchard", "apple", None, "planting", "acre", [], []),
        ("SB-ALB", "Albion strawberries, tray of 8 × 1 lb", "strawberry", "Albion", "packed", "tray", clamshell, tray),
        ("SB-MON", "Monterey strawberries, tray of 8 × 1 lb", "strawberry", "Monterey", "packed", "tray", clamshell,
         tray),
        ("ROM-BIN", "Romaine, field bin", "romaine", "Green Forest", "harvested", "bin", [],
         weighs("420", "estimate", "first week's weights", min="360", max="470")),
        ("ROM-HRT", "Romaine hearts, 12 × 3 carton", "romaine", "Green Forest", "packed", "carton", [],
         weighs("22", "table", "net weight printed on the carton")),
        ("TOM-LUG", "Tomatoes, field lug", "tomato", "Early Girl", "harvested", "lug", [],
         weighs("28", "estimate", "twenty lugs weighed in the first week", min="26.5", max="30.5")),
        ("TOM-CASE", "Tomatoes, 25-lb case", "tomato", "Early Girl", "packed", "case", [],
         weighs("25", "table", "net weight printed on the case")),
        ("TOM-2ND", "Tomatoes, seconds, 20-lb box", "tomato", "Early Girl", "packed", "box", [],
         weighs("20", "table", "filled on the scale")),
        ("GALA-BIN", "Gala, field bin", "apple", "Gala", "harvested", "bin", half, bin_),
        ("FUJI-BIN", "Fuji, field bin", "apple", "Fuji", "harvested", "bin", half, bin_),
        ("PIP-BIN", "Newtown Pippin, field bin", "apple", "Newtown Pippin", "harvested", "bin", half, bin_),
        ("GALA-BOX", "Gala, 40-lb carton", "apple", "Gala", "packed", "box", [{"unit": "pallet", "per": "49"}], box),
        ("FUJI-BOX", "Fuji, 40-lb carton", "apple", "Fuji", "packed", "box", [{"unit": "pallet", "per": "49"}], box),
        ("PIP-BOX", "Newtown Pippin, 40-lb carton", "apple", "Newtown Pippin", "packed", "box",
         [{"unit": "pallet", "per": "49"}], box),
        ("APL-JUICE", "Apples for juice, bulk", "apple", "mixed", "packed", "lb", [], []),
        ("CSA-BOX", "Members' box", "produce-box", None, "packed", "box", [],
         weighs("8", "estimate", "by its contents", min="5", max="12")),
        ("PLUG-STRAW", "Strawberry plug plants", "planting-stock", None, "input", "plant", [], []),
        ("SEED-ROM", "Romaine seed, pelleted", "seed", "Green Forest", "input", "packet", [], []),
        ("SEED-TOM", "Tomato seed", "seed", "Early Girl", "input", "packet", [], []),
        ("COMPOST", "Compost", "fertility", None, "input", "yard", [],
         weighs("1100", "table", "supplier's bulk density")),
        ("FEATHER", "Feather meal 12-0-0, 50-lb bag", "fertility", None, "input", "bag", [],
         weighs("50", "table", "bag")),
        ("PAA", "Peroxyacetic acid wash", "cleaner", None, "input", "gallon", [], []),
        ("TRAY", "Strawberry tray with clamshells", "packaging", None, "input", "each", [], []),
        ("CARTON", "Printed carton", "packaging", None, "input", "each", [], []),
    ]  # fmt: skip
    lines = []
    for code, name, commodity, variety, stage, unit, units, mass in found:
        kind = {"packaging": "packaging", "cleaner": "allowed"}.get(commodity, "agricultural")
        lines.append(
            {
                "type": "product",
                "code": code,
                "name": name,
                "commodity": commodity,
                "variety": variety,
                "stage": stage,
                "class": kind,
                "unit": unit,
                "units": units,
                "unit_mass": mass,
                "gtin": None,
                "tolerance_percent": "2",
                "tolerance_reason": "scales read to half a pound, and a tray is counted, not weighed",
                "shelf_life_days": KEEPS.get(code),
                "yield_range": ranges.get(commodity) if stage in ("harvested", "packed") else None,
            }
        )
    return lines


def recipes(season: Season) -> list[Line]:
    ingredients = [("strawberry", "16"), ("romaine", "17"), ("tomato", "29"), ("apple", "38")]
    return [
        {
            "type": "recipe",
            "code": "CSA-BOX",
            "product": "CSA-BOX",
            "from": season.day("C", 1).isoformat(),
            "ingredients": [{"commodity": commodity, "percent": percent} for commodity, percent in ingredients],
        }
    ]


def partners(season: Season) -> list[Line]:
    """Customers, suppliers with their certificates, and the carrier.

    One certificate ran out on E15, and another will in nineteen days.
    """
    later = f"{season.today.year + 1}-03-31"

    def paper(number: str, expires: str = later) -> Line:
        return {"number": number, "certifier": "Example Organic Certification", "expires": expires}

    found = [
        ("north-distribution", "North Distribution", ["customer"], paper("EOC-2210")),
        ("coast-wholesale", "Coast Wholesale", ["customer"], paper("EOC-2318")),
        ("valley-grocers", "Valley Grocers Co-op", ["customer"], None),
        ("harbor-market", "Harbor Market", ["customer"], None),
        ("city-schools", "City Schools", ["customer"], None),
        ("juice-house", "Juice House", ["customer"], paper("EOC-1907")),
        ("bay-cannery", "Bay Cannery", ["customer"], None),
        ("hill-diner", "Hill Street Diner", ["customer"], None),
        ("public", "Farm stand customers", ["customer"], None),
        ("members", "Box members", ["customer"], None),
        ("berry-nursery", "Berry Plant Nursery", ["supplier"], None),
        ("seed-house", "Seed House", ["supplier"], paper("EOC-1120")),
        ("compost-yard", "County Compost Yard", ["supplier"], None),
        ("farm-supply", "Farm Supply", ["supplier"], None),
        ("carton-works", "Carton Works", ["supplier"], None),
        ("river-farm", "River Farm", ["supplier"], paper("EOC-3052", (season.today + timedelta(days=19)).isoformat())),
        ("oak-hill", "Oak Hill Growers", ["supplier"], paper("EOC-2987", season.day("E", 15).isoformat())),
        ("cold-haul", "Cold Haul", ["carrier"], None),
    ]
    return [
        {
            "type": "partner",
            "code": code,
            "name": name,
            "roles": roles,
            "certificate": certificate,
            "contact": None
            if code in ("public", "members")
            else contact(f"01{index + 10}", f"{120 + index * 7} Example Street", "Salinas", "93901"),
        }
        for index, (code, name, roles, certificate) in enumerate(found)
    ]


def people() -> list[Line]:
    found = [
        ("c01", "Ana", "owner"), ("c02", "Luis", "office"), ("c03", "Rosa", "packer"), ("c04", "Ken", "packer"),
        ("c05", "Mei", "packer"), ("c06", "Teo", "crew"), ("c07", "Ines", "crew"), ("c08", "Omar", "crew"),
        ("c09", "Pilar", "crew"), ("c10", "Dov", "crew"), ("c11", "Hana", "crew"), ("c12", "Raul", "crew"),
        ("c13", "Bea", "packer"), ("c14", "Ivo", "packer"), ("c15", "Sol", "packer"), ("c16", "Nora", "crew"),
        ("c30", "Visiting inspector", "inspector"),
    ]  # fmt: skip
    return [{"type": "person", "code": code, "name": name, "roles": [role]} for code, name, role in found]


def devices() -> list[Line]:
    found = [
        ("phone-1", "Strawberry foreman's phone", "crew"),
        ("phone-2", "Lettuce foreman's phone", "crew"),
        ("phone-3", "Orchard phone", "crew"),
        ("bench-1", "Dump station", "packer"),
        ("bench-2", "Carton printer", "packer"),
        ("bench-3", "Cull scale", "packer"),
    ]
    return [
        {"type": "device", "code": code, "name": name, "jwk": {}, "status": "active", "role": role}
        for code, name, role in found
    ]
