"""The OpenAPI document and a page to read it, made from it: plain HTML, nothing from elsewhere."""

from typing import Any

import msgspec
from flask import Blueprint, Response, current_app, render_template

from lotbook.errors import REFUSALS
from lotbook.identity.access import public

blueprint = Blueprint("documents", __name__, template_folder="templates", static_folder=None)
EXTENSION = "lotbook-openapi"


@blueprint.get("/api/v1/openapi.json")
@public
def openapi() -> Response:
    """The description of this API, for programs."""
    response = Response(msgspec.json.encode(document()), content_type="application/json")
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/api/docs")
@public
def page() -> str:
    """The description of this API, for people."""
    described = document()
    return render_template(
        "documents.html",
        info=described["info"],
        sections=_sections(described),
        schemas=sorted(described["components"]["schemas"].items()),
        refusals=sorted(REFUSALS.items()),
        pretty=_pretty,
        link=_link,
    )


@blueprint.get("/api/docs.css")
@public
def style() -> Response:
    """How that page looks."""
    response = Response(render_template("documents.css"), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def document() -> dict[str, Any]:
    """Return the description that was made when the app was."""
    described: dict[str, Any] = current_app.extensions[EXTENSION]
    return described


def _sections(described: dict[str, Any]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    by_tag: dict[str, list[dict[str, Any]]] = {}
    for path, operations in described["paths"].items():
        shared = operations.get("parameters", [])
        for method, operation in operations.items():
            if method == "parameters":
                continue
            call = {"method": method.upper(), "path": path, **operation}
            call["parameters"] = [*shared, *operation.get("parameters", [])]
            by_tag.setdefault(operation["tags"][0], []).append(call)
    words = {tag["name"]: tag.get("description", "") for tag in described.get("tags", [])}
    return [(tag, words.get(tag, ""), calls) for tag, calls in sorted(by_tag.items())]


def _link(schema: dict[str, Any] | None) -> str:
    """Return the name of the schema that another refers to, or an empty text."""
    reference = (schema or {}).get("$ref") or ((schema or {}).get("items") or {}).get("$ref") or ""
    return str(reference).rpartition("/")[2]


def _pretty(schema: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode()
