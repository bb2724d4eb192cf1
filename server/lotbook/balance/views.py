"""Mass balances."""

from typing import Any

from flask import Response

from lotbook.balance import queries
from lotbook.balance.behind import behind
from lotbook.balance.evidence import ingredients
from lotbook.balance.schemas import (
    BehindBody,
    BehindQuery,
    IngredientsBody,
    IngredientsQuery,
    StatementBody,
    StatementQuery,
)
from lotbook.book.prices import without_prices
from lotbook.db import reading, writing
from lotbook.identity.access import READERS, allow, current_caller, current_operation
from lotbook.lots.settled import is_due, settle
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("balance", __name__, description="Mass balances: 7 CFR 205.403(d)(4).")


@blueprint.get("/balance")
@blueprint.arguments(StatementQuery, location="query")
@blueprint.response(200, StatementBody)
@allow(*READERS, part="balance")
def show_statement(query: dict[str, Any]) -> Response:
    """A mass balance of one scope over one period, with its verdict and reasons."""
    since, to = query.pop("from_"), query.pop("to")
    scope = {name: value for name, value in query.items() if value is not None}
    with reading() as session:
        operation = current_operation(session)
        found, due = queries.statement(session, operation, scope, since, to), is_due(session, operation)
    if due:
        # Once a week at most; the next statement is quick again.
        with writing() as session:
            settle(session, current_operation(session))
    return reply(found)


@blueprint.get("/balance/events")
@blueprint.arguments(BehindQuery, location="query")
@blueprint.response(200, BehindBody)
@allow(*READERS, part="balance")
def show_behind(query: dict[str, Any]) -> Response:
    """The events behind one line of a mass balance, each with what it put there."""
    since, to, account = query.pop("from_"), query.pop("to"), query.pop("account")
    after, limit = query.pop("after"), query.pop("limit")
    scope = {name: value for name, value in query.items() if value is not None}
    with reading() as session:
        found = behind(session, current_operation(session), scope, since, to, account, after, limit)
    if not current_caller().sees_amounts:
        found["events"] = [{**one, "entry": without_prices(one["entry"])} for one in found["events"]]
    return reply(found)


@blueprint.get("/ingredients")
@blueprint.arguments(IngredientsQuery, location="query")
@blueprint.response(200, IngredientsBody)
@allow(*READERS, part="balance")
def show_ingredients(query: dict[str, Any]) -> Response:
    """Each recipe against what went into its product: whether enough of every ingredient was used."""
    first, last = query["from_"].toordinal(), query["to"].toordinal()
    with reading() as session:
        return reply({"checks": ingredients(session, current_operation(session), None, first, last)})
