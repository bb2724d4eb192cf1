"""What people did at the desk, to read; and what a browser makes by itself, to be kept."""

from typing import Any

from flask import Response

from lotbook.db import reading, writing
from lotbook.identity.access import OFFICE, READERS, allow, current_caller, current_operation
from lotbook.journal.acts import note
from lotbook.journal.queries import Wanted, journal
from lotbook.journal.schemas import ExportBody, JournalPage, JournalQuery
from lotbook.kit.clock import now
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("journal", __name__, description="What people did at the desk.")


@blueprint.get("/journal")
@blueprint.arguments(JournalQuery, location="query")
@blueprint.response(200, JournalPage)
@allow(*OFFICE)
def listing(query: dict[str, Any]) -> Response:
    """What people did, the newest first: from the book where it has a line, and from what is kept beside it."""
    after, limit = query.pop("after"), query.pop("limit")
    since, to = query.pop("from_"), query.pop("to")
    wanted = Wanted(**query, first=since and since.toordinal(), last=to and to.toordinal())
    with reading() as session:
        found = journal(session, current_operation(session), wanted, after, limit)
    return reply(found)


@blueprint.post("/journal/exports")
@blueprint.arguments(ExportBody)
@blueprint.response(204)
@allow(*READERS, "packer")
def exported(body: dict[str, Any]) -> Response:
    """Keep that a table was taken away as a file that the browser made."""
    caller = current_caller()
    with writing() as session:
        name = body.pop("name")
        note(session, caller.operation_id, caller, "table_exported", name, now(), **body)
    return Response(status=204)
