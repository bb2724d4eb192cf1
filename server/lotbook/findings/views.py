"""What the book says is odd."""

from typing import Any

from flask import Response

from lotbook.db import reading, writing
from lotbook.findings import actions, queries
from lotbook.findings.schemas import AcknowledgeBody, FindingsPage, FindingsQuery
from lotbook.identity.access import OFFICE, READERS, allow, current_caller, current_operation
from lotbook.kit.clock import now
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("findings", __name__, description="What the book says is odd.")


@blueprint.get("/findings")
@blueprint.arguments(FindingsQuery, location="query")
@blueprint.response(200, FindingsPage)
@allow(*READERS, "packer", part="records")
def listing(query: dict[str, Any]) -> Response:
    """Open findings, the gravest first."""
    with reading() as session:
        found = queries.open_findings(session, current_operation(session), **query)
    return reply(found)


@blueprint.post("/findings/<path:key>/acknowledge")
@blueprint.arguments(AcknowledgeBody)
@blueprint.response(204)
@allow(*OFFICE)
def acknowledge(body: dict[str, str], key: str) -> Response:
    """Say why a finding is all right; it stays open in the book's eyes, with the reason beside it."""
    with writing() as session:
        operation = current_operation(session)
        actions.acknowledge(session, operation, key, current_caller().code, body["reason"], now())
    return Response(status=204)


@blueprint.delete("/findings/<path:key>/acknowledge")
@blueprint.response(204)
@allow(*OFFICE)
def take_back(key: str) -> Response:
    """Say no longer that a finding is all right."""
    with writing() as session:
        actions.take_back(session, current_operation(session), key)
    return Response(status=204)
