"""The map of the farm over HTTP, and shapes of a file before they are kept."""

from flask import Response

from lotbook.db import reading
from lotbook.errors import Problem
from lotbook.identity.access import OFFICE, READERS, allow, current_operation
from lotbook.land.matching import FEATURES_MAX, features_of, matched
from lotbook.land.queries import farm_map, names_of_places
from lotbook.land.schemas import MapBody, MatchedBody
from lotbook.web.body import read_json
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("land", __name__, description="The map of the farm.")
FILE_LIMIT = 5 * 1024 * 1024
"""Bytes; some thousand fields of a hundred corners."""


@blueprint.get("/map")
@blueprint.response(200, MapBody)
@allow(*READERS, "packer", part="records")
def show() -> Response:
    """The farm's land as GeoJSON; a field that nobody drew yet is there without a geometry."""
    with reading() as session:
        return reply(farm_map(session, current_operation(session)))


@blueprint.post("/map/shapes")
@blueprint.doc(requestBody={"required": True, "content": {"application/json": {"schema": {"type": "object"}}}})
@blueprint.response(200, MatchedBody)
@allow(*OFFICE)
def shapes() -> Response:
    """What a GeoJSON file would change: its shapes, tidied, with the places that they name. Nothing is kept."""
    features = features_of(read_json(FILE_LIMIT))
    if features is None or len(features) > FEATURES_MAX:
        raise Problem("bad_geojson", most=f"{FEATURES_MAX:,}")
    with reading() as session:
        names = names_of_places(session, current_operation(session))
    return reply({"shapes": matched(features, names)})
