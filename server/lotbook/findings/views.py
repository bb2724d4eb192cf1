"""What the book says is odd."""

from typing import Any

from flask import Response

from lotbook.db import reading, writing
from lotbook.findings import actions, queries
from lotbook.findings.schemas import AcknowledgeBody, FindingsPage, FindingsQuery
from lotbook.identity.access import OFFICE, READERS, allow, current_caller, current_operation
from lotbook.journal.acts import note
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
        operation, caller, reason = current_operation(session), current_caller(), body["reason"]
        found = actions.acknowledge(session, operation, key, caller.signs_as, reason, now())
        said = {name: found[name] for name in ("about", "args")}
        note(session, operation.id, caller, "finding_acknowledged", found["code"], now(), **said, reason=reason)
    return Response(status=204)


@blueprint.delete("/findings/<path:key>/acknowledge")
@blueprint.response(204)
@allow(*OFFICE)
def take_back(key: str) -> Response:
    """Say no longer that a finding is all right."""
    with writing() as session:
        operation = current_operation(session)
        code, subject, _ = actions.take_back(session, operation, key)
        note(session, operation.id, current_caller(), "finding_taken_back", code, now(), of=subject)
    return Response(status=204)
