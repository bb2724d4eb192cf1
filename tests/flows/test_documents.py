"""The API's own description, for programs and for people."""

import re
from typing import Any

import pytest
from flask import Flask

from lotbook.book.events import EVENT_TYPES
from lotbook.errors import REFUSALS


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    answer = app.test_client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    return found


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(references(inner) for inner in value.values()), set())
    if isinstance(value, list):
        return set().union(*(references(inner) for inner in value), set())
    return set()


def test_it_is_openapi_3_1_and_holds_every_kind_of_event(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]

    assert document["openapi"] == "3.1.0"
    for name, kind in EVENT_TYPES.items():
        assert schemas[kind.__name__]["properties"]["kind"]["enum"] == [name]
    events = document["paths"]["/api/v1/events"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    kinds = {choice["$ref"] for choice in schemas[events["items"]["$ref"].rpartition("/")[2]]["anyOf"]}
    assert kinds == {f"#/components/schemas/{kind.__name__}" for kind in EVENT_TYPES.values()}


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for reference in references(document):
        found: Any = document
        for part in reference.removeprefix("#/").split("/"):
            assert part in found, reference
            found = found[part]


def test_every_route_of_the_api_is_described_with_who_may_call_it(app: Flask, document: dict[str, Any]) -> None:
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/api/v1/") or rule.rule.endswith("openapi.json"):
            continue
        path = re.sub(r"<(?:[a-z]+:)?([a-z0-9_]+)>", r"{\1}", rule.rule)
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}:
            operation = document["paths"][path][method.lower()]
            assert operation["summary"]
            assert re.search(r"Anybody\.|For: ", operation["description"]), path
            assert operation["responses"]


def test_operation_ids_are_one_each(document: dict[str, Any]) -> None:
    ids = [
        operation["operationId"]
        for operations in document["paths"].values()
        for method, operation in operations.items()
        if method != "parameters"
    ]

    assert len(ids) == len(set(ids))


def test_errors_are_problem_documents_there_too(document: dict[str, Any]) -> None:
    error = document["components"]["responses"]["DEFAULT_ERROR"]

    assert list(error["content"]) == ["application/problem+json"]


def test_the_page_names_every_call_and_every_refusal_and_loads_nothing_from_elsewhere(
    app: Flask, document: dict[str, Any]
) -> None:
    page = app.test_client().get("/api/docs")

    assert page.content_type.startswith("text/html")
    assert "<script" not in page.text
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page.text) == []
    for path in document["paths"]:
        assert path in page.text
    for code in REFUSALS:
        assert f'id="refusal-{code}"' in page.text
    assert app.test_client().get("/api/docs.css").content_type.startswith("text/css")
