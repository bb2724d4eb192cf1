"""What an event names: lots that it changes, lots that it speaks of, tags, runs, events, papers."""

from collections.abc import Iterator
from enum import IntEnum

from lotbook.book.events import (
    Adjust,
    Apply,
    Clean,
    Count,
    Dispose,
    Event,
    Harvest,
    Hold,
    Invoice,
    Move,
    Note,
    Open,
    Pack,
    Plant,
    Receive,
    Reclassify,
    Return,
    Ship,
    Tag,
    Void,
    Weigh,
)
from lotbook.book.fields import ReceiveLine


class What(IntEnum):
    """Kinds of mention; the numbers are in the database."""

    LOT = 1
    """A lot whose stock, product or status the event may change."""
    ABOUT = 2
    """A lot that the event speaks of."""
    TAG = 3
    RUN = 4
    FIXES = 5
    """An event that this one voids or replaces."""
    EVENT = 6
    """An event that this one speaks of."""
    PARTNER = 8
    REF = 9
    """A paper's number, so that an invoice or a bill of lading finds its lots."""
    SUPPLIED = 10
    """What a supplier calls the lot that it sent: its lot code, or a traceability lot code."""


def mentions(event: Event) -> set[tuple[int, str]]:
    """Return what an event names, as (what, code)."""
    found = set(_of_kind(event))
    if event.replaces is not None:
        found.add((What.FIXES, event.replaces.lower()))
    for ref in event.refs or ():
        found.add((What.REF, ref.number))
    return found


def _of_kind(event: Event) -> Iterator[tuple[int, str]]:
    match event:
        case Harvest():
            yield What.LOT, event.lot
            for planting in event.from_:
                yield What.ABOUT, planting
            yield from ((What.TAG, binding.tag) for binding in event.tags or ())
        case Open() | Receive() | Return():
            for line in event.lines:
                yield What.LOT, line.lot
                yield from ((What.TAG, binding.tag) for binding in line.tags or ())
                if isinstance(line, ReceiveLine):
                    yield from ((What.SUPPLIED, code) for code in (line.supplier_lot, line.tlc) if code is not None)
        case Pack():
            for use in event.inputs:
                yield from _use(use.lot, use.tag)
            for output in event.outputs:
                yield What.LOT, output.lot
                yield from ((What.TAG, binding.tag) for binding in output.tags or ())
            yield What.RUN, event.run if event.run is not None else event.id.lower()
        case Plant():
            yield What.LOT, event.lot
            for use in event.uses:
                yield from _use(use.lot, use.tag)
            for parent in event.from_ or ():
                yield What.ABOUT, parent
        case Apply():
            for use in event.uses:
                yield from _use(use.lot, use.tag)
            for code in event.to:
                yield What.ABOUT, code
        case Move() | Ship() | Dispose() | Count():
            for use in event.lines:
                yield from _use(use.lot, use.tag, What.ABOUT if isinstance(event, Count) else What.LOT)
        case Reclassify():
            for change in event.lines:
                yield What.LOT, change.lot
                yield What.LOT, change.to_lot
        case Adjust():
            for adjusted in event.lines:
                yield What.LOT, adjusted.lot
        case Weigh():
            for target in event.of:
                yield What.EVENT, target.lower()
        case Hold():
            for lot in event.lots:
                yield What.ABOUT, lot
        case Invoice():
            for billed in event.lines:
                if billed.lot is not None:
                    yield What.ABOUT, billed.lot
                if billed.shipment is not None:
                    yield What.EVENT, billed.shipment.lower()
            if event.number is not None:
                yield What.REF, event.number
        case Tag():
            yield What.TAG, event.tag_
            if event.with_ is not None:
                yield What.TAG, event.with_
            if event.lot is not None:
                yield What.ABOUT, event.lot
        case Note():
            for about in event.about:
                if about.lot is not None:
                    yield What.ABOUT, about.lot
                if about.event is not None:
                    yield What.EVENT, about.event.lower()
        case Void():
            yield What.FIXES, event.event.lower()
        case Clean():
            pass
        case _:
            raise TypeError(type(event))
    partner = getattr(event, "partner", None)
    if partner is not None:
        yield What.PARTNER, partner


def _use(lot: str | None, tag: str | None, what: What = What.LOT) -> Iterator[tuple[int, str]]:
    if lot is not None:
        yield what, lot
    if tag is not None:
        yield What.TAG, tag
