"""The database of a command: brought to this version first; what it refuses is a sentence and exit status 1."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click


@contextmanager
def database() -> Iterator[None]:
    """Bring the database to this version and work in it; a refusal becomes a sentence and exit status 1."""
    from flask import Flask
    from sqlalchemy.exc import ArgumentError, OperationalError

    from lotbook.config import from_environment
    from lotbook.db import db, prepare_engine
    from lotbook.errors import Problem
    from lotbook.upgrade import upgrade

    settings = from_environment()
    app = Flask("lotbook", static_folder=None)
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        upgrade(settings.database_url)
        app.config.update(
            SQLALCHEMY_DATABASE_URI=settings.database_url, PUBLIC_URL=settings.public_url, FILES=settings.files
        )
        db.init_app(app)
        with app.app_context():
            prepare_engine(db.engine)
            try:
                yield
            finally:
                db.engine.dispose()
    except Problem as problem:
        _refuse(problem.detail, problem.errors)
    except (ArgumentError, OperationalError) as away:
        _refuse(f"The database cannot be used: {str(getattr(away, 'orig', away)).splitlines()[0]}")


def _refuse(sentence: str, errors: dict[str, list[str]] | None = None) -> NoReturn:
    click.echo(f"error: {sentence}", err=True)
    for field, faults in (errors or {}).items():
        click.echo(f"  {field}: {' '.join(faults)}", err=True)
    sys.exit(1)
