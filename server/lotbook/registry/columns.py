"""Each kind of record as a table: what its columns are called, and which field each one is."""

from dataclasses import dataclass
from typing import Literal, get_args

from lotbook.registry.records import MassUnit, Role, Status

Sort = Literal["text", "number", "day", "whole", "choice", "list", "yes", "shape"]
CODE = "code"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of records.

    `path` leads to its field. Where `lines` names a field that is a list, `path` leads on within each of its items:
    a record with three items then takes three rows, which all bear its code.
    """

    name: str
    path: tuple[str, ...]
    sort: Sort = "text"
    lines: str | None = None
    choices: tuple[str, ...] = ()
    needed: bool = False
    """Whether a new record, or an item of a list, makes no sense without it."""


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, (name,)) for name in names)


def _of(lines: str, name: str, *path: str, sort: Sort = "text", choices: tuple[str, ...] = ()) -> Column:
    """Return a column of the items of a list."""
    return Column(name, path, sort, lines, choices)


_CODE = Column(CODE, (CODE,), needed=True)
_RETIRED = Column("retired", ("retired",), "yes")
_CONTACT = tuple(
    Column(name, ("contact", name)) for name in ("phone", "email", "address", "city", "state", "zip", "country")
)
_MASS_UNITS = get_args(MassUnit)
_STAGES = ("input", "planting", "harvested", "packed")
_CLASSES = ("agricultural", "allowed", "packaging")
_BASES = ("weighed", "table", "estimate")
PARTNER_ROLES = ("customer", "supplier", "carrier")

COLUMNS: dict[str, tuple[Column, ...]] = {
    "place": (
        _CODE,
        *_text("name", "kind", "parent"),
        Column("area", ("area", "value"), "number"),
        Column("area_unit", ("area", "unit"), "choice", choices=("acre", "ha", "m2")),
        _of("status", "status_from", "from", sort="day"),
        _of("status", "status", "status", sort="choice", choices=get_args(Status)),
        *_CONTACT,
        _RETIRED,
        # The last, because it is long.
        Column("boundary", ("boundary",), "shape"),
    ),
    "product": (
        _CODE,
        *_text("name", "commodity", "variety"),
        Column("stage", ("stage",), "choice", choices=_STAGES),
        Column("class", ("class",), "choice", choices=_CLASSES),
        *_text("unit", "gtin"),
        Column("tolerance_percent", ("tolerance_percent",), "number"),
        *_text("tolerance_reason"),
        Column("shelf_life_days", ("shelf_life_days",), "whole"),
        Column("yield_min", ("yield_range", "min"), "number"),
        Column("yield_max", ("yield_range", "max"), "number"),
        Column("yield_unit", ("yield_range", "unit")),
        Column("yield_source", ("yield_range", "source")),
        _of("units", "further_unit", "unit"),
        _of("units", "per", "per", sort="number"),
        _of("unit_mass", "mass_from", "from", sort="day"),
        _of("unit_mass", "mass", "value", sort="number"),
        _of("unit_mass", "mass_unit", "unit", sort="choice", choices=_MASS_UNITS),
        _of("unit_mass", "mass_basis", "basis", sort="choice", choices=_BASES),
        _of("unit_mass", "mass_min", "min", sort="number"),
        _of("unit_mass", "mass_max", "max", sort="number"),
        _of("unit_mass", "mass_evidence", "evidence"),
        _RETIRED,
    ),
    "partner": (
        _CODE,
        *_text("name"),
        Column("roles", ("roles",), "list", choices=PARTNER_ROLES),
        Column("certificate", ("certificate", "number")),
        Column("certifier", ("certificate", "certifier")),
        Column("certificate_expires", ("certificate", "expires"), "day"),
        *_CONTACT,
        _RETIRED,
    ),
    "person": (
        _CODE,
        *_text("name"),
        Column("roles", ("roles",), "list", choices=get_args(Role)),
        _RETIRED,
    ),
    "recipe": (
        _CODE,
        Column("product", ("product",), needed=True),
        Column("from", ("from",), "day"),
        _of("ingredients", "ingredient_commodity", "commodity"),
        _of("ingredients", "ingredient_product", "product"),
        _of("ingredients", "percent", "percent", sort="number"),
        _RETIRED,
    ),
    "plan": (
        _CODE,
        *_text("product"),
        Column("quantity", ("quantity", "value"), "number", needed=True),
        Column("quantity_unit", ("quantity", "unit"), needed=True),
        Column("first_pick", ("first_pick",), "day", needed=True),
        Column("last_pick", ("last_pick",), "day", needed=True),
        *_text("note"),
        _RETIRED,
    ),
    # No file has these two: their histories are read by the same columns.
    "device": (_CODE, *_text("name", "role", "status")),
    "operation": (_CODE, *_text("name", "timezone", "mass_unit", "certifier", "certificate"), *_CONTACT),
}
