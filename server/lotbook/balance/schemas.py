"""Shapes of a mass balance over HTTP (2-contract.md, "Balance, as JSON")."""

from marshmallow import fields, validate

from lotbook.web.schema import Schema

ONE_OF = "give exactly one of commodity, variety, product, lot"


class StatementQuery(Schema):
    """A scope, and a period of the operation's own days, both included."""

    commodity = fields.String(load_default=None, validate=validate.Length(1, 100), metadata={"description": ONE_OF})
    variety = fields.String(load_default=None, validate=validate.Length(1, 100))
    product = fields.String(load_default=None, validate=validate.Length(1, 100))
    lot = fields.String(load_default=None, validate=validate.Length(1, 100))
    status = fields.String(load_default=None, metadata={"description": "only lots of this status"})
    from_ = fields.String(required=True, data_key="from", metadata={"format": "date", "description": "first day"})
    to = fields.String(required=True, metadata={"format": "date", "description": "last day, included"})


class Line(Schema):
    """One account, signed so that all add up to the closing."""

    account = fields.String()
    mass_mg = fields.Integer()
    mass = fields.String()
    units = fields.Dict(keys=fields.String(), values=fields.String())
    events = fields.Integer()


class ReasonBody(Schema):
    """Why the verdict is what it is."""

    code = fields.String()
    severity = fields.String(validate=validate.OneOf(("fail", "review", "unproven", "info")))
    about = fields.Dict()
    text = fields.String()


class StatementBody(Schema):
    """A mass balance of one scope over one period."""

    scope = fields.Dict()
    from_ = fields.String(data_key="from")
    to = fields.String()
    mass_unit = fields.String()
    lines = fields.List(fields.Nested(Line))
    closing = fields.Dict()
    weighed = fields.Dict(metadata={"description": "milligrams of what came in, by how they are known"})
    tolerance_percent = fields.String()
    counted = fields.Dict()
    variance = fields.Dict(allow_none=True)
    verdict = fields.String(validate=validate.OneOf(("pass", "unproven", "review", "fail")))
    reasons = fields.List(fields.Nested(ReasonBody))
    as_of = fields.Dict()


class BehindQuery(StatementQuery):
    """A line of a statement, and which page of its events."""

    account = fields.String(required=True, validate=validate.Length(1, 100), metadata={"description": "of the line"})
    after = fields.Integer(load_default=None, validate=validate.Range(0, 2**63 - 1))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1_000))


class BehindEntry(Schema):
    """An entry of the book, and what it put on the line."""

    seq = fields.Integer()
    mass_mg = fields.Integer()
    mass = fields.String()
    units = fields.Dict(keys=fields.String(), values=fields.String())
    entry = fields.Dict()


class BehindBody(Schema):
    """The events behind a line, in the order of the book; `mass_mg` is what all of them add up to."""

    account = fields.String()
    mass_mg = fields.Integer()
    mass = fields.String()
    count = fields.Integer()
    events = fields.List(fields.Nested(BehindEntry))
    provenance = fields.Dict(keys=fields.String(), values=fields.Dict())
    next = fields.Integer(allow_none=True)
    as_of = fields.Dict()


class IngredientsQuery(Schema):
    """A period of the operation's own days, both included."""

    from_ = fields.Date(required=True, data_key="from")
    to = fields.Date(required=True)


class IngredientsBody(Schema):
    """Recipes against what went in."""

    checks = fields.List(
        fields.Dict(),
        metadata={"description": "{recipe, product, ingredient, percent, output_mg, needed_mg, used_mg, verdict}"},
    )
