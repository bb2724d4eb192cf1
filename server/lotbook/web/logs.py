"""One line of JSON for each request, on standard error: never a secret, a name or a query string."""

import logging
import re
import sys
import time
from contextlib import suppress

import structlog
from flask import Flask, Response, g, request

from lotbook.kit.ids import uuid7

_OURS = re.compile(r"[0-9A-Za-z._-]{8,64}")
log = structlog.get_logger("lotbook")


class _Stderr:
    """Standard error, where a line that cannot be written is let go: a full disk must not cost anybody an answer."""

    def write(self, line: str) -> None:
        with suppress(OSError):
            sys.stderr.write(line)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def configure() -> None:
    """Write logs as lines of JSON on standard error. Tracebacks carry no variables: those hold secrets."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # Asked for each line, because whoever runs us may have put another stream in its place.
        logger_factory=lambda *_: structlog.WriteLogger(_Stderr()),  # type: ignore[arg-type]
        cache_logger_on_first_use=False,
    )


def register(app: Flask) -> None:
    """Give every request an id, and log how it ended."""

    @app.before_request
    def begin() -> None:
        asked = request.headers.get("X-Request-Id", "")
        g.request_id = asked if _OURS.fullmatch(asked) else uuid7()
        g.started = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "")
        if request.path in ("/healthz", "/metrics"):
            return response
        caller = g.get("caller")
        log.info(
            "request",
            id=g.get("request_id"),
            method=request.method,
            route=request.url_rule.rule if request.url_rule else None,
            status=response.status_code,
            ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
            operation=caller.operation if caller else None,
            caller=caller.sort if caller else None,
        )
        return response
