"""Shapes of lots and tags over HTTP."""

from marshmallow import fields, validate

from lotbook.lots.listing import ORDERS
from lotbook.web.schema import PageQuery, Schema


class LotsQuery(PageQuery):
    """Which lots, and in which order."""

    q = fields.String(
        load_default=None,
        validate=validate.Length(1, 100),
        metadata={
            "description": "part of a code, or all of a tag, of a number on a paper, of a supplier's code, or its day"
        },
    )
    product = fields.String(load_default=None, validate=validate.Length(1, 100))
    place = fields.String(load_default=None, validate=validate.Length(1, 100))
    status = fields.String(load_default=None, validate=validate.OneOf(("organic", "transitional", "nonorganic")))
    kind = fields.String(
        load_default=None, validate=validate.Length(1, 40), metadata={"description": "how it was made"}
    )
    from_ = fields.Date(data_key="from", load_default=None, metadata={"description": "made on this local day or later"})
    to = fields.Date(load_default=None, metadata={"description": "made on this local day or before"})
    in_stock = fields.Boolean(load_default=False, metadata={"description": "only what is not used up"})
    on_hold = fields.Boolean(load_default=False, metadata={"description": "only what may not be used"})
    order = fields.String(load_default="code", validate=validate.OneOf(tuple(ORDERS)))
    down = fields.Boolean(load_default=False, metadata={"description": "the last of the order first"})


class LotBody(Schema):
    """A lot and what is left of it."""

    lot = fields.String()
    kind = fields.String(allow_none=True)
    product = fields.String(allow_none=True)
    product_name = fields.String(allow_none=True)
    status = fields.String(allow_none=True)
    claimed = fields.String(allow_none=True)
    place = fields.String(allow_none=True)
    made_at = fields.String(allow_none=True)
    mass_mg = fields.Integer()
    mass = fields.String()
    units = fields.Dict(keys=fields.String(), values=fields.String())
    in_process_mg = fields.Integer()


class LotsPage(Schema):
    """Lots in the order that was asked for."""

    lots = fields.List(fields.Nested(LotBody))
    next = fields.String(allow_none=True)


class StockBody(Schema):
    """What lies where."""

    stock = fields.List(
        fields.Dict(),
        metadata={
            "description": "{product, status, place, mass_mg, units, lots, held, oldest_days, expires_in_days, ages}"
        },
    )
    held = fields.List(fields.String(), metadata={"description": "lots in stock that are on hold"})
    expiring = fields.List(
        fields.Dict(),
        metadata={
            "description": "{lot, product, place, made, expires, days_left, mass_mg, units, held}, soonest first"
        },
    )


class HoldBody(Schema):
    """A lot that may not be used or shipped now."""

    lot = fields.String()
    reason = fields.String(allow_none=True, metadata={"description": "`return` where a customer sent it back"})
    at = fields.String()
    by = fields.String(allow_none=True)


class HoldsBody(Schema):
    """All lots on hold, by code."""

    holds = fields.List(fields.Nested(HoldBody))


class LotStory(LotBody):
    """A lot with all that happened to it."""

    stock = fields.List(fields.Dict())
    hold = fields.Dict(allow_none=True, metadata={"description": "who last held or released it, and why"})
    events = fields.List(fields.Dict())
    provenance = fields.Dict(keys=fields.String(), values=fields.Dict())
    links = fields.Dict()
    tags = fields.List(fields.Dict())
    findings = fields.List(fields.Dict())


class TagBody(Schema):
    """What a tag means now."""

    tag = fields.String()
    state = fields.String(validate=validate.OneOf(("blank", "bound", "retired", "free")))
    lot = fields.String(allow_none=True)
    quantity = fields.Dict(allow_none=True)
