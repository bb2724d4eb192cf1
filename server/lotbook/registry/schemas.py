"""Shapes of histories and tables over HTTP."""

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


class TableQuery(Schema):
    """Which file."""

    template = fields.Boolean(load_default=False, metadata={"description": "the headings alone"})


class TableTakeQuery(Schema):
    """Look, or take."""

    take = fields.String(
        load_default=None, validate=validate.Length(max=100), metadata={"description": "`seen` of the preview"}
    )


class MistakeBody(Schema):
    """What is wrong in a cell."""

    row = fields.Integer(metadata={"description": "as a spreadsheet counts, the headings being row 1"})
    column = fields.String()
    code = fields.String()
    value = fields.String()
    choices = fields.String()
    text = fields.String(metadata={"description": "the whole sentence in English"})


class TableRowBody(Schema):
    """What the rows of one code would do."""

    row = fields.Integer()
    code = fields.String()
    what = fields.String(validate=validate.OneOf(("new", "change", "same", "wrong")))
    changes = fields.List(fields.Nested(ChangeBody))
    mistakes = fields.List(fields.Nested(MistakeBody))


class TableBody(Schema):
    """What a file would change, or did."""

    rows = fields.List(fields.Nested(TableRowBody))
    ignored = fields.List(fields.String(), metadata={"description": "headings that are no column of this kind"})
    seen = fields.String()
    taken = fields.Integer()
