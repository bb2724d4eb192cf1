"""Mass balances."""

from typing import Any

from flask import Response

from lotbook.balance import queries
from lotbook.balance.schemas import StatementBody, StatementQuery
from lotbook.db import reading, writing
from lotbook.identity.access import READERS, allow, current_operation
from lotbook.lots.settled import is_due, settle
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("balance", __name__, description="Mass balances: 7 CFR 205.403(d)(4).")


@blueprint.get("/balance")
@blueprint.arguments(StatementQuery, location="query")
@blueprint.response(200, StatementBody)
@allow(*READERS)
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
