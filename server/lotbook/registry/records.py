"""The records of the registry as Structs: a change is a new entry with the whole new record."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from lotbook.kit.clock import real_day
from lotbook.registry.tiles import ADDRESS_MAX, ZOOM_MAX, fault_of

Code = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+\Z")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z")]
Amount = Annotated[str, Meta(pattern=r"^[0-9]{1,12}(\.[0-9]{1,12})?\Z")]
Name = Annotated[str, Meta(max_length=200)]
Words = Annotated[str, Meta(max_length=2_000)]
MassUnit = Literal["mg", "g", "kg", "t", "oz", "lb", "cwt", "ton"]
Status = Literal["organic", "transitional", "nonorganic"]
Role = Literal["owner", "office", "packer", "crew", "inspector"]
Contact = dict[str, Words | None]


class Record(Struct, frozen=True, kw_only=True, tag_field="type"):
    """What every record says; unknown fields are kept in its bytes."""

    code: Code
    since: Words | None = None
    by: Words | None = None
    """Who made the change, a person's code; the server says it, as it says `since`."""
    beside: tuple[Name, ...] | None = None
    """What changed of what is kept beside the book: that it did is known, and what it was is not kept."""
    restores: int | None = None
    """The `seq` of the earlier version that was put back."""
    retired: bool | None = None


LotCodePattern = Annotated[
    str,
    Meta(
        max_length=60,
        pattern=(
            r"^(?=.*\{yy\})(?=.*\{mmdd\})(?=.*\{device\})"
            r"(?:[A-Z0-9-]|\{(?:yy|mmdd|place|product|device)\})+\Z"
        ),
    ),
]
"""How phones make a lot's code: with the day and the phone's letters in it, or two of them would make one code."""


PromptName = Annotated[str, Meta(max_length=40, pattern=r"^[a-z0-9_]+\Z")]
FileHash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class LotCodes(Struct, frozen=True, kw_only=True):
    """The patterns of an operation, by what makes the lot; what is left out is as it always was."""

    harvest: LotCodePattern | None = None
    pack: LotCodePattern | None = None
    receive: LotCodePattern | None = None
    plant: LotCodePattern | None = None
    reclassify: LotCodePattern | None = None


class Tiles(Struct, frozen=True, kw_only=True):
    """Where the pictures under the map come from, and to whom they are owed."""

    url: Annotated[str, Meta(max_length=ADDRESS_MAX)]
    credit: Annotated[
        str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*\Z")
    ]
    zoom_max: Annotated[int, Meta(ge=1, le=ZOOM_MAX)] | None = None
    """The last step that the source has pictures of; 19 where nothing is said."""

    def __post_init__(self) -> None:
        """Refuse an address that no tiles can have."""
        fault = fault_of(self.url)
        if fault is not None:
            raise ValueError(fault)


class OperationRecord(Record, frozen=True, tag="operation", kw_only=True):
    """The certified farm or handler."""

    name: Name | None = None
    timezone: Name = "UTC"
    mass_unit: MassUnit = "lb"
    certifier: Name | None = None
    certificate: Name | None = None
    contact: Contact | None = None
    lot_codes: LotCodes | None = None
    gs1_prefix: Annotated[str, Meta(pattern=r"^\d{4,12}\Z")] | None = None
    """The company prefix that GS1 licensed to the operation: under it pallets are numbered, and without it never."""
    yields_by_person: bool | None = None
    """Whether the office may see what each person harvested."""
    sample: bool | None = None
    """It is an invented farm, to look at and to try things on; every page of it says so."""
    public_page: tuple[Literal["product", "grower", "harvested", "status"], ...] | None = None
    """What the address on a label says to anybody; nothing where it is left out."""
    prompts: dict[PromptName, FileHash] | None = None
    """Words that the operation recorded itself, in whatever language: files by the name of what they say."""
    tiles: Tiles | None = None
    """What lies under the map; nothing does where it is left out."""


class Area(Struct, frozen=True):
    """An area as written."""

    value: Amount
    unit: Literal["acre", "ha", "m2"]


class Dated(Struct, frozen=True, kw_only=True):
    """What holds from a day on."""

    from_: Day = msgspec.field(name="from")

    def __post_init__(self) -> None:
        """Refuse a day that no calendar has."""
        real_day(self.from_)


class StatusFrom(Dated, frozen=True, kw_only=True):
    """A place's organic status from a day on."""

    status: Status


class Place(Record, frozen=True, tag="place", kw_only=True):
    """A field, block, bed, cooler, packing line, store or dock."""

    name: Name | None = None
    kind: Name | None = None
    parent: Code | None = None
    area: Area | None = None
    status: tuple[StatusFrom, ...] | None = None
    boundary: dict[str, Any] | None = None
    contact: Contact | None = None


