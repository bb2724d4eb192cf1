"""Printing for one operation: an order is read, checked, written into the book, and drawn."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from lotbook.book.printed import append_print, find_print, last_serial
from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.kit.clock import zone
from lotbook.kit.codes import CROCKFORD, TAG_LENGTH, tag_code
from lotbook.kit.ids import uuid7
from lotbook.labels import batches, press, queries, refusals, roll
from lotbook.labels.batches import Batch
from lotbook.labels.gs1 import NotGs1, sscc
from lotbook.labels.order import ROLLS, Order
from lotbook.labels.pallet import MOST_LOTS, Pallet, PalletLine
from lotbook.labels.parts import Size
from lotbook.labels.sheet import room_left
from lotbook.labels.words import words

refusals.register()


@dataclass(frozen=True, slots=True)
class Run:
    """An order with everything in it that was to be read or made: ready to be drawn, without a database."""

    order: Order
    batch: Batch[Any]

    def draw(self, on_drawn: Callable[[int], None] | None = None) -> bytes:
        """Return the PDF, or the job in ZPL II; `on_drawn` is told how many labels are drawn."""
        order = self.order
        if order.dpi is not None:
            return roll.roll_zpl(self.batch, order.dpi, order.copies, on_drawn)
        return press.press(self.batch, _sheet(order), on_drawn)

    def picture(self) -> bytes:
        """Return the first label of a roll as a picture, dot for dot."""
        return roll.roll_picture(self.batch, self.order.dpi or min(ROLLS.values()))


def new_tag_codes(count: int) -> list[str]:
    """Return so many new tag codes, none twice.

    45 random bits keep two sheets from ever sharing one, also where they were printed by different servers for one
    farm.
    """
    press.check_count(count)
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(tag_code("".join(secrets.choice(CROCKFORD) for _ in range(TAG_LENGTH - 1))))
    return list(codes)


def prepared(session: Session, operation: Operation, order: Order) -> Run:
    """Read what an order's labels say, and refuse what cannot be printed; new tags and pallets get their codes."""
    return readied(session, operation, _with_codes(session, operation, order))


def readied(session: Session, operation: Operation, order: Order) -> Run:
    """Read what labels say that have their codes, and refuse what cannot be printed."""
    batch = _batch(session, operation, order)
    try:
        _check(batch, order)
    except NotGs1 as problem:
        raise Problem("label_gs1", detail=str(problem)) from None
    return Run(order, batch)


def note(session: Session, operation: Operation, run: Run, now: datetime) -> str:
    """Write into the book that labels are made, and return the id of that. The head of the book is locked."""
    order, id_ = run.order, uuid7()
    said = {
        "id": id_,
        "at": now.astimezone(zone(operation.timezone)).isoformat(timespec="seconds"),
        "by": order.by,
        "what": order.what,
        "on": order.on,
        "labels": len(run.batch.faces) * order.copies,
        "copies": order.copies,
        "codes": list(order.codes),
        "pallets": list(order.pallets),
        "organic": order.organic,
        "reprint": order.reprint,
        "of": order.of,
    }
    append_print(session, operation, said)
    return id_


def again(session: Session, operation: Operation, id_: str, order: Order) -> Order:
    """Return an order that prints the labels of an earlier one again, and says so on them."""
    return _of_book(_found(session, operation, id_), order, reprint=True, of=id_)


def same(session: Session, operation: Operation, id_: str, order: Order) -> Order:
    """Return an earlier order as it was, for what was never drawn to its end; `order` says where the sheet begins."""
    found = _found(session, operation, id_)
    return _of_book(found, order, on=found["on"], reprint=found["reprint"], of=found["of"])


def _found(session: Session, operation: Operation, id_: str) -> dict[str, Any]:
    found = find_print(session, operation, id_)
    if found is None:
        raise Problem("label_print_unknown")
    return found


def _of_book(found: dict[str, Any], order: Order, **more: Any) -> Order:
    return replace(
        order,
        what=found["what"],
        codes=tuple(found["codes"]),
        pallets=tuple(found["pallets"]),
        copies=found["copies"],
        organic=found.get("organic", False),
        **more,
    )


def _with_codes(session: Session, operation: Operation, order: Order) -> Order:
    if order.what == "tag" and not order.codes:
        count = order.count
        if order.fill and order.dpi is None:
            grid = press.grid_of("tag", order.on)
            count += room_left(grid, count * order.copies, order.start, order.spare) // max(1, order.copies)
        return replace(order, codes=tuple(new_tag_codes(count)))
    if order.what != "pallet":
        return order
    prefix = queries.company_prefix(session, operation)
    serial = last_serial(session, operation, prefix) if prefix else 0
    loaded = []
    for one in order.pallets:
        lots = one["lines"]
        if not 1 <= len(lots) <= MOST_LOTS:
            raise Problem("label_pallet", most=MOST_LOTS, count=len(lots))
        if prefix and not order.reprint:
            serial += 1
            try:
                one = {**one, "sscc": sscc(prefix, serial)}
            except NotGs1 as problem:
                raise Problem("label_gs1", detail=str(problem)) from None
        loaded.append(one)
    codes = dict.fromkeys(line["lot"] for one in loaded for line in one["lines"])
    return replace(order, pallets=tuple(loaded), codes=tuple(codes))


def _batch(session: Session, operation: Operation, order: Order) -> Batch[Any]:
    url: str = current_app.config["PUBLIC_URL"]
    issuer, said, again_ = queries.issuer(session, operation), words(order.language), order.reprint
    match order.what:
        case "tag":
            return batches.tags(url, issuer, order.codes, said, organic=order.organic, reprint=again_)
        case "place":
            return batches.places(url, issuer, queries.places(session, operation, order.codes), said, reprint=again_)
        case "lot":
            return batches.lots(url, issuer, queries.lots(session, operation, order.codes), said, reprint=again_)
        case "case":
            return batches.cases(url, issuer, queries.lots(session, operation, order.codes), said, reprint=again_)
        case "pallet":
            found = queries.lots(session, operation, order.codes)
            known = dict(zip(order.codes, found, strict=True))
            loaded: Sequence[Pallet] = [
                Pallet([PalletLine(known[line["lot"]], line["count"]) for line in one["lines"]], one.get("sscc"))
                for one in order.pallets
            ]
            return batches.pallets(url, issuer, loaded, said, reprint=again_)
        case "badge":
            return batches.badges(url, issuer, queries.people(session, operation, order.codes), said, reprint=again_)


def _check(batch: Batch[Any], order: Order) -> None:
    if order.dpi is not None:
        press.check_count(len(batch.faces) * order.copies)
        batches.check_gs1(batch, *roll.SIZES[batch.what])
    else:
        grid = press.check_sheet(batch.what, _sheet(order), len(batch.faces))
        batches.check_gs1(batch, Size(grid.width_mm, grid.height_mm), grid.qr_mm)


def _sheet(order: Order) -> press.Sheet:
    return press.Sheet(order.on, order.start, order.copies, order.spare)
