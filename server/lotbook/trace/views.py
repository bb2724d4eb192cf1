"""Back to the seeds and suppliers, forward to the customers."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from flask import Response, stream_with_context

from lotbook.db import reading
from lotbook.identity.access import EVERYBODY, allow, current_operation
from lotbook.trace import queries
from lotbook.trace.lineage import lineage
from lotbook.trace.schemas import LineageBody, LineageQuery, TraceBody, TraceQuery
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("trace", __name__, description="Traceback and trace-forward.")


@blueprint.get("/trace/back/<path:lot>")
@blueprint.arguments(TraceQuery, location="query")
@blueprint.response(200, TraceBody)
@allow(*EVERYBODY, devices=True, part="trace")
def back(query: dict[str, Any], lot: str) -> Response:
    """Every lot that any of which went into this one."""
    return traced("back", lot, query["limit"])


@blueprint.get("/trace/forward/<path:lot>")
@blueprint.arguments(TraceQuery, location="query")
@blueprint.response(200, TraceBody)
@allow(*EVERYBODY, devices=True, part="trace")
def forward(query: dict[str, Any], lot: str) -> Response:
    """Every lot that any of this one went into, and every customer."""
    return traced("forward", lot, query["limit"])


@blueprint.get("/lineage/<path:lot>")
@blueprint.arguments(LineageQuery, location="query")
@blueprint.response(200, LineageBody)
@allow(*EVERYBODY, devices=True, part="trace")
def show_lineage(query: dict[str, Any], lot: str) -> Response:
    """The nearest lots behind and ahead of one, as they can be drawn."""
    with reading() as session:
        return reply(lineage(session, current_operation(session), lot, query["most"]))


def traced(direction: str, lot: str, limit: int) -> Response:
    """Return the nearest of a trace, or stream all of it: a recall may reach a hundred thousand lots."""
    if limit == 0:
        return streamed(direction, lot)
    with reading() as session:
        return reply(queries.trace(session, current_operation(session), direction, lot, limit))


def streamed(direction: str, lot: str) -> Response:
    """Return a whole trace piece by piece; what is refused is refused before the first."""

    def pieces() -> Iterator[bytes]:
        with reading() as session:
            yield from queries.stream(session, current_operation(session), direction, lot)

    rest = stream_with_context(pieces())
    return Response(chain([next(rest)], rest), content_type="application/json")