class FurtherUnit(Struct, frozen=True):
    """Another unit of a product: so many stock units each."""

    unit: Code
    per: Amount


class UnitMass(Dated, frozen=True, kw_only=True):
    """The mass of one stock unit from a day on, with its evidence."""

    value: Amount
    unit: MassUnit
    basis: Literal["weighed", "table", "estimate"] | None = None
    min: Amount | None = None
    max: Amount | None = None
    evidence: Words | None = None


class YieldRange(Struct, frozen=True, kw_only=True):
    """What an acre may be believed to give."""

    min: Amount | None = None
    max: Amount | None = None
    unit: Name
    source: Words | None = None


class Product(Record, frozen=True, tag="product", kw_only=True):
    """Something counted."""

    name: Name | None = None
    commodity: Code | None = None
    variety: Code | None = None
    stage: Literal["input", "planting", "harvested", "packed"] | None = None
    class_: Literal["agricultural", "allowed", "packaging"] | None = msgspec.field(default=None, name="class")
    unit: Code | None = None
    units: tuple[FurtherUnit, ...] | None = None
    unit_mass: tuple[UnitMass, ...] | None = None
    gtin: Annotated[str, Meta(pattern=r"^\d{8,14}\Z")] | None = None
    tolerance_percent: Amount | None = None
    tolerance_reason: Words | None = None
    yield_range: YieldRange | None = None
    shelf_life_days: Annotated[int, Meta(ge=0, le=36_500)] | None = None
    """How many days it keeps from the day on which it was harvested, packed or received."""


class Ingredient(Struct, frozen=True, kw_only=True):
    """A part of a recipe."""

    commodity: Code | None = None
    product: Code | None = None
    percent: Amount


class Recipe(Record, frozen=True, tag="recipe", kw_only=True):
    """What a product is made of, from a day on."""

    product: Code
    from_: Day | None = msgspec.field(default=None, name="from")
    ingredients: tuple[Ingredient, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a day that no calendar has."""
        if self.from_ is not None:
            real_day(self.from_)


class PlanQuantity(Struct, frozen=True):
    """How much is expected: in a mass unit, or in a unit of the product that will be picked."""

    value: Amount
    unit: Code


class Plan(Record, frozen=True, tag="plan", kw_only=True):
    """What a planting is expected to give, and between which days; its code is the planting's.

    A plan is for one season: a newer one takes the place of those whose first pick lies less than half a year
    from its own, and leaves those of other seasons as they are (`yields.plans`).
    """

    product: Code | None = None
    """What will be picked."""
    quantity: PlanQuantity
    first_pick: Day
    last_pick: Day
    note: Words | None = None

    def __post_init__(self) -> None:
        """Refuse a day that no calendar has, and an end before its beginning."""
        real_day(self.first_pick)
        real_day(self.last_pick)
        if self.last_pick < self.first_pick:
            raise ValueError("The last pick is before the first.")


class Partner(Record, frozen=True, tag="partner", kw_only=True):
    """A supplier, customer or carrier."""

    name: Name | None = None
    roles: tuple[Name, ...] | None = None
    certificate: Any = None
    """Its number, or an object with `number`, `certifier` and the last day, `expires`."""
    contact: Contact | None = None


class Person(Record, frozen=True, tag="person", kw_only=True):
    """Somebody who records; the code is opaque, the name is kept beside the book."""

    name: Name | None = None
    roles: tuple[Role, ...] | None = None


class Device(Record, frozen=True, tag="device", kw_only=True):
    """A phone or browser that signs; entries of this type are made by the server alone."""

    name: Name | None = None
    jwk: dict[str, Any] | None = None
    status: Literal["active", "revoked"] | None = None
    role: Role | None = None


AnyRecord = OperationRecord | Place | Product | Recipe | Plan | Partner | Person | Device
RECORD_TYPES: dict[str, type[Record]] = {str(kind.__struct_config__.tag): kind for kind in AnyRecord.__args__}
PERSONAL_FIELDS: dict[str, tuple[str, ...]] = {
    "operation": ("contact", "tiles"),
    "place": ("contact",),
    "partner": ("contact",),
    "person": ("name", "contact"),
}
"""What is kept beside the book, not under its hashes, so that it can be erased."""
OFFICE_FIELDS = ("tiles",)
"""What of it the office alone sees: the address of tiles may have a key in it that somebody pays for."""


def read_record(body: dict[str, Any]) -> Record:
    """Read a record with its `type`; raises msgspec.ValidationError that names the field."""
    record: Record = msgspec.convert(body, AnyRecord)
    return record
