"""Which reading answers which kind of exercise."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from lotbook.balance.queries import statement
from lotbook.exercises.draw import draw
from lotbook.identity.models import Operation
from lotbook.trace.queries import trace

Answer = Callable[[Session, Operation, dict[str, Any]], dict[str, Any]]


def balance(session: Session, operation: Operation, query: dict[str, Any]) -> dict[str, Any]:
    """Return the statement of a scope over a period."""
    scope = {name: value for name, value in query.items() if name not in ("from", "to", "began")}
    return statement(session, operation, scope, query["from"], query["to"])


def back(session: Session, operation: Operation, query: dict[str, Any]) -> dict[str, Any]:
    """Return where a lot came from."""
    return _timeless(trace(session, operation, "back", query["lot"]))


def forward(session: Session, operation: Operation, query: dict[str, Any]) -> dict[str, Any]:
    """Return where a lot went."""
    return _timeless(trace(session, operation, "forward", query["lot"]))


def _timeless(found: dict[str, Any]) -> dict[str, Any]:
    """How long a reading took is not in the book."""
    return {name: value for name, value in found.items() if name != "elapsed_ms"}


ANSWERS: dict[str, Answer] = {
    "balance": balance,
    "back": back,
    "forward": forward,
    "draw": draw,
}
