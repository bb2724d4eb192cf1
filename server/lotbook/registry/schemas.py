"""Shapes of histories over HTTP."""

from marshmallow import fields, validate

from lotbook.web.schema import Schema


class HistoryQuery(Schema):
    """Which versions."""

    after = fields.Integer(load_default=None, validate=validate.Range(1), metadata={"description": "`next` before"})
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500))


class ChangeBody(Schema):
    """A field that two versions say otherwise; null: nothing."""

    column = fields.String(metadata={"description": "a column of the kind's table, or a field that has none"})
    item = fields.String(allow_none=True, metadata={"description": "which item of a list: its first cell"})
    old = fields.String(allow_none=True)
    new = fields.String(allow_none=True)


class VersionBody(Schema):
    """One version of a record."""

    seq = fields.Integer()
    since = fields.String(allow_none=True, metadata={"description": "when the change was made"})
    by = fields.String(allow_none=True, metadata={"description": "a person's code, or the beginning of a token"})
    first = fields.Boolean()
    changes = fields.List(fields.Nested(ChangeBody))
    beside = fields.List(fields.String(), metadata={"description": "what changed beside the book; it is not kept"})
    restores = fields.Integer(allow_none=True, metadata={"description": "the version that was put back"})


class HistoryBody(Schema):
    """Versions of a record, the newest first."""

    versions = fields.List(fields.Nested(VersionBody))
    next = fields.Integer(allow_none=True)


class RestoreBody(Schema):
    """Which version is to be as it was."""

    restore = fields.Integer(required=True, strict=True, validate=validate.Range(1, 2**62))
