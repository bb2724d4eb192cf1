"""A stranger comes in by a link: what it opens and what it does not, how it ends, and what the office sees of it."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from lotbook.db import writing
from lotbook.identity import credentials
from lotbook.identity.access import access_of
from lotbook.identity.models import InspectionLink, Visit
from tests.flows.test_routes import protected
from tests.support.farm import Farm, event, harvested, packed, planted, shipped

PERIOD = {"from": "2026-09-01", "to": "2026-09-30"}
KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "balance": ("balance", {"commodity": "apple", **PERIOD}),
    "back": ("trace", {"lot": "P1"}),
    "forward": ("trace", {"lot": "H1"}),
    "recall": ("trace", {"lots": ["H1"]}),
    "sales": ("sales", PERIOD),
    "fsma204": ("records", PERIOD),
}


@pytest.fixture
def season(farm: Farm) -> Farm:
    line = {
        "lot": "P1",
        "quantity": {"value": "20", "unit": "box"},
        "amount": {"value": "812.50", "currency": "USD"},
    }
    farm.record(
        planted(),
        harvested("H1", 2),
        packed("H1", 2, "P1", 40, time="11:00:00"),
        shipped("P1", 20, time="12:00:00"),
        event("invoice", partner="valley-market", number="I-7", lines=[line], time="13:00:00"),
    )
    return farm


def made(farm: Farm, **wanted: Any) -> dict[str, Any]:
    answer = farm.post("/inspection-links", wanted)
    assert answer.status_code == 201, answer.text
    return answer.get_json()  # type: ignore[no-any-return]


def secret_of(link: dict[str, Any]) -> str:
    return str(link["url"].partition("#")[2])


def enter(farm: Farm, secret: str, passcode: str | None = None) -> TestResponse:
    return farm.post("/inspection", {"secret": secret, "passcode": passcode}, None)


def visitor(farm: Farm, **wanted: Any) -> str:
    """Return the token of a browser that came in by a new link."""
    return str(enter(farm, secret_of(made(farm, **wanted))).get_json()["token"])


def test_a_link_lets_a_stranger_ask_and_take_the_answer_away(season: Farm) -> None:
    link = made(season, days=30, note="EOC, autumn")
    entered = enter(season, secret_of(link)).get_json()
    token = entered["token"]

    asked = season.post("/exercises", {"kind": "balance", "query": {"commodity": "apple", **PERIOD}}, token)
    exercise = asked.get_json()["exercise"]

    assert entered["operation"]["code"] == season.code
    assert (entered["parts"], entered["amounts"]) == (["balance", "trace", "sales", "records"], False)
    assert (asked.status_code, exercise["link"], exercise["by"]) == (201, link["code"], None)
    assert season.get(f"/exercises/{exercise['id']}/report?format=pdf", token).data.startswith(b"%PDF")
    assert season.get("/inspection", token).get_json()["link"] == link["code"]
    assert season.get("/products", token).status_code == 200


def test_the_secret_is_shown_once_and_kept_as_a_hash(farm: Farm) -> None:
    link = made(farm, passcode="barley 7")
    secret = secret_of(link)

    [listed] = farm.get("/inspection-links").get_json()["links"]
    with farm.app.app_context(), writing() as session:
        row = session.get_one(InspectionLink, (farm.id, link["code"]))
        kept = " ".join(str(getattr(row, column.key)) for column in row.__table__.columns)

    assert secret.startswith(f"{farm.code}.I")
    assert "url" not in listed
    assert listed["passcode"] is True
    assert secret not in kept
    assert secret.rpartition(".")[2] not in kept
    assert "barley 7" not in kept


@pytest.mark.parametrize("part", ["balance", "trace", "sales", "records"])
def test_a_link_reaches_its_parts_and_nothing_else(season: Farm, part: str) -> None:
    token = visitor(season, parts=[part])

    for kind, (of, query) in KINDS.items():
        answer = season.post("/exercises", {"kind": kind, "query": query}, token)
        assert answer.status_code == (201 if of == part else 403), (kind, answer.text)
    for method, path, _, _ in protected(season.app):
        view = season.app.url_map.bind("").match("/api/v1" + path, method=method)[0]
        access: Any = access_of(season.app.view_functions[view])
        answer = season.call(method, path, token)
        stopped = answer.status_code == 403 and answer.get_json()["code"] in ("not_allowed", "not_in_scope")
        assert stopped == (access.part not in (part, "any", "names")), (method, path, answer.text)


def test_a_link_changes_nothing(season: Farm) -> None:
    token = visitor(season)

    for method, path, _, _ in protected(season.app):
        if method == "GET" or path == "/exercises":
            continue
        answer = season.call(method, path, token)
        assert (answer.status_code, answer.get_json()["code"]) == (403, "not_allowed"), (method, path)


def test_what_others_asked_of_another_part_stays_theirs(season: Farm) -> None:
    sales = season.post("/exercises", {"kind": "sales", "query": PERIOD}).get_json()["exercise"]
    balance = season.post("/exercises", {"kind": "balance", "query": {"commodity": "apple", **PERIOD}}).get_json()
    token = visitor(season, parts=["balance"])

    assert [one["kind"] for one in season.get("/exercises", token).get_json()["exercises"]] == ["balance"]
    assert season.get(f"/exercises/{balance['exercise']['id']}", token).status_code == 200
    for of in ("", "/changes", "/report?format=csv"):
        assert season.get(f"/exercises/{sales['id']}{of}", token).get_json()["code"] == "not_in_scope"


def test_prices_are_shown_only_by_a_link_that_may(season: Farm) -> None:
    office = season.post("/exercises", {"kind": "sales", "query": PERIOD}).get_json()["exercise"]
    without, with_ = visitor(season), visitor(season, amounts=True)

    def customers(token: str) -> Any:
        return season.post("/exercises", {"kind": "sales", "query": PERIOD}, token).get_json()["result"]["customers"]

    def shown(token: str) -> str:
        behind = {**PERIOD, "commodity": "apple", "account": "shipped"}
        calls = [("/entries?kind=invoice", {}), ("/lots/P1", {}), ("/balance/events", behind)]
        return "".join(season.get(path, token, query_string=query or None).text for path, query in calls)

    assert customers(without)[0]["amounts"] is None
    assert customers(with_)[0]["amounts"] == [{"currency": "USD", "value": "812.50"}]
    assert "812.50" not in shown(without) + shown("inspector")
    assert "812.50" in shown(with_)
    assert "812.50" in shown("office")
    for token in (without, "inspector"):
        assert season.get(f"/exercises/{office['id']}", token).get_json()["code"] == "amounts_hidden"
    assert season.get(f"/exercises/{office['id']}", with_).status_code == 200


def test_whatever_is_wrong_with_a_link_the_answer_is_the_same(season: Farm, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str | None] = []
    fits = credentials.password_fits

    def counted(stored: str | None, password: str) -> bool:
        checked.append(stored)
        return fits(stored, password)

    monkeypatch.setattr(credentials, "password_fits", counted)
    good, locked = made(season), made(season, passcode="barley 7")
    gone, old = made(season), made(season)
    season.delete(f"/inspection-links/{gone['code']}")
    expire(season, old["code"])
    secrets = [
        secret_of(good)[:-1] + ("0" if secret_of(good)[-1] != "0" else "1"),
        secret_of(gone),
        secret_of(old),
        secret_of(locked),
        f"nobody-here.{secret_of(good).rpartition('.')[2]}",
        secret_of(good).replace(".I", ".T"),
        "no secret at all",
        season.tokens["owner"],
    ]

    answers = [enter(season, secret, "oats 9") for secret in secrets]

    assert {answer.status_code for answer in answers} == {403}
    assert len({tuple(sorted((answer.get_json() | {"instance": None}).items())) for answer in answers}) == 1
    assert answers[0].get_json()["code"] == "inspection_refused"
    assert len(checked) == len(secrets)  # each has cost one slow hash, and no more
    assert enter(season, secret_of(locked), "barley 7").status_code == 200
    assert enter(season, secret_of(good)).status_code == 200


def test_guessing_a_passcode_has_to_wait(farm: Farm) -> None:
    secret = secret_of(made(farm, passcode="barley 7"))

    codes = [enter(farm, secret, f"oats {n}").get_json()["code"] for n in range(11)]

    assert codes == ["inspection_refused"] * 10 + ["too_many_attempts"]
    assert enter(farm, secret, "barley 7").get_json()["code"] == "too_many_attempts"


def test_taking_a_link_back_shuts_out_whoever_is_in(season: Farm) -> None:
    link = made(season)
    token = enter(season, secret_of(link)).get_json()["token"]
    assert season.get("/balance", token, query_string={"commodity": "apple", **PERIOD}).status_code == 200

    season.delete(f"/inspection-links/{link['code']}")

    assert season.get("/inspection", token).get_json()["code"] == "bad_token"
    assert enter(season, secret_of(link)).get_json()["code"] == "inspection_refused"
    [listed] = season.get("/inspection-links").get_json()["links"]
    assert (listed["state"], listed["revoked_by"] is not None) == ("revoked", True)


def test_a_link_ends_with_its_days_and_a_visit_with_its_link(season: Farm) -> None:
    link = made(season, days=1)
    token = enter(season, secret_of(link)).get_json()["token"]

    expire(season, link["code"])

    assert season.get("/inspection", token).get_json()["code"] == "bad_token"
    assert season.get("/inspection-links").get_json()["links"][0]["state"] == "expired"


def test_a_visit_ends_within_a_day(season: Farm) -> None:
    token = visitor(season)
    with season.app.app_context(), writing() as session:
        visit = session.get_one(Visit, (season.id, credentials.kept(token)))
        assert visit.expires_at - visit.created_at == 24 * 3_600_000_000
        visit.expires_at = 0

    assert season.get("/inspection", token).get_json()["code"] == "bad_token"


@pytest.mark.parametrize(
    "wanted",
    [{"days": 91}, {"days": 0}, {"parts": []}, {"parts": ["all"]}, {"passcode": "abc"}, {"days": "30"}, {"until": 3}],
)
def test_a_link_that_cannot_be_is_refused_with_the_field(farm: Farm, wanted: dict[str, Any]) -> None:
    answer = farm.post("/inspection-links", wanted)

    assert answer.get_json()["code"] == "invalid_fields"
    assert [name.partition(".")[0] for name in answer.get_json()["errors"]] == list(wanted)


def test_a_standing_link_lies_sealed_until_the_day_it_is_needed(season: Farm) -> None:
    link = made(season, standing=True, days=40)
    [sealed] = season.get("/inspection-links").get_json()["links"]

    entered = enter(season, secret_of(link)).get_json()

    [opened] = season.get("/inspection-links").get_json()["links"]
    assert (sealed["state"], sealed["opened_at"]) == ("sealed", None)
    assert opened["state"] == "open"
    assert opened["opened_at"] == entered["began"]
    assert opened["expires_at"] < sealed["expires_at"]  # its days run from its first opening


def test_the_first_opening_is_when_the_inspection_began(season: Farm) -> None:
    secret = secret_of(made(season))

    first, second = enter(season, secret).get_json(), enter(season, secret).get_json()

    assert first["began"] == second["began"]
    assert first["token"] != second["token"]


def test_the_office_reads_what_a_link_looked_at(season: Farm) -> None:
    link = made(season)
    token = enter(season, secret_of(link)).get_json()["token"]
    season.get("/trace/back/P1", token)
    season.get("/products", token)

    log = season.get(f"/inspection-links/{link['code']}/views").get_json()["views"]
    first = season.get(f"/inspection-links/{link['code']}/views?limit=1").get_json()

    assert [(one["what"], one["path"]) for one in log] == [
        ("trace", "GET /api/v1/trace/back/P1"),
        ("opened", "POST /api/v1/inspection"),
    ]
    assert log[0]["agent"].startswith("Werkzeug")
    assert season.get("/inspection-links").get_json()["links"][0]["views"] == 2
    assert first["views"] == log[:1]
    assert season.get(f"/inspection-links/{link['code']}/views?after={first['next']}").get_json()["views"] == log[1:]
    assert season.get("/inspection-links/L99/views").status_code == 404


def test_links_of_one_farm_mean_nothing_at_another(season: Farm, app: Flask) -> None:
    from tests.support.farm import make_farm

    other = make_farm(app)
    link, token = made(season), visitor(season)

    assert other.get(f"/inspection-links/{link['code']}/views").status_code == 404
    assert other.delete(f"/inspection-links/{link['code']}").status_code == 404
    assert other.get("/inspection-links").get_json()["links"] == []
    assert other.get("/inspection", token.replace(season.code, other.code)).get_json()["code"] == "bad_token"
    assert enter(other, secret_of(link).replace(season.code, other.code)).get_json()["code"] == "inspection_refused"


def expire(farm: Farm, code: str) -> None:
    with farm.app.app_context(), writing() as session:
        session.get_one(InspectionLink, (farm.id, code)).expires_at = 0
