"""The book in order, and what waits for the office: quarantined and held."""

from typing import Any

from flask import Response

from lotbook.book import kept
from lotbook.book.prices import without_prices
from lotbook.book.queries import provenance
from lotbook.book.schemas import EntriesPage, EntriesQuery, QuarantinePage, ReleaseBody, WaitingQuery
from lotbook.book.search import Wanted, find
from lotbook.db import reading, writing
from lotbook.identity.access import OFFICE, READERS, allow, current_caller, current_operation
from lotbook.kit.clock import now
from lotbook.lots.releasing import release
from lotbook.sync.schemas import EventResultBody
from lotbook.sync.views.push import shown as shown_result
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("book", __name__, description="The book: every entry in order, and the quarantine.")


@blueprint.get("/entries")
@blueprint.arguments(EntriesQuery, location="query")
@blueprint.response(200, EntriesPage)
@allow(*READERS, part="records")
def entries(query: dict[str, Any]) -> Response:
    """The book, in order, or what of it one looks for."""
    after, limit = query.pop("after"), query.pop("limit")
    since, to = query.pop("from_"), query.pop("to")
    wanted = Wanted(**query, first=since and since.toordinal(), last=to and to.toordinal())
    with reading() as session:
        operation = current_operation(session)
        found, following = find(session, operation, wanted, after, limit)
        origin = provenance(session, operation, [one["seq"] for one in found])
    if not current_caller().sees_amounts:
        found = [without_prices(one) for one in found]
    return reply({"entries": found, "provenance": origin, "next": following})


@blueprint.get("/quarantine")
@blueprint.arguments(WaitingQuery, location="query")
@blueprint.response(200, QuarantinePage)
@allow(*READERS)
def waiting(query: dict[str, Any]) -> Response:
    """What was delivered and is not read: held for the office, or in quarantine with its reason."""
    limit = query["limit"]
    with reading() as session:
        found = kept.waiting(session, current_caller().operation_id, query["after"], limit + 1)
    shown = found[:limit]
    return reply({"entries": shown, "next": shown[-1]["seq"] if len(found) > limit else None})


@blueprint.post("/quarantine/<sha256>/release")
@blueprint.arguments(ReleaseBody)
@blueprint.response(200, EventResultBody)
@allow(*OFFICE)
def let_go(body: dict[str, Any], sha256: str) -> Response:
    """Let a held event count, or put a repaired one in the place of what could not be read."""
    with writing() as session:
        operation = current_operation(session)
        result = release(session, operation, sha256, body["event"], now(), current_caller().signs_as)
    return reply({**shown_result(result), "findings": result.findings or [], "problem": None})
