"""How the sample stands, and what its removal takes along."""

from marshmallow import fields, validate

from lotbook.web.schema import Schema


class SampleBody(Schema):
    """Whether there is a sample farm beside this one."""

    state = fields.String(metadata={"description": "none, loading, loaded, or within: this is the sample"})
    taken = fields.Integer(metadata={"description": "lines of its book that are loaded"})
    lines = fields.Integer(metadata={"description": "lines of its book in all"})
    more = fields.Integer(metadata={"description": "entries that were recorded in it since"})
    phones = fields.Integer(metadata={"description": "phones that were enrolled in it"})


class RemovalQuery(Schema):
    """What else goes."""

    more = fields.Integer(load_default=0, validate=validate.Range(0, 1_000_000_000))
