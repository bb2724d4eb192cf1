"""The twenty kinds of event, one Struct each: parsing, validation and JSON Schema in one place.

An event is one fact. Fields that a kind does not know are kept in its bytes and not read, so
that newer recorders stay readable (2-contract.md, "Event").
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from lotbook.book.fields import (
    About,
    AdjustLine,
    Area,
    ClockOffset,
    Code,
    Doc,
    EventId,
    InvoiceLine,
    MadeLine,
    Moment,
    Mono,
    OpenLine,
    Quantity,
    Reason,
    ReceiveLine,
    ReclassifyLine,
    Ref,
    ReturnLine,
    Status,
    TagBinding,
    Text,
    Use,
)
from lotbook.kit.clock import real_day

VERSION = 1
_YEARS = range(1900, 2200)


class Event(Struct, frozen=True, kw_only=True, tag_field="kind", gc=False):
    """What every event says: when, who, where, and what it corrects."""

    id: EventId
    v: Literal[1] = 1
    at: Moment
    by: Code | None = None
    place: Code | None = None
    run: Code | None = None
    replaces: EventId | None = None
    note: Text | None = None
    refs: tuple[Ref, ...] | None = None
    docs: tuple[Doc, ...] | None = None
    # What a phone adds before it signs (3-sync.md).
    dev: Code | None = None
    dseq: Annotated[int, Meta(ge=1)] | None = None
    prev: Text | None = None
    mono: Mono | None = None
    off: ClockOffset | None = None
    seen: Text | None = None


class Open(Event, frozen=True, tag="open", kw_only=True):
    """Going live: stock and seed from before the book."""

    lines: tuple[OpenLine, ...]
    reason: Text | None = None


class Receive(Event, frozen=True, tag="receive", kw_only=True):
    """Lots came from a supplier."""

    partner: Code | None = None
    lines: tuple[ReceiveLine, ...]


class Plant(Event, frozen=True, tag="plant", kw_only=True):
    """Seed or transplants went into a place."""

    lot: Code
    product: Code
    area: Area | None = None
    uses: tuple[Use, ...] = ()
    from_: tuple[Code, ...] | None = msgspec.field(default=None, name="from")


class Apply(Event, frozen=True, tag="apply", kw_only=True):
    """An input was applied to plantings, places or stored lots."""

    uses: tuple[Use, ...]
    to: tuple[Code, ...]
    purpose: Text | None = None


class Harvest(Event, frozen=True, tag="harvest", kw_only=True):
    """Product came off plantings; the same lot again adds to it."""

    lot: Code
    product: Code
    from_: tuple[Code, ...] = msgspec.field(default=(), name="from")
    quantity: Quantity
    mass: Quantity | None = None
    crew: Text | None = None
    status: Status | None = None
    buffer: bool | None = None
    tags: tuple[TagBinding, ...] | None = None


class Weigh(Event, frozen=True, tag="weigh", kw_only=True):
    """What came in was weighed later."""

    of: tuple[EventId, ...]
    mass: Quantity
    gross: Quantity | None = None
    tare: Quantity | None = None


class Move(Event, frozen=True, tag="move", kw_only=True):
    """Stock changed place."""

    lines: tuple[Use, ...]
    to: Code
    step: Literal["cooling"] | None = None


class Pack(Event, frozen=True, tag="pack", kw_only=True):
    """Lots became other lots: the whole pack, or one device's side of a run."""

    inputs: tuple[Use, ...] = ()
    outputs: tuple[MadeLine, ...] = ()
    losses: tuple[Reason, ...] = ()
    gains: tuple[Reason, ...] = ()
    recipe: Code | None = None
    close: bool | None = None


class Ship(Event, frozen=True, tag="ship", kw_only=True):
    """Lots left to a customer, a stand's public, or CSA members."""

    partner: Code | None = None
    lines: tuple[Use, ...]
    carrier: Code | None = None
    to: Text | None = None


class Return(Event, frozen=True, tag="return", kw_only=True):
    """Shipped lots came back."""

    partner: Code | None = None
    lines: tuple[ReturnLine, ...]
    shipment: EventId | None = None


class Dispose(Event, frozen=True, tag="dispose", kw_only=True):
    """Lots were wasted, given away, sampled, used on the farm, or shrank."""

    lines: tuple[Use, ...]
    reason: Literal["waste", "destroyed", "donated", "sample", "own_use", "shrink"]


class Reclassify(Event, frozen=True, tag="reclassify", kw_only=True):
    """Part of a lot goes on with a lower status under a new code."""

    lines: tuple[ReclassifyLine, ...]
    status: Status
    reason: Text | None = None


