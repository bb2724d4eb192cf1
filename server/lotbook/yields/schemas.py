"""Shapes of yields over HTTP."""

from marshmallow import fields, validate

from lotbook.web.schema import Schema
from lotbook.yields.season import WAYS


class DaysQuery(Schema):
    """Which local days, both ends included."""

    from_ = fields.Date(required=True, data_key="from")
    to = fields.Date(required=True)


class SeasonQuery(DaysQuery):
    """Which harvest, in which groups."""

    by = fields.String(load_default="block", validate=validate.OneOf(WAYS))
    commodity = fields.String(load_default=None, validate=validate.Length(1, 100))


class PackoutQuery(DaysQuery):
    """Of which commodity."""

    commodity = fields.String(required=True, validate=validate.Length(1, 100))


class LotsBehindQuery(DaysQuery):
    """Of which harvest; an empty text is what nobody said: no place, no crew. With `part`, of which packout."""

    place = fields.String(load_default=None, validate=validate.Length(0, 100))
    product = fields.String(load_default=None, validate=validate.Length(0, 100))
    variety = fields.String(load_default=None, validate=validate.Length(0, 100))
    commodity = fields.String(load_default=None, validate=validate.Length(1, 100))
    planting = fields.String(load_default=None, validate=validate.Length(1, 100))
    crew = fields.String(load_default=None, validate=validate.Length(0, 100))
    person = fields.String(load_default=None, validate=validate.Length(0, 100))


class PackoutLotsQuery(PackoutQuery):
    """Of which place, and which part of what packing made of its harvest."""

    place = fields.String(load_default="", validate=validate.Length(0, 100))
    part = fields.String(
        load_default="all", validate=validate.Length(1, 200), metadata={"description": "a column's key, or `all`"}
    )


class LotsBehindBody(Schema):
    """The lots behind a figure, those with most of it first; the total is of all of them."""

    from_ = fields.String(data_key="from", metadata={"format": "date"})
    to = fields.String(metadata={"format": "date"})
    mass_mg = fields.Integer()
    count = fields.Integer()
    lots = fields.List(
        fields.Dict(),
        metadata={"description": "{lot, product, product_name, status, places, first_day, last_day, mass_mg, units}"},
    )


class PlantingsQuery(DaysQuery):
    """Which plantings: of a place, or one alone."""

    place = fields.String(load_default=None, validate=validate.Length(1, 100))
    code = fields.String(load_default=None, validate=validate.Length(1, 100))


class PlantingsBody(Schema):
    """Plantings beside their plans."""

    from_ = fields.String(data_key="from", metadata={"format": "date"})
    to = fields.String(metadata={"format": "date"})
    plantings = fields.List(
        fields.Dict(),
        metadata={
            "description": "{planting, product, places, planted, area_m2, plans, plan_mg, plan_whole_mg, mass_mg,"
            " last_picked}; `plan_mg` is what was expected of these days"
        },
    )
    waiting = fields.List(fields.Dict(), metadata={"description": "{planting, plans} of codes that nobody planted yet"})


class SeasonBody(Schema):
    """The harvest of some days, beside the same days a year before."""

    from_ = fields.String(data_key="from", metadata={"format": "date"})
    to = fields.String(metadata={"format": "date"})
    by = fields.String()
    commodity = fields.String(allow_none=True)
    mass_unit = fields.String()
    groups = fields.List(
        fields.Dict(),
        metadata={"description": "{key, name, mass_mg, units, events, before_mg, plan_mg, area_m2, …}"},
    )
    mass_mg = fields.Integer()
    before_mg = fields.Integer()
    plan_mg = fields.Integer(allow_none=True, metadata={"description": "what plans expected of these days"})
    plan_whole_mg = fields.Integer(allow_none=True, metadata={"description": "the whole of those plans"})
    curve = fields.List(fields.Dict(), metadata={"description": "{day, mass_mg} so far, on days with a harvest"})
    curve_before = fields.List(fields.Dict(), metadata={"description": "the year before, by the days of this one"})
    curve_plan = fields.List(fields.Dict(), metadata={"description": "expected so far, where the pace changes"})


class BlocksBody(Schema):
    """Blocks with what grows there and came of it."""

    from_ = fields.String(data_key="from", metadata={"format": "date"})
    to = fields.String(metadata={"format": "date"})
    blocks = fields.List(fields.Dict())


class PackoutBody(Schema):
    """What packing made of each block's harvest, in milligrams."""

    from_ = fields.String(data_key="from", metadata={"format": "date"})
    to = fields.String(metadata={"format": "date"})
    commodity = fields.String()
    columns = fields.List(fields.Dict(), metadata={"description": "{key, name}: grades, then losses"})
    blocks = fields.List(fields.Dict(), metadata={"description": "{place, packed_mg, parts: {key: mass_mg}}"})
