"""A draw that nobody can repeat until it suits: its seed is a word that the inspector says and the book's newest hash.

The number that SHA-256 makes of "WORD HASH", divided by how many there are, leaves the place of what is drawn
in their list in byte order, counted from 0. Every draw is an entry of the book, so the next has another hash.
"""

import hashlib
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.exercise import exercises_so_far
from lotbook.db import rows
from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number, day_text
from lotbook.lots.rules import RULES
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Product

FIRST, LAST = 1, 3_652_059


def draw(session: Session, operation: Operation, query: dict[str, Any]) -> dict[str, Any]:
    """Return what was drawn, of how many, and all that is needed to draw it again by hand."""
    word = query["word"].strip()
    head = _head(session, operation)
    seed = seed_of(word, head["sha256"])
    given = {
        "op": operation.id,
        "first": day_number(query["from"]) if "from" in query else FIRST,
        "last": day_number(query["to"]) if "to" in query else LAST,
        "commodity": query.get("commodity"),
    }
    among, drawn = _DRAWN[query["what"]](session, query["what"], given, seed)
    if drawn is None:
        raise Problem("nothing_to_draw", what=query["what"])
    return {
        "number": exercises_so_far(session, operation, ("draw",)) + 1,
        "what": query["what"],
        "word": word,
        "head": head,
        "seed": seed,
        "among": among,
        "place": place_of(seed, among),
        "drawn": drawn,
        "as_of": {"seq": operation.head_seq, "rules": RULES},
    }


def seed_of(word: str, head_sha256: str) -> str:
    """Return the seed of a word and the newest hash, as SHA-256 in hex."""
    return hashlib.sha256(f"{word} {head_sha256}".encode()).hexdigest()


def place_of(seed: str, among: int) -> int:
    """Return the place from 0 that a seed draws among so many."""
    return int(seed, 16) % among


def _head(session: Session, operation: Operation) -> dict[str, Any]:
    sql = "SELECT seq, sha256 FROM entry WHERE operation_id = :op AND seq = :seq"
    found = rows(session, sql, op=operation.id, seq=operation.head_seq)
    if not found:
        raise Problem("nothing_to_draw", what="entry")
    return {"seq": int(found[0][0]), "sha256": found[0][1]}


_LOTS = "SELECT l.code FROM lot l WHERE l.operation_id = :op AND l.kind IN ('harvest', 'packed', 'received')"
_OF_PERIOD = """
    AND EXISTS (SELECT 1 FROM making m JOIN entry e ON e.operation_id = m.operation_id AND e.seq = m.seq
                WHERE m.operation_id = l.operation_id AND m.lot_id = l.id AND e.day BETWEEN :first AND :last)
"""
_MOVED = """
    SELECT r.code FROM registry_record r WHERE r.operation_id = :op AND r.type = 'product'
    AND EXISTS (SELECT 1 FROM posting p WHERE p.operation_id = r.operation_id AND p.product = r.code
                AND p.day BETWEEN :first AND :last)
"""
_SHIPMENTS = """
    SELECT e.event_id FROM entry e WHERE e.operation_id = :op AND e.kind = 'ship' AND e.standing
    AND e.day BETWEEN :first AND :last
"""
_EDGE = """
    SELECT {edge}((SELECT {edge}(p.day) FROM posting p WHERE p.operation_id = r.operation_id AND p.product = r.code
                  AND p.day BETWEEN :first AND :last))
    FROM registry_record r WHERE r.operation_id = :op AND r.type = 'product'
"""
"""The first or last day on which anything moved: asked product by product, as the index has them."""


def _lot(session: Session, _what: str, given: dict[str, Any], seed: str) -> tuple[int, dict[str, Any] | None]:
    sql = _LOTS if (given["first"], given["last"]) == (FIRST, LAST) else _LOTS + _OF_PERIOD
    if given["commodity"] is not None:
        sql += " AND l.product IN :products"
        given = {**given, "products": _products_of(session, given)}
    among, lot = _picked([row[0] for row in rows(session, sql, **_without(given))], seed)
    return among, None if lot is None else {"lot": lot}


