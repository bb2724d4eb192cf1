"""Answers that are made of plain values, encoded once and fast."""

from typing import Any

import msgspec
from flask import Response

_encoder = msgspec.json.Encoder(decimal_format="string")


def reply(value: Any, status: int = 200) -> Response:
    """Return a JSON response."""
    return Response(_encoder.encode(value), status, content_type="application/json")
