"""The exercises of an inspection: asked, kept sealed, compared with the book of today."""

from typing import Any

import msgspec
from flask import Response

from lotbook.db import reading
from lotbook.exercises import actions, queries
from lotbook.exercises.actions import Asker
from lotbook.exercises.changes import changes as changes_of
from lotbook.exercises.questions import QUESTIONS
from lotbook.exercises.schemas import AnsweredBody, AskBody, ChangesBody, ExercisesPage, ExercisesQuery
from lotbook.identity.access import READERS, Caller, allow, current_caller, current_operation
from lotbook.kit.clock import now
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("exercises", __name__, description="Exercises of an inspection, sealed: 7 CFR 205.403(d).")


def json_schemas() -> dict[str, Any]:
    """Return JSON Schema components of every question."""
    _, components = msgspec.json.schema_components(QUESTIONS.values(), ref_template="#/components/schemas/{name}")
    return components


@blueprint.post("/exercises")
@blueprint.arguments(AskBody)
@blueprint.response(201, AnsweredBody)
@allow(*READERS)
def ask(body: dict[str, Any]) -> Response:
    """Ask: the answer comes at once, and is sealed in the book with its query and hash."""
    caller = current_caller()
    query = {**body["query"]}
    if body["kind"] == "sales":
        query["amounts"] = sees_amounts(caller)
    exercise, data = actions.perform(caller.operation_id, body["kind"], query, asker_of(caller), now())
    return answered(exercise, data, 201)


@blueprint.get("/exercises")
@blueprint.arguments(ExercisesQuery, location="query")
@blueprint.response(200, ExercisesPage)
@allow(*READERS)
def listing(query: dict[str, Any]) -> Response:
    """Every exercise, the newest first."""
    with reading() as session:
        operation = current_operation(session)
        return reply(queries.listing(session, operation, query["kind"], query["after"], query["limit"]))


@blueprint.get("/exercises/<id_>")
@blueprint.response(200, AnsweredBody)
@allow(*READERS)
def show(id_: str) -> Response:
    """An exercise with its answer as it was sealed, byte for byte."""
    with reading() as session:
        operation = current_operation(session)
        exercise = queries.find(session, operation, id_)
        return answered(exercise, queries.result_bytes(session, operation, exercise))


@blueprint.get("/exercises/<id_>/changes")
@blueprint.response(200, ChangesBody)
@allow(*READERS)
def changes(id_: str) -> Response:
    """What has changed since an exercise was sealed, and why."""
    with reading() as session:
        operation = current_operation(session)
        exercise = queries.find(session, operation, id_)
        data = queries.result_bytes(session, operation, exercise)
        return reply(changes_of(session, operation, exercise, data))


def answered(exercise: dict[str, Any], data: bytes, status: int = 200) -> Response:
    """Return an exercise with the bytes of its answer as they are."""
    body = b'{"exercise":' + msgspec.json.encode(exercise) + b',"result":' + data + b"}"
    return Response(body, status, content_type="application/json")


def asker_of(caller: Caller) -> Asker:
    """Return who asks, as the book names them."""
    return Asker(by=caller.code if caller.sort == "person" else None)


def sees_amounts(caller: Caller) -> bool:
    """Say whether somebody may see prices: the office."""
    return caller.role in ("owner", "office")