def _shipment(session: Session, _what: str, given: dict[str, Any], seed: str) -> tuple[int, dict[str, Any] | None]:
    sql = _SHIPMENTS
    if given["commodity"] is not None:
        sql += """
            AND EXISTS (SELECT 1 FROM posting p WHERE p.operation_id = e.operation_id AND p.seq = e.seq
                        AND p.product IN :products)
        """
        given = {**given, "products": _products_of(session, given)}
    among, event = _picked([row[0] for row in rows(session, sql, **_without(given))], seed)
    if event is None:
        return 0, None
    sql = """
        SELECT DISTINCT l.code FROM posting p
        JOIN entry e ON e.operation_id = p.operation_id AND e.seq = p.seq
        JOIN lot l ON l.operation_id = p.operation_id AND l.id = p.lot_id
        WHERE p.operation_id = :op AND e.event_id = :event AND p.against = 'shipped'
    """
    lots = sorted(row[0] for row in rows(session, sql, op=given["op"], event=event))
    return among, {"shipment": event, "lots": lots}


def _product(session: Session, what: str, given: dict[str, Any], seed: str) -> tuple[int, dict[str, Any] | None]:
    """A product that moved in the period, or its commodity."""
    moved = {row[0] for row in rows(session, _MOVED, **_without(given))}
    sold = {code: commodity for code, commodity in _records(session, given).items() if code in moved}
    if given["commodity"] is not None:
        sold = {code: commodity for code, commodity in sold.items() if commodity == given["commodity"]}
    some = set(sold) if what == "product" else {commodity for commodity in sold.values() if commodity is not None}
    among, one = _picked(list(some), seed)
    return among, None if one is None else {what: one}


def _period(session: Session, _what: str, given: dict[str, Any], seed: str) -> tuple[int, dict[str, Any] | None]:
    """A calendar month in which anything moved, within the days that were asked for."""
    newest = _edge(session, given, "MAX")
    months = []
    day = _edge(session, given, "MIN")
    while day is not None:
        months.append(day_text(day)[:7])
        day = _edge(session, {**given, "first": _last_of_month(day) + 1}, "MIN")
    among, month = _picked(months, seed)
    if month is None or newest is None:
        return 0, None
    first = date.fromisoformat(f"{month}-01").toordinal()
    # The newest month may not be over.
    last = min(_last_of_month(first), newest)
    return among, {"from": day_text(max(first, given["first"])), "to": day_text(min(last, given["last"]))}


def _edge(session: Session, given: dict[str, Any], edge: str) -> int | None:
    sql = _EDGE.format(edge=edge)
    if given["commodity"] is not None:
        sql += " AND r.code IN :products"
        given = {**given, "products": _products_of(session, given)}
    return rows(session, sql, **_without(given))[0][0]  # type: ignore[no-any-return]


def _last_of_month(day: int) -> int:
    first = date.fromordinal(day).replace(day=1)
    return (first + timedelta(days=31)).replace(day=1).toordinal() - 1


_DRAWN = {"commodity": _product, "product": _product, "lot": _lot, "shipment": _shipment, "period": _period}


def _picked(some: list[str], seed: str) -> tuple[int, str | None]:
    if not some:
        return 0, None
    some.sort(key=str.encode)
    return len(some), some[place_of(seed, len(some))]


def _without(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != "commodity"}


def _records(session: Session, given: dict[str, Any]) -> dict[str, str | None]:
    """Harvested and packed products with their commodities: seeds and plantings are not what is sold."""
    return {
        record.code: record.commodity
        for record in records_by_code(session, given["op"], "product", None)
        if isinstance(record, Product) and record.stage in ("harvested", "packed")
    }


def _products_of(session: Session, given: dict[str, Any]) -> list[str]:
    return sorted(code for code, commodity in _records(session, given).items() if commodity == given["commodity"])
