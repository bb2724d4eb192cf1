"""Tokens for programs."""

from datetime import datetime
from typing import Any

from flask import Response

from lotbook.db import reading, writing
from lotbook.errors import Problem
from lotbook.identity import actions, credentials, queries
from lotbook.identity.access import OFFICE, allow, current_caller, current_operation
from lotbook.identity.models import ApiToken
from lotbook.identity.rules import RANK
from lotbook.identity.schemas import MadeToken, NewToken, TokenList
from lotbook.journal.acts import note
from lotbook.kit.clock import from_micros, now
from lotbook.web.openapi import Blueprint

blueprint = Blueprint("tokens", __name__, description="Tokens with which programs sign in.")
ID_LENGTH = 16


@blueprint.post("/tokens")
@blueprint.arguments(NewToken)
@blueprint.response(201, MadeToken)
@allow(*OFFICE)
def make(body: dict[str, Any]) -> dict[str, Any]:
    """Make a token; it is shown this once. Nobody makes one that may do more than they may."""
    caller = current_caller()
    if RANK[body["role"]] > RANK[caller.role]:
        raise Problem("not_allowed", role=caller.role, needed=body["role"])
    with writing() as session:
        operation = current_operation(session)
        token = actions.make_token(session, operation, body["role"], body["days"], caller.code, now())
        session.flush()
        row = session.get_one(ApiToken, (operation.id, credentials.kept(token)))
        said = {"role": body["role"], "days": body["days"]}
        note(session, operation.id, caller, "token_made", row.secret_hash[:ID_LENGTH], now(), **said)
        return {**shown(row), "token": token}


@blueprint.get("/tokens")
@blueprint.response(200, TokenList)
@allow(*OFFICE)
def listing() -> dict[str, Any]:
    """Every token that was made, without its secret."""
    with reading() as session:
        return {"tokens": [shown(row) for row in queries.tokens(session, current_caller().operation_id)]}


@blueprint.delete("/tokens/<token_id>")
@blueprint.response(204)
@allow(*OFFICE)
def revoke(token_id: str) -> Response:
    """End a token before its time."""
    if len(token_id) != ID_LENGTH:
        raise Problem("unknown_record", what="token", code=token_id)
    with writing() as session:
        caller = current_caller()
        actions.revoke_token(session, caller.operation_id, token_id, now())
        note(session, caller.operation_id, caller, "token_revoked", token_id, now())
    return Response(status=204)


def shown(row: ApiToken) -> dict[str, Any]:
    """Return a token as it is listed."""
    return {
        "id": row.secret_hash[:ID_LENGTH],
        "role": row.role,
        "made_by": row.made_by,
        "created_at": from_micros(row.created_at),
        "expires_at": from_micros(row.expires_at),
        "revoked_at": moment(row.revoked_at),
    }


def moment(value: int | None) -> datetime | None:
    """Return a moment that may never have come."""
    return None if value is None else from_micros(value)
