"""A registry with everything that makes masses and statuses hard: changed factors, ranges, no mass, no status."""

from typing import Any

from hypothesis import strategies as st

Line = dict[str, Any]

ZONES = ("America/New_York", "America/Los_Angeles", "Pacific/Auckland", "UTC")
STATUSES = ("organic", "transitional", "nonorganic")
# Codes that no registry line ever names.
UNKNOWN_PLACE, UNKNOWN_PRODUCT, UNKNOWN_PARTNER = "NOWHERE", "NOTHING", "nobody"
PLACES = ("F1", "F2", "BED", "SHED", "COLD")

MASSES: dict[str, list[list[Line]]] = {
    "BIN": [
        [{"from": "2020-01-01", "value": "100", "unit": "lb", "basis": "table"}],
        [
            {"from": "2020-01-01", "value": "100", "unit": "lb", "basis": "table"},
            {"from": "2026-03-08", "value": "104.5", "unit": "lb", "basis": "weighed"},
        ],
        [{"from": "2020-01-01", "value": "100", "unit": "lb", "basis": "estimate", "min": "90", "max": "115"}],
        [
            {"from": "2026-03-07", "value": "100", "unit": "lb", "basis": "table"},
            {"from": "2026-03-07", "value": "110", "unit": "lb", "basis": "table"},
        ],
        [],
    ],
    "BOX": [
        [{"from": "2020-01-01", "value": "40", "unit": "lb", "basis": "table"}],
        [{"from": "2020-01-01", "value": "18.3", "unit": "kg", "basis": "estimate", "min": "15"}],
        [{"from": "2026-03-09", "value": "41", "unit": "lb", "basis": "table"}],
    ],
    "CARTON": [[], [{"from": "2020-01-01", "value": "300", "unit": "g", "basis": "table"}]],
}


def _product(code: str, commodity: str, stage: str, unit: str, masses: list[Line], **more: Any) -> Line:
    return {
        "type": "product",
        "code": code,
        "name": code,
        "commodity": commodity,
        "variety": None,
        "stage": stage,
        "class": "agricultural",
        "unit": unit,
        "units": [],
        "unit_mass": masses,
        "gtin": None,
    } | more


def _always(value: str, unit: str) -> list[Line]:
    return [{"from": "2000-01-01", "value": value, "unit": unit, "basis": "table"}]


@st.composite
def products(draw: st.DrawFn) -> list[Line]:
    """Two grown commodities and what they become, one of them without mass; inputs of each class."""
    bin_, box, carton = (draw(st.sampled_from(MASSES[code])) for code in ("BIN", "BOX", "CARTON"))
    tolerance = draw(st.sampled_from([None, "2"]))
    variety = {"variety": "Honeycrisp", "tolerance_percent": tolerance}
    found = [
        _product("TREE", "apple", "planting", "tree", [], variety="Honeycrisp"),
        _product("BIN", "apple", "harvested", "bin", bin_, units=[{"unit": "half-bin", "per": "0.5"}], **variety),
        _product("BOX", "apple", "packed", "box", box, units=[{"unit": "pallet", "per": "6"}], **variety),
        _product("JUICE", "juice", "packed", "kg", []),
        _product("STEM", "flower", "harvested", "stem", [], units=[{"unit": "dozen", "per": "12"}]),
        _product("BUNCH", "flower", "packed", "bunch", draw(st.sampled_from([[], _always("0.5", "lb")]))),
        _product("CARTON", "packaging", "input", "carton", carton, **{"class": "packaging"}),
        _product("SALT", "salt", "input", "sack", _always("5", "kg"), **{"class": "allowed"}),
        _product("SEED", "seed", "input", "oz", []),
    ]
    # One product may be missing from the registry for good.
    missing = draw(st.sampled_from([None, None, None, None, None, None, "BOX", "SALT"]))
    return [line for line in found if line["code"] != missing]


@st.composite
def places(draw: st.DrawFn) -> list[Line]:
    """Fields under a farm, a bed under a field, a store under a shed; with a status, a changed one, or none."""

    def place(code: str, kind: str, parent: str | None) -> Line:
        since = st.sampled_from(["2020-01-01", "2026-03-07", "2026-03-09"])
        status = st.fixed_dictionaries({"from": since, "status": st.sampled_from(STATUSES)})
        statuses = draw(st.lists(status, max_size=2)) if kind == "field" else []
        return {"type": "place", "code": code, "name": code, "kind": kind, "parent": parent, "status": statuses}

    return [
        place("FARM", "field", None),
        place("F1", "field", "FARM"),
        place("F2", "field", draw(st.sampled_from([None, "FARM"]))),
        place("BED", "field", "F1"),
        place("SHED", "packing_line", None),
        place("COLD", "cooler", "SHED"),
    ]


@st.composite
def registries(draw: st.DrawFn) -> list[Line]:
    """Registry lines, the operation first; sometimes with a later version of a place or a product."""
    operation = {
        "type": "operation",
        "code": "demo",
        "name": "Demo",
        "timezone": draw(st.sampled_from(ZONES)),
        "mass_unit": "lb",
    }
    found = [operation, *draw(places()), *draw(products())]
    found += [
        {"type": "partner", "code": "grocer", "name": "grocer", "roles": ["customer", "supplier"]},
        {"type": "person", "code": "c01", "name": "Sam", "roles": ["owner"]},
    ]
    if draw(st.integers(0, 4)) == 4:
        field = next(line for line in found if line["code"] == "F1")
        status = {
            "from": draw(st.sampled_from(["2026-03-06", "2026-03-08"])),
            "status": draw(st.sampled_from(STATUSES)),
        }
        found.append(field | {"status": [*field["status"], status], "since": "2026-03-10T00:00:00Z"})
    if draw(st.integers(0, 4)) == 4:
        bins = next(line for line in found if line["code"] == "BIN")
        mass = {"from": "2026-03-08", "value": "98", "unit": "lb", "basis": "weighed"}
        found.append(bins | {"unit_mass": [*bins["unit_mass"], mass], "since": "2026-03-10T00:00:00Z"})
    return found
