"""The shape of the day."""

from marshmallow import fields

from lotbook.web.schema import Schema

SUMS = {"description": "{product, place, mass_mg, units, events, before_mg}; before: the same day a week ago"}


class TodayBody(Schema):
    """A local day of the operation."""

    day = fields.String(metadata={"format": "date"})
    timezone = fields.String()
    mass_unit = fields.String()
    harvested = fields.List(
        fields.Dict(), metadata={"description": "{product, place, mass_mg, units, events, before_mg}"}
    )
    packed = fields.List(fields.Dict(), metadata={"description": "{product, place, mass_mg, units, events, before_mg}"})
    runs = fields.List(fields.Dict(), metadata={"description": "{run, place, first, last, closed, unaccounted_mg}"})
    devices = fields.List(fields.Dict(), metadata={"description": "{code, name, role, state, seen_at, missing}"})
    findings = fields.Dict(keys=fields.String(), values=fields.Integer())
    waiting = fields.Integer(metadata={"description": "entries held or in quarantine"})
