"""What a book says, whatever the order in which it was told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from lotbook.balance import queries as balance
from lotbook.db import rows
from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.lots.listing import lots
from lotbook.trace import queries as traces
from tests.laws.bounds import LAST, LONG_AGO, Lines, Period, Scope
from tests.support.book import Book

Leg = tuple[str, date, str]


def told(app: Flask, *batches: Lines) -> Book:
    """Return a new book that was told these lines, a batch at a time."""
    book = Book(app)
    for batch in batches:
        tell(book, batch)
    return book


def tell(book: Book, batch: Lines) -> None:
    """Tell a book more; a line about its operation is about itself."""
    book.take(*({**line, "code": book.code} if line["type"] == "operation" else line for line in batch))


def statement(book: Book, scope: Scope, period: Period) -> dict[str, Any]:
    """Return a statement without what tells one asking from another; a scope that nobody knows is refused."""
    try:
        found = book.ask(balance.statement, dict(scope), *period)
    except Problem as problem:
        return {"refused": problem.code}
    return {name: value for name, value in found.items() if name != "as_of"}


def masses(found: dict[str, Any]) -> dict[str, int]:
    """Return the masses of a statement by account."""
    return {line["account"]: line["mass_mg"] for line in found["lines"] if line["mass_mg"]}


def trace(book: Book, direction: str, lot: str) -> dict[str, Any]:
    """Return a trace without what tells one asking from another."""
    try:
        found = book.ask(traces.trace, direction, lot, 0)
    except Problem as problem:
        return {"refused": problem.code, "lots": []}
    return {name: value for name, value in found.items() if name not in ("as_of", "elapsed_ms")}


def stock(book: Book) -> list[dict[str, Any]]:
    """Return every lot with what is left of it."""
    return book.ask(lots, limit=1_000)


def everything(book: Book, scopes: Iterable[Scope] = (), period: Period = (LONG_AGO, LAST)) -> dict[str, Any]:
    """Return stock, statements and traces: all that must not depend on how a book came."""
    here = stock(book)
    asked = [{"commodity": name} for name in ("apple", "juice", "flower", "packaging")]
    return {
        "lots": here,
        "statements": [statement(book, scope, period) for scope in (*asked, *scopes)],
        "traces": [_in_order(trace(book, way, lot["lot"])) for lot in here[:5] for way in ("back", "forward")],
    }


def _in_order(found: dict[str, Any]) -> dict[str, Any]:
    """Links of one depth come by `seq`, which is the order of arrival."""
    return {name: sorted(value, key=str) if isinstance(value, list) else value for name, value in found.items()}


def legs(book: Book) -> dict[Leg, int]:
    """Return the mass of every leg of every posting, by lot, day and account: of each posting two, of one sum."""
    found: dict[Leg, int] = defaultdict(int)
    for lot, day, account, against, mass in book.ask(_postings):
        for name, signed in ((account, mass), (against, -mass)):
            found[lot, date.fromordinal(day), name] += signed
    return {leg: mass for leg, mass in found.items() if mass}


def _postings(session: Session, operation: Operation) -> list[Any]:
    sql = """
        SELECT l.code, p.day, p.account, p.against, p.mass_mg FROM posting p
        JOIN lot l ON l.operation_id = p.operation_id AND l.id = p.lot_id WHERE p.operation_id = :op
    """
    return rows(session, sql, op=operation.id)
