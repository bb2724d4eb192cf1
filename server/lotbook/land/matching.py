"""To which places the shapes of a GeoJSON file belong, and what is wrong with each. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from lotbook.registry.boundaries import Fault, Shape, area_m2, geojson, tidied

FEATURES_MAX = 2_000
_NAMES = ("code", "id", "place", "name", "label", "title", "field", "field_name", "fieldname", "block", "bed", "lot")
"""What programs of farms call a field's name, as far as they agree; the first that names a place of ours holds."""


def features_of(file: Any) -> list[dict[str, Any]] | None:
    """Return the features of a GeoJSON object; a geometry alone is one. None where it is no GeoJSON of shapes."""
    if not isinstance(file, dict):
        return None
    kind = file.get("type")
    if kind == "FeatureCollection":
        features = file.get("features")
        return features if isinstance(features, list) and all(isinstance(one, dict) for one in features) else None
    if kind == "Feature":
        return [file]
    return [{"type": "Feature", "geometry": file}] if kind in ("Polygon", "MultiPolygon") else None


def matched(features: Iterable[Mapping[str, Any]], names: Mapping[str, str | None]) -> list[dict[str, Any]]:
    """Return each shape with the place it names, as we would keep it, or with its fault.

    `names` are names of places by code. A code is tried before a name, without regard to case; a name that several
    places have names none. Of several shapes for one place the first has it.
    """
    by_code = {code.casefold(): code for code in names}
    by_name: dict[str, str | None] = {}
    for code, name in names.items():
        key = (name or "").strip().casefold()
        by_name[key] = None if key in by_name else code
    found, taken = [], set[str]()
    for number, feature in enumerate(features):
        said = _said(feature)
        place = next((one for text in said if (one := by_code.get(text.casefold()))), None)
        place = place or next((one for text in said if (one := by_name.get(text.casefold()))), None)
        if place in taken:
            place = None
        taken |= {place} if place is not None else set()
        found.append({"number": number, "label": said[0] if said else None, "place": place, **_shape(feature)})
    return found


def _said(feature: Mapping[str, Any]) -> list[str]:
    given = feature.get("properties")
    properties = {str(key).casefold(): value for key, value in given.items()} if isinstance(given, dict) else {}
    values = [properties.get(name) for name in _NAMES]
    texts = [str(one).strip() for one in (*values, feature.get("id")) if isinstance(one, str | int)]
    return [text[:100] for text in texts if text]


def _shape(feature: Mapping[str, Any]) -> dict[str, Any]:
    try:
        shape: Shape = tidied(feature.get("geometry"))
        if not shape:
            raise Fault("no_area")
    except Fault as fault:
        return {"boundary": None, "area_m2": None, "fault": fault.code, "at": fault.at}
    return {"boundary": geojson(shape), "area_m2": area_m2(shape), "fault": None, "at": None}
