"""Every route says who may call it, and each role gets as far as it should."""

import re

import pytest
from flask import Flask

from lotbook.identity.access import access_of
from tests.support.farm import ROLES, Farm

PUBLIC = {
    "/",
    "/<path:path>",
    "/healthz",
    "/readyz",
    "/metrics",
    "/api/docs",
    "/api/docs.css",
    "/api/v1/openapi.json",
    "/api/v1/session",
    "/api/v1/setup",
    "/api/v1/devices",
    "/api/v1/inspection",
    "/api/v1/public/lots/<operation>/<path:code>",
}


def test_every_route_declares_who_may_call_it(app: Flask) -> None:
    silent = [rule.rule for rule in app.url_map.iter_rules() if access_of(app.view_functions[rule.endpoint]) is None]

    assert silent == []


def test_what_anybody_may_call_is_on_a_short_list(app: Flask) -> None:
    views = app.view_functions
    found = {rule.rule for rule in app.url_map.iter_rules() if access_of(views[rule.endpoint]).public}  # type: ignore[union-attr]

    assert found == PUBLIC


def test_a_route_that_forgot_its_declaration_answers_nobody(app: Flask) -> None:
    name = "forgotten"
    app.view_functions[name] = lambda: "secret"
    rule = app.url_rule_class("/forgotten", endpoint=name, methods={"GET"})
    app.url_map.add(rule)
    try:
        answer = app.test_client().get("/forgotten")
    finally:
        app.view_functions.pop(name)
        app.url_map._rules.remove(rule)
        app.url_map._rules_by_endpoint.pop(name)

    assert answer.status_code == 403
    assert "secret" not in answer.text


def protected(app: Flask) -> list[tuple[str, str, frozenset[str], bool]]:
    """Every protected call: method, path with something in its places, roles, phones."""
    calls = []
    for rule in app.url_map.iter_rules():
        access = access_of(app.view_functions[rule.endpoint])
        assert access is not None
        if access.public:
            continue
        path = re.sub(r"<[^>]+>", "X", re.sub(r"<int:[^>]+>", "1", rule.rule))
        methods = sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})
        calls += [(method, path.removeprefix("/api/v1"), access.roles, access.devices) for method in methods]
    return calls


def test_without_a_token_nothing_opens(farm: Farm) -> None:
    for method, path, _, _ in protected(farm.app):
        answer = farm.call(method, path, None)

        assert (answer.status_code, answer.get_json()["code"]) == (401, "sign_in_needed"), (method, path)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_stopped_exactly_where_it_should_be(farm: Farm, role: str) -> None:
    for method, path, roles, _ in protected(farm.app):
        if path.endswith("/password"):
            continue  # it looks at whose password, too
        answer = farm.call(method, path, role)

        stopped = answer.status_code == 403 and answer.get_json()["code"] == "not_allowed"
        pushing = path == "/sync/push"
        assert stopped == (role not in roles or pushing), (method, path, role, answer.text)


def test_a_phone_reaches_only_what_phones_need(farm: Farm) -> None:
    phone = farm.enrol(81, "office")
    for method, path, roles, devices in protected(farm.app):
        answer = farm.call(method, path, phone.token)

        stopped = answer.status_code == 403 and answer.get_json()["code"] == "not_allowed"
        assert stopped == (not devices or "office" not in roles), (method, path)


def test_a_token_of_one_farm_is_worth_nothing_at_another(farm: Farm) -> None:
    from tests.support.farm import make_farm

    other = make_farm(farm.app)
    stolen = farm.tokens["owner"].replace(farm.code, other.code)

    assert farm.get("/places", stolen).get_json()["code"] == "bad_token"