class Count(Event, frozen=True, tag="count", kw_only=True):
    """A physical inventory: an assertion, compared with the book."""

    lines: tuple[Use, ...] = ()
    complete: bool | None = None


class Adjust(Event, frozen=True, tag="adjust", kw_only=True):
    """An explained correction of stock."""

    lines: tuple[AdjustLine, ...]
    reason: Text | None = None


class Invoice(Event, frozen=True, tag="invoice", kw_only=True):
    """What was billed."""

    partner: Code | None = None
    number: Text | None = None
    date: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d\Z")] | None = None
    lines: tuple[InvoiceLine, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a day that no calendar has."""
        if self.date is not None:
            real_day(self.date)


class Hold(Event, frozen=True, tag="hold", kw_only=True):
    """Lots may not be used or shipped, or may again."""

    lots: tuple[Code, ...]
    state: Literal["hold", "release"]
    reason: Text | None = None


class Tag(Event, frozen=True, tag="tag", kw_only=True):
    """A tag was bound, replaced or retired."""

    action: Literal["bind", "retire", "replace"]
    tag_: Code = msgspec.field(name="tag")
    lot: Code | None = None
    quantity: Quantity | None = None
    with_: Code | None = msgspec.field(default=None, name="with")


class Clean(Event, frozen=True, tag="clean", kw_only=True):
    """Clean-out of equipment, a container or a truck before organic use."""

    what: Text | None = None
    method: Text | None = None
    for_: Code | None = msgspec.field(default=None, name="for")


class Note(Event, frozen=True, tag="note", kw_only=True):
    """A document, photo or remark on something."""

    about: tuple[About, ...] = ()


class Void(Event, frozen=True, tag="void", kw_only=True):
    """An event was wrong."""

    event: EventId
    reason: Text | None = None


AnyEvent = (
    Open
    | Receive
    | Plant
    | Apply
    | Harvest
    | Weigh
    | Move
    | Pack
    | Ship
    | Return
    | Dispose
    | Reclassify
    | Count
    | Adjust
    | Invoice
    | Hold
    | Tag
    | Clean
    | Note
    | Void
)

EVENT_TYPES: dict[str, type[Event]] = {str(kind.__struct_config__.tag): kind for kind in AnyEvent.__args__}

_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(AnyEvent)

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTERS: dict[int, Upcaster] = {}
"""How an event of a version becomes one of the next: every version ever shipped stays readable.

The bytes in the book are never touched; this is how they are read. There is one version so far.
"""


class _Header(Struct):
    kind: str
    id: str | None = None
    v: int = 1


_header_decoder = msgspec.json.Decoder(_Header)


class Unreadable(ValueError):
    """Bytes that are no event: `reason` is a quarantine code, `detail` a sentence, `id` as claimed."""

    def __init__(self, reason: str, detail: str, id_: str | None) -> None:
        super().__init__(detail)
        self.reason, self.detail, self.id = reason, detail, id_


def decode_event(data: bytes) -> Event:
    """Read the JSON of an event; raises Unreadable with malformed, unknown_kind or unknown_version."""
    try:
        event: Event = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        try:
            header = _header_decoder.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Unreadable("malformed", str(problem), None) from None
        if header.kind not in EVENT_TYPES:
            raise Unreadable("unknown_kind", f"There is no event kind {header.kind!r}.", header.id) from None
        if header.v != VERSION:
            event = _raised(data, header)
        else:
            raise Unreadable("malformed", str(problem), header.id) from None
    if event.at.year not in _YEARS:
        # At the ends of the calendar a local day may lie beyond it.
        raise Unreadable("malformed", "at is a year that no farm records in", event.id)
    return event


def _raised(data: bytes, header: _Header) -> Event:
    """Read an event of an older version by way of those between."""
    if header.v not in UPCASTERS:
        raise Unreadable("unknown_version", f"Version {header.v} is not known.", header.id) from None
    try:
        fields, v = msgspec.json.decode(data, type=dict[str, Any]), header.v
        while v != VERSION:
            fields, v = {**UPCASTERS[v](fields), "v": v + 1}, v + 1
        event: Event = msgspec.convert(fields, AnyEvent)
    except (msgspec.DecodeError, LookupError, TypeError, ValueError) as problem:
        raise Unreadable("malformed", str(problem), header.id) from None
    return event


def kind_of(event: Event) -> str:
    """Return the kind as it is written in the book."""
    return str(event.__struct_config__.tag)


def json_schemas() -> dict[str, Any]:
    """Return JSON Schema components of all kinds, for the OpenAPI document."""
    _, components = msgspec.json.schema_components(
        tuple(EVENT_TYPES.values()), ref_template="#/components/schemas/{name}"
    )
    return dict(components)
