"""Answers packed as gzip where the asker understands it: fields have slow networks."""

import gzip

from flask import Flask, Response, request

SMALLEST = 1_400
"""Bytes; what fits one packet gains nothing."""

KINDS = frozenset({"application/json", "application/problem+json", "text/html", "text/css", "text/plain"})


def register(app: Flask) -> None:
    """Pack what is whole in memory, large enough, and text."""

    @app.after_request
    def pack(response: Response) -> Response:
        if response.mimetype not in KINDS or response.is_streamed or response.direct_passthrough:
            return response
        response.vary.add("Accept-Encoding")
        if "Content-Encoding" in response.headers or request.accept_encodings.quality("gzip") == 0:
            return response
        data = response.get_data()
        if len(data) >= SMALLEST:
            response.set_data(gzip.compress(data, 4))
            response.headers["Content-Encoding"] = "gzip"
        return response
