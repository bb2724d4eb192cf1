"""The sample farm over HTTP: loading and removing it, going there and coming back."""

from typing import Any

from flask import Response

from lotbook.db import reading, writing
from lotbook.demo import sample
from lotbook.demo.actions import OWNER
from lotbook.demo.schemas import RemovalQuery, SampleBody
from lotbook.errors import Problem
from lotbook.identity.access import EVERYBODY, allow, current_caller
from lotbook.identity.schemas import SessionBody
from lotbook.identity.views.sessions import home_again, visiting
from lotbook.kit.clock import now
from lotbook.web.openapi import Blueprint

blueprint = Blueprint("sample", __name__, description="An invented farm beside one's own, to look at and to try on.")


@blueprint.get("/sample")
@blueprint.response(200, SampleBody)
@allow("owner")
def show() -> sample.State:
    """Whether there is a sample, how far it is loaded, and what else was recorded in it."""
    with reading() as session:
        return sample.state(session, current_caller().operation_id)


@blueprint.post("/sample")
@blueprint.response(200, SampleBody)
@allow("owner")
def load() -> sample.State:
    """Load the next part of the sample; call again until it is `loaded`."""
    return sample.load_part(current_caller().operation_id, now())


@blueprint.delete("/sample")
@blueprint.arguments(RemovalQuery, location="query")
@blueprint.response(204)
@allow("owner")
def remove(query: dict[str, Any]) -> Response:
    """Remove the sample whole; with what else was recorded in it only if `more` says how many entries that is."""
    sample.remove(current_caller().operation_id, query["more"])
    return Response(status=204)


@blueprint.post("/sample/visit")
@blueprint.response(200, SessionBody)
@allow("owner")
def visit() -> Response:
    """Sign in to the sample as its owner; the session of the own farm waits."""
    caller = current_caller()
    if caller.csrf is None:
        raise Problem("sign_in_needed")
    with writing() as session:
        return visiting(session, sample.loaded(session, caller.operation_id), OWNER)


@blueprint.post("/sample/leave")
@blueprint.response(200, SessionBody)
@blueprint.alt_response(204, description="Nobody waits for it: signed out.")
@allow(*EVERYBODY)
def leave() -> Response:
    """Leave the sample for the own farm, as whoever came from there; signed out where nobody did."""
    with writing() as session:
        return home_again(session, current_caller())
