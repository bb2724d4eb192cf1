"""The map of the farm over HTTP, what lies under it, and shapes of a file before they are kept."""

from importlib.metadata import version

from flask import Response, current_app

from lotbook.db import reading
from lotbook.errors import Problem
from lotbook.identity.access import OFFICE, READERS, allow, current_caller, current_operation
from lotbook.land.fetching import NoPicture, fetch
from lotbook.land.matching import FEATURES_MAX, features_of, matched
from lotbook.land.queries import farm_map, names_of_places, tile_source
from lotbook.land.schemas import MapBody, MatchedBody
from lotbook.registry.tiles import ZOOM_MAX, address, mark
from lotbook.web.body import read_json
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("land", __name__, description="The map of the farm.")
FILE_LIMIT = 5 * 1024 * 1024
"""Bytes; some thousand fields of a hundred corners."""
ZOOM_USUAL = 19
_DAY_S = 86_400
KEPT_S, KEPT_S_MAX = 7 * _DAY_S, 30 * _DAY_S
"""Seconds that a browser keeps a picture; a week is what OpenStreetMap's policy for tiles asks for at least."""


@blueprint.get("/map")
@blueprint.response(200, MapBody)
@allow(*READERS, "packer", part="records")
def show() -> Response:
    """The farm's land as GeoJSON; a field that nobody drew yet is there without a geometry."""
    with reading() as session:
        operation = current_operation(session)
        found = farm_map(session, operation)
        # A link's browser shows no token with a picture, and what it looks at is noted: it has none.
        source = tile_source(session, operation) if current_caller().sort != "link" else None
    if source is not None:
        path = f"/api/v1/tiles/{mark(source.url)}/{{z}}/{{x}}/{{y}}"
        found["tiles"] = {"path": path, "credit": source.credit, "zoom_max": source.zoom_max or ZOOM_USUAL}
    return reply(found)


@blueprint.get("/tiles/<of>/<int:z>/<int:x>/<int:y>")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="image/png")
@allow(*READERS, "packer")
def tile(of: str, z: int, x: int, y: int) -> Response:
    """A picture of what lies under the map, from where the operation says; `of` is the mark of that source.

    We ask for it, so that whoever draws it does not learn who looks at which farm (docs/decisions/0032).
    """
    with reading() as session:
        source = tile_source(session, current_operation(session))
    if source is None or of != mark(source.url):
        raise Problem("no_tile")
    if z > min(source.zoom_max or ZOOM_USUAL, ZOOM_MAX) or not (x < 2**z and y < 2**z):
        raise Problem("no_tile")
    page = current_app.config["PUBLIC_URL"]
    who = f"Lotbook/{version('lotbook')} (+{page})"
    try:
        found = fetch(address(source.url, z, x, y), current_app.config["TILE_HOSTS"], who, f"{page}/")
    except NoPicture as problem:
        raise Problem(problem.refusal, detail=str(problem)) from None
    # What its server says, and a week where it says nothing: nobody is asked twice for one picture.
    keeps = min(KEPT_S if found.keeps_s is None else found.keeps_s, KEPT_S_MAX)
    return Response(found.data, content_type=found.kind, headers={"Cache-Control": f"private, max-age={keeps}"})


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
