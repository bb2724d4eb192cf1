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


class SeasonBody(Schema):
    """The harvest of some days, beside the same days a year before."""

    from_ = fields.String(data_key="from", metadata={"format": "date"})
    to = fields.String(metadata={"format": "date"})
    by = fields.String()
    commodity = fields.String(allow_none=True)
    mass_unit = fields.String()
    groups = fields.List(
        fields.Dict(), metadata={"description": "{key, name, mass_mg, units, events, before_mg, area_m2, per_area}"}
    )
    mass_mg = fields.Integer()
    before_mg = fields.Integer()
    curve = fields.List(fields.Dict(), metadata={"description": "{day, mass_mg} so far, on days with a harvest"})
    curve_before = fields.List(fields.Dict(), metadata={"description": "the year before, by the days of this one"})


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
