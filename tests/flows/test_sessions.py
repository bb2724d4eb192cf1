"""People at the desk: setting up, signing in, signing out, and pages that are not ours."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lotbook.app import create_app
from lotbook.config import Settings
from lotbook.db import db
from lotbook.identity.views.sessions import throttle
from tests.support.databases import Databases
from tests.support.farm import API, Farm

PASSWORD = "blue tractor under the oak"


@pytest.fixture
def signed_up(farm: Farm) -> Farm:
    """A farm whose owner has a password."""
    assert farm.post("/people/p-owner/password", {"password": PASSWORD}, "owner").status_code == 204
    return farm


def sign_in(farm: Farm, client: FlaskClient, **changes: Any) -> TestResponse:
    body = {"operation": farm.code, "code": "p-owner", "password": PASSWORD, **changes}
    return client.post(f"{API}/session", json={key: value for key, value in body.items() if value is not None})


class TestSigningIn:
    def test_a_person_signs_in_by_code_or_name_and_is_told_who_and_where(self, signed_up: Farm) -> None:
        for who in ({"code": "p-owner"}, {"code": None, "name": "a OWNER "}, {"code": None, "name": "p-owner"}):
            client = signed_up.app.test_client()
            answer = sign_in(signed_up, client, **who)

            assert answer.status_code == 200, answer.text
            body = answer.get_json()
            assert body["person"] == {"code": "p-owner", "name": "A owner", "roles": ["owner"]}
            assert body["operation"]["code"] == signed_up.code
            assert client.get(f"{API}/session").get_json() == body

    def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(self, signed_up: Farm) -> None:
        cookie = sign_in(signed_up, signed_up.app.test_client()).headers["Set-Cookie"]

        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert "Path=/" in cookie
        assert "Secure" not in cookie

    @pytest.mark.parametrize(
        "change",
        [
            {"password": "another one altogether"},
            {"code": "p-nobody"},
            {"code": None, "name": "Nobody"},
            {"code": "p-crew"},
            {"operation": "elsewhere"},
        ],
    )
    def test_every_way_to_fail_gets_the_same_answer(self, signed_up: Farm, change: dict[str, Any]) -> None:
        answer = sign_in(signed_up, signed_up.app.test_client(), **change)

        assert answer.status_code == 401
        assert answer.get_json()["code"] == "bad_credentials"
        assert "Set-Cookie" not in answer.headers

    def test_guessing_is_slowed_down(self, signed_up: Farm) -> None:
        throttle.forgive({"127.0.0.1": 0})
        client = signed_up.app.test_client()
        answers = [sign_in(signed_up, client, password=f"wrong guess {n}").status_code for n in range(9)]
        assert answers == [401] * 8 + [429]

        refused = sign_in(signed_up, client)

        assert refused.get_json()["code"] == "too_many_attempts"
        assert int(refused.headers["Retry-After"]) > 0
        throttle.forgive({"127.0.0.1": 0})


class TestWhileSignedIn:
    def test_a_write_with_the_cookie_needs_the_word_of_our_own_page(self, signed_up: Farm) -> None:
        client = signed_up.app.test_client()
        csrf = sign_in(signed_up, client).get_json()["csrf"]
        place = {"name": "Block 5", "kind": "field"}
        url = f"{API}/places/B5"

        assert client.put(url, json=place).get_json()["code"] == "csrf"
        assert client.put(url, json=place, headers={"X-CSRF": "x" * 32}).get_json()["code"] == "csrf"
        foreign = {"X-CSRF": csrf, "Origin": "https://elsewhere.example"}
        assert client.put(url, json=place, headers=foreign).get_json()["code"] == "csrf"
        assert client.get(url).status_code == 404
        assert client.put(url, json=place, headers={"X-CSRF": csrf, "Origin": "http://localhost"}).status_code == 200

    def test_signing_out_ends_the_session_and_not_only_the_cookie(self, signed_up: Farm) -> None:
        client = signed_up.app.test_client()
        csrf = sign_in(signed_up, client).get_json()["csrf"]
        cookie = client.get_cookie("lotbook")
        assert cookie is not None

        assert client.delete(f"{API}/session", headers={"X-CSRF": csrf}).status_code == 204

        assert client.get_cookie("lotbook") is None
        client.set_cookie("lotbook", cookie.value)
        assert client.get(f"{API}/session").status_code == 401

    def test_another_password_ends_every_session(self, signed_up: Farm) -> None:
        client = signed_up.app.test_client()
        csrf = sign_in(signed_up, client).get_json()["csrf"]
        change = {"password": "green tractor under the elm"}

        answer = client.post(f"{API}/people/p-owner/password", json=change, headers={"X-CSRF": csrf})

        assert answer.status_code == 204
        assert client.get(f"{API}/session").status_code == 401
        assert sign_in(signed_up, client, **change).status_code == 200

    def test_who_loses_a_role_loses_it_at_once(self, signed_up: Farm) -> None:
        signed_up.post("/people/p-office/password", {"password": PASSWORD}, "owner")
        client = signed_up.app.test_client()
        csrf = sign_in(signed_up, client, code="p-office").get_json()["csrf"]
        assert client.get(f"{API}/tokens").status_code == 200

        signed_up.put("/people/p-office", {"name": "A office", "roles": ["crew"]}, "owner")

        assert client.get(f"{API}/tokens").status_code == 403
        assert client.post(f"{API}/enrolments", json={}, headers={"X-CSRF": csrf}).status_code == 403
        signed_up.put("/people/p-office", {"name": "A office", "roles": ["office"], "retired": True}, "owner")
        assert client.get(f"{API}/session").status_code == 401

    def test_a_cookie_of_one_farm_opens_nothing_of_another(self, signed_up: Farm) -> None:
        from tests.support.farm import make_farm

        other = make_farm(signed_up.app)
        client = signed_up.app.test_client()
        sign_in(signed_up, client)
        cookie = client.get_cookie("lotbook")
        assert cookie is not None
        client.set_cookie("lotbook", cookie.value.replace(signed_up.code, other.code))

        assert client.get(f"{API}/session").status_code == 401


class TestPasswords:
    def test_the_office_sets_crews_passwords_but_not_an_owners(self, farm: Farm) -> None:
        body = {"password": PASSWORD}

        assert farm.post("/people/p-crew/password", body, "office").status_code == 204
        assert farm.post("/people/p-owner/password", body, "office").status_code == 403
        assert farm.post("/people/p-crew/password", body, "crew").status_code == 403
        assert farm.post("/people/p-nobody/password", body, "owner").status_code == 404

    def test_a_weak_password_is_refused(self, farm: Farm) -> None:
        answer = farm.post("/people/p-crew/password", {"password": "short"}, "office")

        assert answer.status_code == 422
        assert answer.get_json()["code"] == "bad_password"


class TestTokens:
    def test_a_token_works_until_it_is_revoked(self, farm: Farm) -> None:
        made = farm.post("/tokens", {"role": "crew", "days": 30}, "office").get_json()
        assert farm.get("/places", made["token"]).status_code == 200

        assert farm.delete(f"/tokens/{made['id']}", "office").status_code == 204

        assert farm.get("/places", made["token"]).get_json()["code"] == "bad_token"
        listed = {token["id"]: token for token in farm.get("/tokens").get_json()["tokens"]}
        assert listed[made["id"]]["revoked_at"] is not None
        assert made["token"] not in farm.get("/tokens").text

    def test_nobody_makes_a_token_that_may_do_more_than_they_may(self, farm: Farm) -> None:
        assert farm.post("/tokens", {"role": "owner"}, "office").status_code == 403
        assert farm.post("/tokens", {"role": "office"}, "office").status_code == 201
        assert farm.post("/tokens", {"role": "crew"}, "packer").status_code == 403


class TestSettingUp:
    @pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
    def empty(self, request: pytest.FixtureRequest, databases: Databases, tmp_path: Any) -> Iterator[Flask]:
        url = databases.fresh(request.param)
        app = create_app(Settings(url, tmp_path, "https://lots.example"))
        app.testing = True
        yield app
        with app.app_context():
            db.engine.dispose()
        databases.drop(url)

    def test_an_empty_server_takes_its_first_operation_once(self, empty: Flask) -> None:
        client = empty.test_client()
        body = {
            "operation": {"code": "cold-creek", "name": "Cold Creek", "timezone": "America/Los_Angeles"},
            "person": {"code": "c01", "name": "Ana"},
            "password": PASSWORD,
        }
        assert client.get(f"{API}/setup").get_json() == {"empty": True}
        assert client.get("/readyz").get_json() == {"status": "ok", "empty": True}

        made = client.post(f"{API}/setup", json=body)

        assert made.status_code == 201, made.text
        assert "Secure" in made.headers["Set-Cookie"]
        assert made.headers["Strict-Transport-Security"]
        assert made.get_json()["person"]["roles"] == ["owner"]
        assert made.get_json()["operation"]["mass_unit"] == "lb"
        assert client.get(f"{API}/setup").get_json() == {"empty": False}
        again = client.post(f"{API}/setup", json=body)
        assert (again.status_code, again.get_json()["code"]) == (409, "already_set_up")

    @pytest.mark.parametrize(
        ("where", "value", "field"),
        [
            ("operation", {"code": "cold creek", "name": "x"}, "operation.code"),
            ("operation", {"code": "x", "name": "x", "timezone": "Mars/Olympus"}, "timezone"),
            ("operation", {"code": "x", "name": "x", "timezone": "../etc/passwd"}, "timezone"),
            ("operation", {"code": "x", "name": "x", "mass_unit": "stone"}, "operation.mass_unit"),
            ("person", {"code": "", "name": "x"}, "person.code"),
            ("person", {"code": "c01"}, "person.name"),
        ],
    )
    def test_a_bad_beginning_makes_nothing(self, empty: Flask, where: str, value: Any, field: str) -> None:
        client = empty.test_client()
        body = {
            "operation": {"code": "x", "name": "x"},
            "person": {"code": "c01", "name": "Ana"},
            "password": PASSWORD,
            where: value,
        }

        answer = client.post(f"{API}/setup", json=body)

        assert answer.status_code == 422
        assert list(answer.get_json()["errors"]) == [field]
        assert client.get(f"{API}/setup").get_json() == {"empty": True}
