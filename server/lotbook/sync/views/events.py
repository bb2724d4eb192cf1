"""The office and other programs hand in events as plain JSON."""

from typing import Any

from flask import Response

from lotbook.book import events
from lotbook.book.events import EVENT_TYPES, Unreadable, decode_event
from lotbook.book.submission import Result, Submission
from lotbook.db import reading, writing
from lotbook.errors import Problem
from lotbook.identity.access import RECORDERS, allow, current_caller, current_operation
from lotbook.kit.clock import now
from lotbook.lots.actions import record, tell_findings
from lotbook.sync import actions
from lotbook.sync.schemas import EventResultBody
from lotbook.sync.views.push import MOST_BYTES, MOST_EVENTS, count, shown
from lotbook.web.body import read_json
from lotbook.web.openapi import Blueprint
from lotbook.web.problems import document
from lotbook.web.reply import reply

blueprint = Blueprint("events", __name__, description="Recording from the office or another program.")

REQUEST = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"type": "array", "maxItems": MOST_EVENTS, "items": {"$ref": "#/components/schemas/Event"}}
        }
    },
}


def json_schemas() -> dict[str, Any]:
    """Return JSON Schema components of all kinds of event, and of any event, for the OpenAPI document."""
    names = {kind: f"#/components/schemas/{shape.__name__}" for kind, shape in EVENT_TYPES.items()}
    any_event = {
        "title": "Event",
        "description": "One fact of any kind; fields that a kind does not know are kept.",
        "anyOf": [{"$ref": name} for name in names.values()],
        "discriminator": {"propertyName": "kind", "mapping": names},
    }
    return {**events.json_schemas(), "Event": any_event}


@blueprint.post("/events")
@blueprint.doc(requestBody=REQUEST)
@blueprint.response(200, EventResultBody(many=True))
@allow(*RECORDERS)
def post_events() -> Response:
    """Record events; each gets its own answer, and sending them again is harmless."""
    items = read_events()
    received = now()
    with reading() as session:
        operation = current_operation(session)
        submissions = actions.open_unsigned(session, operation, items, current_caller().role, received)
    with writing() as session:
        operation = current_operation(session)
        results = record(session, operation, submissions)
        tell_findings(session, operation, results)
        body = [answered(result, one) for result, one in zip(results, submissions, strict=True)]
    count("events", results)
    return reply(body)


def read_events() -> list[dict[str, Any]]:
    """Return the list of events of a body; raises Problem unless it is a list of objects."""
    items = read_json(MOST_BYTES)
    if not isinstance(items, list):
        raise Problem("invalid_fields", errors={"body": ["Send a list of events."]})
    if len(items) > MOST_EVENTS:
        raise Problem("too_large", limit=f"{MOST_EVENTS} events")
    strangers = [number for number, item in enumerate(items) if not isinstance(item, dict)]
    if strangers:
        raise Problem("invalid_fields", errors={str(number): ["An event is an object."] for number in strangers})
    return items


def answered(result: Result, submission: Submission) -> dict[str, Any]:
    """Return a result with what the book says of the event, and what is wrong with it."""
    problem = None
    if result.status in ("held", "quarantined") and result.reason:
        problem = document(Problem(f"event_{result.reason}", detail=what_is_wrong(submission)))
    return {**shown(result), "findings": result.findings or [], "problem": problem}


def what_is_wrong(submission: Submission) -> str:
    """Return in a sentence why an event cannot be read: the book keeps only the reason's code."""
    try:
        decode_event(submission.body)
    except Unreadable as unreadable:
        return unreadable.detail
    return "Its moment is no day of any calendar."
