"""Whatever is sent, the answer is never that we made a mistake, and no event that was taken stays unread."""

import json
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lotbook.book.models import Entry
from lotbook.db import reading
from lotbook.kit.ids import uuid7
from tests.support.farm import Farm, harvested, kind_examples, make_farm, planted
from tests.support.phone import Phone

QUICK = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
CODES = st.sampled_from(["H1", "PL-B4", "B4", "SHED", "APL-BIN", "APL-BOX", "X", "ñ", "p-crew", "0123456789"])
QUANTITIES = st.fixed_dictionaries(
    {
        "value": st.sampled_from(["0", "0.000001", "1", "999999999999", "0.000000000001", "12.5", "1.", ".5", "-1"]),
        "unit": st.sampled_from(["bin", "lb", "ton", "mg", "box", "half-bin", ""]),
    }
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
ANYTHING = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5)
LINES = st.lists(
    st.fixed_dictionaries({}, optional={"lot": CODES, "tag": CODES, "product": CODES, "quantity": QUANTITIES}),
    max_size=3,
)
MOMENTS = st.sampled_from(
    ["2026-09-12T09:00:00-07:00", "1900-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "now"]
)


@st.composite
def odd_events(draw: st.DrawFn) -> dict[str, Any]:
    """An event of some kind in which something is other than it should be."""
    event = dict(draw(st.sampled_from(sorted(kind_examples().items())))[1], id=uuid7())
    for name in draw(st.lists(st.sampled_from(sorted(event)), max_size=3)):
        event[name] = draw(CODES | QUANTITIES | LINES | MOMENTS | ANYTHING)
    for name in draw(st.lists(st.sampled_from(sorted(event)), max_size=1)):
        del event[name]
    return event


@pytest.fixture(scope="module")
def farm(app: Flask) -> Farm:
    made = make_farm(app)
    made.record(planted(), harvested("H1", 10))
    return made


@pytest.fixture(scope="module")
def phone(farm: Farm) -> Phone:
    return farm.enrol(5, "office")


def unread(farm: Farm) -> list[str]:
    with farm.app.app_context(), reading() as session:
        of = select(Entry.body).where(Entry.operation_id == farm.id, Entry.state == "unread")
        return [body.decode() for body in session.scalars(of)]


@QUICK
@given(st.lists(odd_events(), min_size=1, max_size=6))
def test_odd_events_of_the_office(farm: Farm, events: list[dict[str, Any]]) -> None:
    results = farm.record(*events)

    assert len(results) == len(events)
    assert {result["status"] for result in results} <= {"accepted", "duplicate", "quarantined"}
    assert unread(farm) == []


@QUICK
@given(st.lists(odd_events(), min_size=1, max_size=4), st.binary(max_size=40))
def test_odd_records_of_a_phone(farm: Farm, phone: Phone, events: list[dict[str, Any]], noise: bytes) -> None:
    records = [phone.record(event) for event in events]
    cut = records[0][: len(records[0]) // 2]

    answer = farm.push(phone, *records, cut, noise.decode("latin-1"))

    assert answer.status_code == 200, answer.text
    assert len(answer.get_json()["results"]) == len(records) + 2
    assert unread(farm) == []


@QUICK
@given(st.dictionaries(st.text(max_size=8), ANYTHING, max_size=4) | ANYTHING)
def test_any_json_anywhere(farm: Farm, body: Any) -> None:
    sent = json.dumps(body)
    for method, path in (
        ("POST", "/events"),
        ("POST", "/session"),
        ("POST", "/tokens"),
        ("POST", "/devices"),
        ("POST", "/sync/reconcile"),
        ("POST", "/sync/import"),
        ("POST", "/labels/tags"),
        ("PUT", "/places/X"),
        ("PUT", "/products/X"),
        ("PUT", "/people/X"),
    ):
        answer = farm.call(method, path, data=sent, content_type="application/json")
        assert answer.status_code < 500, (method, path, answer.text)


@QUICK
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_in_any_address(farm: Farm, code: str, value: str) -> None:
    from urllib.parse import quote

    for path in ("lots", "tags", "places", "trace/back", "trace/forward", "files", "nothing"):
        answer = farm.get(f"/{path}/{quote(code, safe='')}", query_string={"limit": value})
        assert answer.status_code < 500, (path, answer.text)
    for path in ("lots", "entries", "findings", "balance", "sync/pull", "sync/snapshot"):
        for name in ("after", "cursor", "q", "lot", "from"):
            answer = farm.get(f"/{path}", query_string={name: value})
            assert answer.status_code < 500, (path, name, answer.text)
