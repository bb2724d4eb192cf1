"""The shape of the day."""

from marshmallow import fields

from lotbook.web.schema import Schema


class TodayBody(Schema):
    """A local day of the operation."""

    day = fields.String(metadata={"format": "date"})
    timezone = fields.String()
    mass_unit = fields.String()
    harvested = fields.List(fields.Dict(), metadata={"description": "{product, place, mass_mg, units, events}"})
    packed = fields.List(fields.Dict(), metadata={"description": "{product, place, mass_mg, units, events}"})
    runs = fields.List(fields.Dict(), metadata={"description": "{run, place, first, last, closed, unaccounted_mg}"})
    devices = fields.List(fields.Dict(), metadata={"description": "{code, name, role, state, seen_at, missing}"})
    findings = fields.Dict(keys=fields.String(), values=fields.Integer())
    waiting = fields.Integer(metadata={"description": "entries held or in quarantine"})
