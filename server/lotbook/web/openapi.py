"""The API's own description: OpenAPI 3.1, with the JSON Schemas of events and records in it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask, request
from flask_smorest import Api as SmorestApi
from flask_smorest import Blueprint as SmorestBlueprint
from webargs.flaskparser import FlaskParser

from lotbook.web.body import read_form
from lotbook.web.problems import PROBLEM_TYPE
from lotbook.web.schema import ProblemBody

View = TypeVar("View", bound=Callable[..., Any])

PREFIX = "/api/v1"
SMALL_BODY = 64 * 1024
ABOUT = """Lotbook keeps one book of lots for a certified operation: what happened to every lot, in order, for ever.

Errors are problem documents (RFC 9457) with a stable `code`. Lists page by key: `?after=`."""


class Parser(FlaskParser):
    """Reads bodies within bounds, and lets no field pass that a schema does not know."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {"query": None, "json": None}  # noqa: RUF012

    def load_json(self, _request: Any, _schema: Any) -> Any:
        # No body at all is an empty one: POST /enrolments needs to say nothing.
        nothing = not request.content_length and not request.mimetype
        return {} if nothing else read_form(SMALL_BODY)


class Blueprint(SmorestBlueprint):  # type: ignore[misc]  # flask-smorest is untyped
    """A domain's routes, documented as they are declared."""

    ARGUMENTS_PARSER = Parser()

    if TYPE_CHECKING:
        # flask-smorest is untyped; these are the decorators that we use, as they behave.
        def get(self, rule: str, **options: Any) -> Callable[[View], View]: ...
        def post(self, rule: str, **options: Any) -> Callable[[View], View]: ...
        def put(self, rule: str, **options: Any) -> Callable[[View], View]: ...
        def delete(self, rule: str, **options: Any) -> Callable[[View], View]: ...
        def arguments(self, schema: Any, **options: Any) -> Callable[[View], View]: ...
        def response(self, status: int, schema: Any = None, **options: Any) -> Callable[[View], View]: ...
        def alt_response(self, status: int, **options: Any) -> Callable[[View], View]: ...
        @staticmethod
        def doc(**options: Any) -> Callable[[View], View]: ...


class Api(SmorestApi):  # type: ignore[misc]  # flask-smorest is untyped
    """The description; errors are answered by problems.py alone."""

    ERROR_SCHEMA = ProblemBody

    def _register_error_handlers(self) -> None:
        pass


def make_api(app: Flask, version: str) -> Api:
    """Return the API of an app, to register blueprints with."""
    app.config.update(
        API_TITLE="Lotbook",
        API_VERSION=version,
        OPENAPI_VERSION="3.1.0",
        API_SPEC_OPTIONS={
            "info": {"description": ABOUT, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
            "servers": [{"url": "/", "description": "this server"}],
            "security": [{"token": []}, {"cookie": []}],
        },
    )
    api = Api(app)
    schemes = api.spec.components
    schemes.security_scheme(
        "token",
        {"type": "http", "scheme": "bearer", "description": "a program's or a phone's: `OPERATION.secret`"},
    )
    schemes.security_scheme(
        "cookie",
        {"type": "apiKey", "in": "cookie", "name": "lotbook", "description": "a signed-in browser's"},
    )
    return api


def describe(app: Flask, api: Api, shapes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the whole document: what flask-smorest knows, the msgspec shapes, and who may call what."""
    document: dict[str, Any] = api.spec.to_dict()
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(shapes)
    for response in document["components"].get("responses", {}).values():
        content = response.get("content", {})
        if "application/json" in content:
            content[PROBLEM_TYPE] = content.pop("application/json")
    for rule in app.url_map.iter_rules():
        path = rule.rule.replace("<", "{").replace(">", "}")
        for converter in ("path:", "string:", "int:"):
            path = path.replace("{" + converter, "{")
        _say_who(document["paths"].get(path, {}), app.view_functions[rule.endpoint], rule.methods or set())
    return document


def _say_who(operations: dict[str, Any], view: Any, methods: set[str]) -> None:
    access = getattr(view, "access", None)
    for method in methods:
        operation = operations.get(method.lower())
        if operation is None or access is None:
            continue
        if access.public:
            operation["security"] = []
            who = "Anybody."
        else:
            who = "For: " + ", ".join(sorted(access.roles)) + ("; phones too." if access.devices else ".")
        for parameter in operation.get("parameters", []):
            _never_null(parameter)
        operation["description"] = (operation.get("description", "") + "\n\n" + who).strip()
        operation.setdefault("operationId", f"{operation['tags'][0]}_{view.__name__}")


def _never_null(parameter: dict[str, Any]) -> None:
    """A parameter in an address is there or left out; marshmallow's null says the latter."""
    schema = parameter.get("schema", {})
    if isinstance(schema.get("type"), list):
        schema["type"] = next(kind for kind in schema["type"] if kind != "null")
    if isinstance(schema.get("enum"), list):
        schema["enum"] = [choice for choice in schema["enum"] if choice is not None]
    if "default" in schema and schema["default"] is None:
        del schema["default"]
