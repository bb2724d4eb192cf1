"""Mass balances."""

from typing import Any

from flask import Response

from lotbook.balance import queries
from lotbook.balance.schemas import StatementBody, StatementQuery
from lotbook.db import reading
from lotbook.identity.access import READERS, allow, current_operation
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
        return reply(queries.statement(session, current_operation(session), scope, since, to))
