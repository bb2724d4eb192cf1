"""Shapes of the map over HTTP."""

from marshmallow import fields

from lotbook.web.schema import Schema


class TilesBody(Schema):
    """What lies under the map."""

    path = fields.String(metadata={"description": "of a picture on this server, with {z}, {x} and {y} in it"})
    credit = fields.String(metadata={"description": "to be shown beside it, as text"})
    zoom_max = fields.Integer()


class MapBody(Schema):
    """The farm's land, GeoJSON (RFC 7946)."""

    type = fields.String()
    name = fields.String()
    day = fields.String(metadata={"format": "date", "description": "whose status is shown"})
    bbox = fields.List(fields.Float(), metadata={"description": "west, south, east, north"})
    tiles = fields.Nested(TilesBody, metadata={"description": "where the operation names a source of them"})
    features = fields.List(
        fields.Dict(),
        metadata={"description": "properties {code, name, kind, parent, status, area, drawn_m2, centre}"},
    )


class MatchedBody(Schema):
    """The shapes of a file, each with the place that it names."""

    shapes = fields.List(
        fields.Dict(),
        metadata={
            "description": "{number, label, place, boundary, area_m2, fault, at}; `fault` says why a shape cannot be"
            " a boundary, and `boundary` is null then"
        },
    )
