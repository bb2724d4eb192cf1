"""Brings a database to the schema of this version, wherever Lotbook was installed from."""

import fcntl
import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import make_url

import lotbook


def upgrade(database_url: str) -> None:
    """Create the database where it is a file, and migrate it to the newest schema.

    Harmless to repeat, and safe when two do it at once.
    """
    with _alone(database_url):
        command.upgrade(migrations(database_url), "head")


def knows(database_url: str, revision: str) -> bool:
    """Say whether a migration is among those of this version."""
    return revision in {one.revision for one in ScriptDirectory.from_config(migrations(database_url)).walk_revisions()}


def downgrade(database_url: str, revision: str) -> None:
    """Bring a database that holds nothing back to an older schema, to take in what was written under it."""
    with _alone(database_url):
        command.downgrade(migrations(database_url), revision)


@contextmanager
def _alone(database_url: str) -> Iterator[None]:
    """Hold the writers' file lock of a SQLite database; on PostgreSQL migrations/env.py locks for itself.

    Switching a new file to WAL is the one thing that SQLite refuses at once when somebody else is there.
    """
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        yield
        return
    file = Path(url.database)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_name(file.name + ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrations(database_url: str) -> Config:
    """Return Alembic's settings for this database: in a wheel migrations lie in the package, else beside server/."""
    here = Path(lotbook.__file__).parent
    packaged = here / "_migrations"
    folder = packaged if packaged.is_dir() else here.parents[1] / "migrations"
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["url"] = database_url
    return config


def load_models() -> None:
    """Import every models.py, so that Base.metadata holds every table."""
    for module in pkgutil.walk_packages(lotbook.__path__, "lotbook."):
        if module.name.endswith(".models"):
            importlib.import_module(module.name)
