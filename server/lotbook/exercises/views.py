"""The exercises of an inspection: asked, kept sealed, compared with the book of today."""

from typing import Any

import msgspec
from flask import Response
from sqlalchemy.orm import Session

from lotbook.book.exercise import ASKED
from lotbook.db import reading
from lotbook.errors import Problem
from lotbook.exercises import actions, queries
from lotbook.exercises.actions import Asker
from lotbook.exercises.changes import changes as changes_of
from lotbook.exercises.questions import QUESTIONS
from lotbook.exercises.schemas import AnsweredBody, AskBody, ChangesBody, ExercisesPage, ExercisesQuery
from lotbook.identity.access import READERS, Caller, allow, current_caller, current_operation
from lotbook.identity.models import Operation
from lotbook.kit.clock import now
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

PART_OF = {
    "balance": "balance",
    "back": "trace",
    "forward": "trace",
    "recall": "trace",
    "sales": "sales",
    "fsma204": "records",
}
"""To which part of an inspection a question belongs; a draw belongs to all."""

blueprint = Blueprint("exercises", __name__, description="Exercises of an inspection, sealed: 7 CFR 205.403(d).")


def json_schemas() -> dict[str, Any]:
    """Return JSON Schema components of every question."""
    _, components = msgspec.json.schema_components(QUESTIONS.values(), ref_template="#/components/schemas/{name}")
    return components


@blueprint.post("/exercises")
@blueprint.arguments(AskBody)
@blueprint.response(201, AnsweredBody)
@allow(*READERS, part="any")
def ask(body: dict[str, Any]) -> Response:
    """Ask: the answer comes at once, and is sealed in the book with its query and hash."""
    caller = current_caller()
    check_part(body["kind"])
    query = {**body["query"]}
    if body["kind"] == "sales":
        query["amounts"] = caller.sees_amounts
    exercise, data = actions.perform(caller.operation_id, body["kind"], query, asker_of(caller), now())
    return answered(exercise, data, 201)


@blueprint.get("/exercises")
@blueprint.arguments(ExercisesQuery, location="query")
@blueprint.response(200, ExercisesPage)
@allow(*READERS, part="any")
def listing(query: dict[str, Any]) -> Response:
    """Every exercise, the newest first."""
    with reading() as session:
        operation = current_operation(session)
        kinds = [kind for kind in ASKED if query["kind"] in (None, kind) and opened(kind)]
        return reply(queries.listing(session, operation, kinds, query["after"], query["limit"]))


@blueprint.get("/exercises/<id_>")
@blueprint.response(200, AnsweredBody)
@allow(*READERS, part="any")
def show(id_: str) -> Response:
    """An exercise with its answer as it was sealed, byte for byte."""
    with reading() as session:
        operation = current_operation(session)
        exercise = shown_to_caller(session, operation, id_)
        return answered(exercise, queries.result_bytes(session, operation, exercise))


@blueprint.get("/exercises/<id_>/changes")
@blueprint.response(200, ChangesBody)
@allow(*READERS, part="any")
def changes(id_: str) -> Response:
    """What has changed since an exercise was sealed, and why."""
    with reading() as session:
        operation = current_operation(session)
        exercise = shown_to_caller(session, operation, id_)
        data = queries.result_bytes(session, operation, exercise)
        return reply(changes_of(session, operation, exercise, data))


def answered(exercise: dict[str, Any], data: bytes, status: int = 200) -> Response:
    """Return an exercise with the bytes of its answer as they are."""
    body = b'{"exercise":' + msgspec.json.encode(exercise) + b',"result":' + data + b"}"
    return Response(body, status, content_type="application/json")


def asker_of(caller: Caller) -> Asker:
    """Return who asks, as the book names them."""
    return Asker(
        by=caller.code if caller.sort == "person" else None, link=caller.code if caller.sort == "link" else None
    )


def shown_to_caller(session: Session, operation: Operation, id_: str) -> dict[str, Any]:
    """Return an exercise; raises a Problem where a link does not open its kind, or it has prices to hide."""
    exercise = queries.find(session, operation, id_)
    check_part(exercise["kind"])
    if exercise["query"].get("amounts") and not current_caller().sees_amounts:
        raise Problem("amounts_hidden")
    return exercise


def opened(kind: str) -> bool:
    """Say whether the caller may ask questions of a kind."""
    return current_caller().opens(PART_OF.get(kind, "any"))


def check_part(kind: str) -> None:
    """Raise a Problem where a link does not open questions of a kind."""
    if not opened(kind):
        raise Problem("not_in_scope", link=current_caller().code, part=PART_OF[kind])
