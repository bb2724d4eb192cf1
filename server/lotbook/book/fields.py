"""The small shapes that events share: codes, quantities, references, lines."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

# A code is printable and short: it is printed, spoken, and a key in every database.
Code = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+\Z")]
Amount = Annotated[str, Meta(pattern=r"^[0-9]{1,12}(\.[0-9]{1,12})?\Z")]
SignedAmount = Annotated[str, Meta(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,12})?\Z")]
EventId = Annotated[
    str, Meta(pattern=r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\Z")
]
Moment = Annotated[datetime, Meta(tz=True)]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Text = Annotated[str, Meta(max_length=10_000)]
Status = Literal["organic", "transitional", "nonorganic"]
PaperKind = Literal[
    "photo",
    "invoice",
    "bol",
    "purchase_order",
    "certificate",
    "import_certificate",
    "scale_ticket",
    "lab_result",
    "affidavit",
    "shipment",
    "other",
]


class Shape(Struct, frozen=True, kw_only=True, gc=False):
    """Anything inside an event; unknown fields are kept in the bytes and not read."""


class Quantity(Shape, frozen=True, kw_only=True):
    """What was captured: a decimal string and a unit."""

    value: Amount
    unit: Code


class SignedQuantity(Shape, frozen=True, kw_only=True):
    """A correction of stock, up or down."""

    value: SignedAmount
    unit: Code


class Area(Shape, frozen=True, kw_only=True):
    """How much land was planted."""

    value: Amount
    unit: Literal["acre", "ha", "m2"]


class Ref(Shape, frozen=True, kw_only=True):
    """A paper by its kind and number."""

    kind: PaperKind
    number: Text


class Doc(Shape, frozen=True, kw_only=True):
    """A file by its hash; it may arrive later."""

    sha256: Sha256
    name: Text | None = None
    kind: PaperKind = "other"
    mime: Text | None = None


class TagBinding(Shape, frozen=True, kw_only=True):
    """A tag put on (part of) what a line made."""

    tag: Code
    quantity: Quantity | None = None


class Use(Shape, frozen=True, kw_only=True):
    """What was used up: a lot, or whatever a tag says."""

    lot: Code | None = None
    tag: Code | None = None
    quantity: Quantity | None = None

    def __post_init__(self) -> None:
        if self.lot is None and self.tag is None:
            raise ValueError("a line needs a lot or a tag")


class MadeLine(Shape, frozen=True, kw_only=True):
    """What came in under a lot code."""

    lot: Code
    product: Code
    quantity: Quantity
    mass: Quantity | None = None
    status: Status | None = None
    tags: tuple[TagBinding, ...] | None = None


class OpenLine(MadeLine, frozen=True, kw_only=True):
    """Stock from before the book."""

    origin: Text | None = None


class ReceiveLine(MadeLine, frozen=True, kw_only=True):
    """What a supplier brought, with the papers that make it traceable."""

    supplier_lot: Text | None = None
    tlc: Text | None = None
    tlc_source: Text | None = None
    last_certified_operation: Text | None = None
    certificate: Text | None = None


class ReturnLine(Shape, frozen=True, kw_only=True):
    """What a customer sent back."""

    lot: Code
    quantity: Quantity
    mass: Quantity | None = None
    tags: tuple[TagBinding, ...] | None = None


class Reason(Shape, frozen=True, kw_only=True):
    """A named loss or gain of a pack, in a mass unit."""

    reason: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f:]+\Z")]
    quantity: Quantity


class ReclassifyLine(Shape, frozen=True, kw_only=True):
    """A quantity that goes on under a new code."""

    lot: Code
    quantity: Quantity
    to_lot: Code


class AdjustLine(Shape, frozen=True, kw_only=True):
    """A correction of one lot's stock."""

    lot: Code
    quantity: SignedQuantity


class Money(Shape, frozen=True, kw_only=True):
    """An amount billed."""

    value: SignedAmount
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}\Z")]


class InvoiceLine(Shape, frozen=True, kw_only=True):
    """One line of a bill; prices live here and nowhere else."""

    lot: Code | None = None
    shipment: EventId | None = None
    quantity: Quantity
    amount: Money | None = None


class About(Shape, frozen=True, kw_only=True):
    """What a note is about."""

    lot: Code | None = None
    event: EventId | None = None
    place: Code | None = None
    partner: Code | None = None


class Mono(Shape, frozen=True, kw_only=True):
    """The device's monotonic clock: a random id of this start, and milliseconds since it."""

    boot: Text
    ms: float


class ClockOffset(Shape, frozen=True, kw_only=True):
    """Server clock minus device clock when last measured, and how long ago."""

    ms: float
    age_s: float
