"""Shapes of exercises over HTTP."""

from marshmallow import fields, validate

from lotbook.book.exercise import ASKED
from lotbook.web.schema import Schema

KIND = validate.OneOf(ASKED)


class AskBody(Schema):
    """What is asked: a kind and its query (the schemas Balance, Trace, Draw, Recall, Sales and Fsma204)."""

    kind = fields.String(required=True, validate=KIND)
    query = fields.Dict(required=True)


class ExercisesQuery(Schema):
    """Which exercises."""

    kind = fields.String(load_default=None, validate=KIND)
    after = fields.Integer(load_default=None, validate=validate.Range(0, 2**63 - 1))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1_000))


class ExerciseBody(Schema):
    """An exercise as the book has it; `result` is the SHA-256 of its answer's bytes."""

    id = fields.String()
    seq = fields.Integer()
    number = fields.Integer(allow_none=True)
    kind = fields.String()
    query = fields.Dict()
    as_of = fields.Dict()
    result = fields.String()
    at = fields.String()
    by = fields.String(allow_none=True)
    link = fields.String(allow_none=True)
    of = fields.String(allow_none=True, metadata={"description": "of a download: the exercise"})
    format = fields.String(allow_none=True)


class AnsweredBody(Schema):
    """An exercise and its sealed answer."""

    exercise = fields.Nested(ExerciseBody)
    result = fields.Dict()


class ExercisesPage(Schema):
    """Exercises, the newest first."""

    exercises = fields.List(fields.Nested(ExerciseBody))
    next = fields.Integer(allow_none=True)


class ChangesBody(Schema):
    """What has changed since an exercise was sealed, and which entries since then touch it."""

    as_of = fields.Dict()
    same = fields.Boolean()
    differences = fields.List(fields.Dict())
    entries = fields.List(fields.Dict())
