"""Which reading answers which kind of exercise."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from lotbook.balance import evidence
from lotbook.balance.queries import statement
from lotbook.balance.scope import find_scope
from lotbook.exercises.draw import draw
from lotbook.fsma204.queries import records
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number
from lotbook.sales.queries import audit
from lotbook.trace.papers import people_and_papers
from lotbook.trace.queries import trace
from lotbook.trace.recall import recall
from lotbook.yields.queries import plausibility

Answer = Callable[[Session, Operation, dict[str, Any]], dict[str, Any]]


def balance(session: Session, operation: Operation, query: dict[str, Any]) -> dict[str, Any]:
    """Return the statement of a scope over a period, with the checks that an inspector makes beside it."""
    asked = {name: value for name, value in query.items() if name not in ("from", "to", "began")}
    found = statement(session, operation, asked, query["from"], query["to"])
    scope = find_scope(session, operation, asked)
    first, last = day_number(query["from"]), day_number(query["to"])
    return {
        **found,
        "plausibility": plausibility(session, operation, list(scope.records), query["to"]),
        "ingredients": evidence.ingredients(session, operation, scope, first, last),
        "corrected": evidence.corrected(session, operation, scope, first, last),
        "received_after": evidence.received_after(session, operation, scope, first, last, query.get("began")),
    }


def back(session: Session, operation: Operation, query: dict[str, Any]) -> dict[str, Any]:
    """Return where a lot came from, with the people and the papers of the way."""
    return _traced(session, operation, "back", query)


def forward(session: Session, operation: Operation, query: dict[str, Any]) -> dict[str, Any]:
    """Return where a lot went, with the people and the papers of the way."""
    return _traced(session, operation, "forward", query)


def _traced(session: Session, operation: Operation, direction: str, query: dict[str, Any]) -> dict[str, Any]:
    """How long a reading took is not in the book."""
    found = trace(session, operation, direction, query["lot"])
    timeless = {name: value for name, value in found.items() if name != "elapsed_ms"}
    return {**timeless, **people_and_papers(session, operation, found)}


ANSWERS: dict[str, Answer] = {
    "balance": balance,
    "back": back,
    "forward": forward,
    "draw": draw,
    "recall": recall,
    "sales": audit,
    "fsma204": records,
}
