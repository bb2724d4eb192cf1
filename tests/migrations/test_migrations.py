"""Migrations lead from an empty database to the models, on both kinds of database."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, inspect

from lotbook.db import Base
from lotbook.upgrade import load_models, upgrade
from tests.support.databases import Databases


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    url = databases.empty(request.param)
    yield url
    databases.drop(url)


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


class TestUpgrade:
    def test_an_empty_database_gets_every_table_of_the_models(self, empty_url: str) -> None:
        load_models()

        upgrade(empty_url)

        assert tables(empty_url) == {*Base.metadata.tables, "alembic_version"}

    def test_a_second_upgrade_changes_nothing(self, empty_url: str) -> None:
        upgrade(empty_url)
        before = tables(empty_url)

        upgrade(empty_url)

        assert tables(empty_url) == before

    def test_two_that_start_at_once_migrate_one_after_the_other(self, empty_url: str) -> None:
        start = [sys.executable, "-c", f"from lotbook.upgrade import upgrade; upgrade({empty_url!r})"]

        both = [subprocess.Popen(start) for _ in range(2)]

        assert [one.wait(timeout=60) for one in both] == [0, 0]
        assert "operation" in tables(empty_url)


class TestModels:
    def test_every_primary_key_begins_with_the_operation(self) -> None:
        """The shard key, the row-security key and the key of every index: decision 3 of the architecture."""
        load_models()

        first = {table.name: table.primary_key.columns.keys()[0] for table in Base.metadata.tables.values()}

        assert {name for name, column in first.items() if column != "operation_id"} == {"operation"}
