"""Is it alive, is it ready: for whoever runs the server."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from lotbook.db import reading
from lotbook.errors import Problem
from lotbook.identity.access import public
from lotbook.identity.queries import is_empty

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """The database answers, and has our tables."""
    try:
        with reading() as session:
            empty = is_empty(session)
    except SQLAlchemyError:
        raise Problem("unavailable", detail="The database does not answer, or is not migrated.") from None
    return jsonify(status="ok", empty=empty)
