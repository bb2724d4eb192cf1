"""A farm with something in it, and the means to back it up."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from lotbook.app import create_app
from lotbook.backup import actions
from lotbook.config import Settings
from lotbook.db import db
from tests.support.databases import Databases
from tests.support.farm import Farm, harvested, make_farm, packed, planted


@dataclass
class Place:
    """One installation: a database and a folder of data."""

    app: Flask
    settings: Settings

    def do(self, action: Callable[..., Any], *given: Any, **named: Any) -> Any:
        with self.app.app_context():
            return action(*given, **named)

    def backup(self, target: Path) -> Any:
        return self.do(actions.backup, target, self.settings.files)

    def restore(self, source: Path, *, replace: bool = False) -> Any:
        return self.do(actions.restore, source, self.settings.files, replace=replace)


@pytest.fixture
def installed(databases: Databases, tmp_path: Path) -> Iterator[Callable[[str], Place]]:
    """Return fresh installations."""
    made: list[Place] = []
    numbers = itertools.count()

    def install(dialect: str) -> Place:
        settings = Settings(databases.fresh(dialect), tmp_path / f"data-{next(numbers)}", "http://localhost:8000")
        made.append(Place(create_app(settings), settings))
        return made[-1]

    yield install
    for place in made:
        place.do(lambda: db.engine.dispose())
        databases.drop(place.settings.database_url)


def some_season(app: Flask) -> Farm:
    """A farm that harvested and packed, with a held record, one in quarantine, and a paper."""
    farm = make_farm(app)
    farm.record(planted(), harvested("H1", 4), packed("H1", 2, "P1", 40))
    phone = farm.enrol(7)
    farm.push(phone, phone.record(harvested("H2")), phone.record(packed("H1", 1, "P2", 20)), "no jws")
    return farm
