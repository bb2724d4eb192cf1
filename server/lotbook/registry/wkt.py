"""A boundary as the text of a cell: WKT, which QGIS and databases read, else the GeoJSON that it is. Pure.

What was written reads back as it was, to the last digit. OGC 06-103r4 (ISO 19125-1): POLYGON and MULTIPOLYGON, with
or without heights.
"""

import json
import re
from typing import Any

_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_CORNER = re.compile(rf"{_NUMBER}(?:\s+{_NUMBER})*")
_HEAD = re.compile(r"\s*(MULTIPOLYGON|POLYGON)\s*Z?\s*(EMPTY\s*\Z)?", re.IGNORECASE)
_WHOLE = re.compile(r"[+-]?[0-9]+\Z")
_BRACKETS = str.maketrans("()", "[]")
_TYPES = {"POLYGON": ("Polygon", 2), "MULTIPOLYGON": ("MultiPolygon", 3)}
"""By their names in WKT: GeoJSON's, and how deep the lists of corners lie."""


def write_shape(geometry: Any) -> str:
    """Return a boundary as a cell says it."""
    return _written(geometry) or json.dumps(geometry, ensure_ascii=False, sort_keys=True)


def read_shape(text: str) -> Any:
    """Return the GeoJSON geometry that a cell says, whatever its shape is worth; raises ValueError for other words."""
    if text.lstrip().startswith("{"):
        return _read_json(text)
    head = _HEAD.match(text)
    if head is None:
        raise ValueError("neither WKT nor GeoJSON")
    if head[2] is not None:
        return {"type": _TYPES[head[1].upper()][0], "coordinates": []}
    lists = _CORNER.sub(lambda corner: f"({', '.join(map(_number, corner[0].split()))})", text[head.end() :])
    return {"type": _TYPES[head[1].upper()][0], "coordinates": _read_json(lists.translate(_BRACKETS))}


def _read_json(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("brackets in brackets in brackets") from None


def _written(geometry: Any) -> str | None:
    """WKT, where it says all that the geometry does."""
    if not isinstance(geometry, dict) or set(geometry) != {"type", "coordinates"}:
        return None
    for name, (type_, depth) in _TYPES.items():
        if geometry["type"] == type_:
            if geometry["coordinates"] == []:
                return f"{name} EMPTY"
            corners: list[list[Any]] = []
            body = _brackets(geometry["coordinates"], depth, corners)
            sizes = {len(corner) for corner in corners}
            return None if body is None or len(sizes) != 1 else f"{name}{' Z' * (sizes == {3})} {body}"
    return None


def _brackets(some: Any, depth: int, corners: list[list[Any]]) -> str | None:
    if not isinstance(some, list) or not some:
        return None
    if depth == 0:
        corners.append(some)
        plain = len(some) in (2, 3) and all(type(one) in (int, float) for one in some)
        return " ".join(map(repr, some)) if plain else None
    parts = [_brackets(one, depth - 1, corners) for one in some]
    return None if None in parts else f"({', '.join(map(str, parts))})"


def _number(text: str) -> str:
    return repr(int(text) if _WHOLE.match(text) else float(text))
