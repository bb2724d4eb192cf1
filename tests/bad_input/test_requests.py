"""Every mistake gets its status, code and sentence, and changes nothing."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from lotbook.db import Base, db, reading
from lotbook.identity.views.sessions import throttle
from tests.bad_input.mistakes import Case
from tests.bad_input.said import PARAMETERS, PEOPLE, RECORDS
from tests.bad_input.sent import BODIES, FILES, PUSHES, TOKENS
from tests.support.farm import Farm, harvested, make_farm
from tests.support.phone import Phone

CASES = [*TOKENS, *BODIES, *PUSHES, *FILES, *PARAMETERS, *RECORDS, *PEOPLE]


@pytest.fixture(scope="module")
def farm(app: Flask) -> Iterator[Farm]:
    made = make_farm(app, "farm")
    made.record(harvested("H1"))
    yield made
    throttle.forgive({"127.0.0.1": 0})


@pytest.fixture(scope="module")
def phone(farm: Farm) -> Phone:
    return farm.enrol(5)


def everything(farm: Farm) -> dict[str, int]:
    """How many rows each table has, where the book ends, and how many files there are."""
    with farm.app.app_context(), reading() as session:
        tables = Base.metadata.sorted_tables
        counts = {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
    files = farm.app.config["FILES"]
    return counts | {"head": farm.head(), "files": sum(1 for path in files.rglob("*") if path.is_file())}


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told_in_words_and_changes_nothing(farm: Farm, phone: Phone, case: Case) -> None:
    before = everything(farm)

    response = case.send(farm, phone)

    assert response.content_type == "application/problem+json", response.text
    said = response.get_json()
    assert (response.status_code, said["code"], said["detail"]) == (
        case.answer.status,
        case.answer.code,
        case.answer.detail,
    )
    assert said.get("errors") == case.answer.errors
    assert said["status"] == response.status_code
    assert said["type"] == f"/api/docs#refusal-{said['code']}"
    assert everything(farm) == before
    with farm.app.app_context():
        assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
