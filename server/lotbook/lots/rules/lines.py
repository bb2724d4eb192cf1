"""What an event does to lots, line by line, before any mass is known."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from lotbook.book.events import (
    Adjust,
    Apply,
    Dispose,
    Event,
    Harvest,
    Move,
    Open,
    Pack,
    Plant,
    Receive,
    Reclassify,
    Return,
    Ship,
)
from lotbook.book.fields import MadeLine, Quantity, SignedQuantity, TagBinding, Use

# What a line does. Comes in: from outside the book, or out of a pack.
COMES_IN = frozenset({"declared", "harvested", "received", "returned", "planted", "made"})
# Makes a lot, gives it a product and may claim a status.
MAKES = frozenset({"declared", "harvested", "received", "planted", "made"})

_DISPOSED = {
    "waste": "wasted",
    "destroyed": "wasted",
    "donated": "donated",
    "sample": "sampled",
    "own_use": "own_use",
    "shrink": "shrink",
}


class Amount(NamedTuple):
    """A quantity as captured: a decimal and its unit."""

    value: Decimal
    unit: str


class Moment(NamedTuple):
    """When an event was, in the order of the rules: by `at`, then by id in lower case."""

    at_us: int
    id: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """One event as lines know it."""

    seq: int
    moment: Moment
    day: int
    place: str | None
    run: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one standing event; `act` says what it does to `lot`.

    `n` numbers the lines of an event, inputs of a pack before its outputs. `amount` is None where
    nobody knows how much. `weighed` is the mass that a scale gave. `other` is the lot of a reclassify.
    """

    stamp: Stamp
    n: int
    act: str
    lot: str | None
    amount: Amount | None
    weighed: Amount | None = None
    tag: str | None = None
    product: str | None = None
    status: str | None = None
    to_place: str | None = None
    other: str | None = None
    tags: tuple[TagBinding, ...] | None = None

    @property
    def seq_n(self) -> tuple[int, int]:
        """Where it stands: the event's place in the book, and its own in the event."""
        return self.stamp.seq, self.n

    @property
    def tag_alone(self) -> bool:
        """Whether only the tag says how much this is."""
        return self.tag is not None and self.amount is None


def amount_of(quantity: Quantity | SignedQuantity | None) -> Amount | None:
    """Return a captured quantity as a decimal and its unit."""
    return None if quantity is None else Amount(Decimal(quantity.value), quantity.unit)


def lines_of(event: Event, stamp: Stamp) -> list[Line]:
    """Return what an event does to lots; events that only say something have no lines."""
    maker = _LINES.get(type(event))
    return [] if maker is None else list(maker(event, stamp))


def _uses(uses: tuple[Use, ...], act: str, stamp: Stamp, first: int = 0, to_place: str | None = None) -> Iterator[Line]:
    for n, use in enumerate(uses, first):
        yield Line(stamp, n, act, use.lot, amount_of(use.quantity), tag=use.tag, to_place=to_place)


def _made(line: MadeLine | Harvest, act: str, stamp: Stamp, n: int) -> Line:
    return Line(
        stamp,
        n,
        act,
        line.lot,
        amount_of(line.quantity),
        amount_of(line.mass),
        product=line.product,
        status=line.status,
        tags=line.tags,
    )


def _open(event: Open | Receive, stamp: Stamp) -> Iterator[Line]:
    act = "declared" if isinstance(event, Open) else "received"
    for n, line in enumerate(event.lines):
        yield _made(line, act, stamp, n)


def _plant(event: Plant, stamp: Stamp) -> Iterator[Line]:
    yield Line(stamp, 0, "planted", event.lot, None, product=event.product)
    yield from _uses(event.uses, "used", stamp, 1)


def _apply(event: Apply, stamp: Stamp) -> Iterator[Line]:
    yield from _uses(event.uses, "used", stamp)


def _harvest(event: Harvest, stamp: Stamp) -> Iterator[Line]:
    yield _made(event, "harvested", stamp, 0)


def _move(event: Move, stamp: Stamp) -> Iterator[Line]:
    yield from _uses(event.lines, "moved", stamp, to_place=event.to)


def _pack(event: Pack, stamp: Stamp) -> Iterator[Line]:
    yield from _uses(event.inputs, "packed", stamp)
    for n, line in enumerate(event.outputs, len(event.inputs)):
        yield _made(line, "made", stamp, n)


def _ship(event: Ship, stamp: Stamp) -> Iterator[Line]:
    yield from _uses(event.lines, "shipped", stamp)


def _return(event: Return, stamp: Stamp) -> Iterator[Line]:
    for n, line in enumerate(event.lines):
        yield Line(stamp, n, "returned", line.lot, amount_of(line.quantity), amount_of(line.mass), tags=line.tags)


def _dispose(event: Dispose, stamp: Stamp) -> Iterator[Line]:
    yield from _uses(event.lines, _DISPOSED[event.reason], stamp)


def _reclassify(event: Reclassify, stamp: Stamp) -> Iterator[Line]:
    for n, line in enumerate(event.lines):
        yield Line(stamp, n, "reclassified", line.lot, amount_of(line.quantity), status=event.status, other=line.to_lot)


def _adjust(event: Adjust, stamp: Stamp) -> Iterator[Line]:
    for n, line in enumerate(event.lines):
        yield Line(stamp, n, "adjusted", line.lot, amount_of(line.quantity))


_LINES: Mapping[type[Event], Callable[[Any, Stamp], Iterator[Line]]] = {
    Open: _open,
    Receive: _open,
    Plant: _plant,
    Apply: _apply,
    Harvest: _harvest,
    Move: _move,
    Pack: _pack,
    Ship: _ship,
    Return: _return,
    Dispose: _dispose,
    Reclassify: _reclassify,
    Adjust: _adjust,
}
