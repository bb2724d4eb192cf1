"""The tables of a database as they are, whichever version made them."""

import base64
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import LargeBinary, MetaData, Table, select, text
from sqlalchemy.orm import Session

from lotbook.db import insert_rows

VERSION_TABLE = "alembic_version"
_BATCH = 2_000


def revision_of(session: Session) -> str:
    """Return which migration a database is at."""
    return str(session.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one())  # noqa: S608 - ours


def tables_of(session: Session) -> list[Table]:
    """Return every table but that of migrations, those that others refer to first."""
    found = MetaData()
    found.reflect(session.connection())
    return [table for table in found.sorted_tables if table.name != VERSION_TABLE]


def batches_of(session: Session, table: Table) -> Iterator[list[list[object]]]:
    """Yield the rows of a table in the order of its key, some at a time."""
    of = select(table).order_by(*table.primary_key.columns)
    found = session.connection().execute(of, execution_options={"stream_results": True, "yield_per": _BATCH})
    for some in found.partitions():
        yield [list(row) for row in some]


def fill(session: Session, table: Table, columns: list[str], rows: Iterable[list[Any]]) -> None:
    """Insert rows as they were read out of an archive."""
    binary = [place for place, name in enumerate(columns) if isinstance(table.c[name].type, LargeBinary)]
    remaining = iter(rows)
    while some := list(islice(remaining, _BATCH)):
        for row in some:
            for place in binary:
                row[place] = base64.b64decode(row[place]) if row[place] is not None else None
        insert_rows(session, table, columns, some)


def empty(session: Session, tables: list[Table]) -> None:
    """Delete every row, in the transaction of the caller."""
    if session.get_bind().dialect.name == "postgresql":
        names = ", ".join(table.name for table in tables)
        session.execute(text(f"TRUNCATE {names}"))
        return
    for table in reversed(tables):
        session.execute(table.delete())
