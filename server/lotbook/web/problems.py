"""Every refusal leaves as a problem document (RFC 9457), whoever raised it."""

import errno
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, request
from msgspec import json
from psycopg.errors import DiskFull
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, UnprocessableEntity

from lotbook.db import is_away
from lotbook.errors import Problem

PROBLEM_TYPE = "application/problem+json"
log = structlog.get_logger("lotbook")


def document(problem: Problem) -> dict[str, Any]:
    """Return the problem document of a refusal."""
    body: dict[str, Any] = {
        "type": f"/api/docs#refusal-{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
    }
    if problem.errors:
        body["errors"] = problem.errors
    return body


def answer(problem: Problem) -> Response:
    """Return the response of a refusal, with the headers that its status asks for."""
    response = Response(json.encode(document(problem)), problem.status, content_type=PROBLEM_TYPE)
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="lotbook"'
    if "seconds" in problem.args_:
        response.headers["Retry-After"] = str(problem.args_["seconds"])
    return response


def register(app: Flask) -> None:
    """Answer every error of an app with a problem document."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(OSError, _disk)
    app.register_error_handler(Exception, _our_mistake)


def _from_http(error: HTTPException) -> Response:
    if isinstance(error, UnprocessableEntity):
        # webargs keeps what marshmallow found by location and field.
        found = getattr(error, "data", {}).get("messages", {})
        return answer(Problem("invalid_fields", errors=by_field(found)))
    if isinstance(error, NotFound):
        return answer(Problem("not_found", path=request.path))
    if isinstance(error, MethodNotAllowed) and _only_a_page(request.path):
        return answer(Problem("not_found", path=request.path))
    if isinstance(error, MethodNotAllowed):
        refused = answer(Problem("method_not_allowed", method=request.method))
        refused.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
        return refused
    if error.code == 413:
        return answer(Problem("too_large", limit="what this address"))
    if error.code == 415:
        return answer(Problem("bad_media_type", wanted="application/json"))
    if error.code is not None and error.code < 400:
        return Response(status=error.code, headers=dict(error.get_headers()))
    if error.code is not None and error.code < 500:
        return answer(Problem("bad_request", detail=error.description or error.name))
    return _our_mistake(error)


def _only_a_page(path: str) -> bool:
    """Whether an address is nobody's: the app's pages answer GET everywhere, which makes nothing exist."""
    adapter = current_app.create_url_adapter(request)
    try:
        return adapter is not None and adapter.match(path, method="GET")[0] == "pages.show"
    except HTTPException:
        return False


def by_field(found: Any) -> dict[str, list[str]]:
    """Flatten marshmallow's messages into field paths: lines.0.quantity."""
    flat: dict[str, list[str]] = {}

    def walk(path: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(f"{path}.{key}" if path else str(key), inner)
        elif isinstance(value, list):
            flat.setdefault(path, []).extend(str(item) for item in value)
        else:
            flat.setdefault(path, []).append(str(value))

    for location, messages in found.items() if isinstance(found, dict) else ():
        walk("" if location in ("json", "query") and isinstance(messages, dict) else location, messages)
    return {"body" if path == "_schema" else path: words for path, words in flat.items()}


def _database(error: DBAPIError) -> Response:
    """A database that is away may break a call anywhere; whatever else it complains of is our mistake."""
    return _database_away(error) if is_away(error) else _our_mistake(error)


def _database_away(error: DBAPIError) -> Response:
    log.error("database_away", error=str(error.orig))
    if isinstance(error.orig, DiskFull) or "disk is full" in str(error.orig):
        return answer(Problem("storage_full"))
    return answer(Problem("unavailable", detail="The database does not answer; nothing was recorded. Try again."))


def _disk(error: OSError) -> Response:
    if error.errno not in (errno.ENOSPC, errno.EDQUOT):
        return _our_mistake(error)
    log.error("disk_full", error=str(error))
    return answer(Problem("storage_full"))


def _our_mistake(error: Exception) -> Response:
    log.error("unhandled", exc_info=error, path=request.path)
    return answer(Problem("internal", request=g.get("request_id", "unknown")))
