"""Shapes of the journal over HTTP."""

from marshmallow import fields, validate

from lotbook.journal.acts import GROUPS
from lotbook.web.schema import PageQuery, Schema


class JournalQuery(PageQuery):
    """Whose acts, of what sort, of which days."""

    by = fields.String(load_default=None, validate=validate.Length(1, 100))
    group = fields.String(load_default=None, validate=validate.OneOf(tuple(GROUPS)))
    from_ = fields.Date(load_default=None, data_key="from")
    to = fields.Date(load_default=None)


class ActBody(Schema):
    """What somebody did; its words come from the reader's catalogue, by `act`, `subject` and `args`."""

    at = fields.DateTime()
    by = fields.String(allow_none=True)
    act = fields.String()
    subject = fields.String(allow_none=True)
    args = fields.Dict()
    seq = fields.Integer(allow_none=True, metadata={"description": "of the book's entry that says it, where one does"})


class JournalPage(Schema):
    """What people did, the newest first. A page may be short and have a next one."""

    acts = fields.List(fields.Nested(ActBody))
    next = fields.String(allow_none=True)


class ExportBody(Schema):
    """A table that was taken away as a file made in the browser."""

    name = fields.String(required=True, validate=validate.Length(1, 200))
    format = fields.String(required=True, validate=validate.OneOf(("csv", "json", "svg", "png")))
    rows = fields.Integer(required=True, validate=validate.Range(0, 1_000_000))
