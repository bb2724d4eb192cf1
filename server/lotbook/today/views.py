"""The day on one page."""

from flask import Response

from lotbook.db import reading
from lotbook.identity.access import EVERYBODY, allow, current_operation
from lotbook.kit.clock import now
from lotbook.today import queries
from lotbook.today.schemas import TodayBody
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("today", __name__, description="The day on one page.")


@blueprint.get("/today")
@blueprint.response(200, TodayBody)
@allow(*EVERYBODY)
def show() -> Response:
    """What came in today, what was packed, which runs are open, how the phones and findings stand."""
    with reading() as session:
        return reply(queries.today(session, current_operation(session), now()))
