"""Runs migrations in one transaction, on SQLite and PostgreSQL; autogenerate sees every table of Lotbook."""

from typing import Any

from alembic import context
from sqlalchemy import create_engine, event, pool, text

from lotbook.config import from_environment
from lotbook.db import Base, prepare_engine
from lotbook.upgrade import load_models

# Any number will do, as long as it is always this one: who migrates first holds it until the commit.
ONE_AT_A_TIME = 20_240_319


def _let_tables_be_rebuilt(connection: Any, _record: Any) -> None:
    """SQLite alters a table by copying it, which its foreign keys would forbid."""
    connection.execute("PRAGMA foreign_keys=OFF")


def run() -> None:
    url = context.config.attributes.get("url") or from_environment().database_url
    load_models()
    engine = create_engine(url, poolclass=pool.NullPool)
    prepare_engine(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _let_tables_be_rebuilt)
    with engine.connect().execution_options(lotbook_write=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            compare_server_default=True,
        )
        context.run_migrations()


run()
