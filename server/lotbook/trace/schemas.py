"""Shapes of a trace over HTTP (2-contract.md, "Trace, as JSON")."""

from marshmallow import fields, validate

from lotbook.web.schema import Schema


class TraceQuery(Schema):
    """How many of the nearest lots and links; 0 is all of them."""

    limit = fields.Integer(
        load_default=1_000,
        validate=validate.Range(0, 10_000_000),
        metadata={"description": "how many of the nearest lots and links; 0 streams all"},
    )


class LineageQuery(Schema):
    """How many lots of each side."""

    most = fields.Integer(
        load_default=500,
        validate=validate.Range(1, 10_000),
        metadata={"description": "how many of the nearest lots on each side"},
    )


class LineageBody(Schema):
    """What lies around a lot, for a picture."""

    lot = fields.String()
    back = fields.Dict(metadata={"description": "{direction, whole, lots, links, suppliers}; `whole` says it is all"})
    forward = fields.Dict(metadata={"description": "{direction, whole, lots, links, customers}"})


class TracedLot(Schema):
    """Another lot of the trace."""

    lot = fields.String()
    kind = fields.String(allow_none=True)
    product = fields.String(allow_none=True)
    status = fields.String(allow_none=True)
    place = fields.String(allow_none=True)
    at = fields.String(allow_none=True)
    mass_mg = fields.Integer()
    share = fields.String(allow_none=True)
    depth = fields.Integer()


class TraceBody(Schema):
    """Where a lot came from, or where it went."""

    lot = fields.String()
    direction = fields.String(validate=validate.OneOf(("back", "forward")))
    elapsed_ms = fields.Float()
    count = fields.Integer()
    truncated = fields.Boolean()
    lots = fields.List(fields.Nested(TracedLot))
    links = fields.List(fields.Dict())
    origins = fields.List(fields.Dict())
    customers = fields.List(fields.Dict())
    on_hand = fields.List(fields.Dict())
    accounted = fields.Dict(allow_none=True)
    gaps = fields.List(fields.Dict())
    as_of = fields.Dict()
