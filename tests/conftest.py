"""What every test may ask for: databases, the app, a browser; and what happens where the machine has none."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from lotbook.app import create_app
from lotbook.config import Settings, built_app
from lotbook.db import db
from tests.support.databases import Databases, OneServer
from tests.support.programs import chromium, what_is_missing

SERVER = pytest.StashKey[OneServer]()
MISSING = what_is_missing()


def pytest_configure(config: pytest.Config) -> None:
    if MISSING and os.environ.get("CI") == "true":
        pytest.exit("CI leaves nothing out:\n" + "\n".join(map(str, MISSING)), returncode=1)
    # Under xdist the main process has the one server, and its workers are told where.
    config.stash[SERVER] = OneServer(url=getattr(config, "workerinput", {}).get("postgres_url"))


def pytest_configure_node(node: Any) -> None:
    if not any(missing.marker == "postgres" for missing in MISSING):
        node.workerinput["postgres_url"] = node.config.stash[SERVER]()


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[SERVER].stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for missing in MISSING:
            if item.get_closest_marker(missing.marker):
                item.add_marker(pytest.mark.skip(reason=str(missing)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for missing in MISSING:
        terminalreporter.write_line(str(missing), yellow=True)


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Where fresh databases come from."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    return Databases(tmp_path_factory.mktemp("databases"), request.config.stash[SERVER], worker)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """A fresh, migrated database for this module, once on each kind of database."""
    url = databases.fresh(request.param)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a server on this module's database, with a folder for files of its own."""
    data = tmp_path_factory.mktemp("data")
    return Settings(database_url=database_url, data=data, public_url="http://localhost:8000", app_folder=built_app())


@pytest.fixture(scope="module")
def app(settings: Settings) -> Iterator[Flask]:
    """The app as it is served, on this module's database."""
    app = create_app(settings)
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The browser to drive; only tests marked `browser` may ask."""
    found = chromium()
    assert found is not None
    return found
