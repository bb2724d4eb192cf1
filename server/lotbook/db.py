"""The database: one Base, one transaction a request, and inserts in bulk.

SQLite runs with WAL and synchronous=FULL; whoever writes holds a file lock shared with the
command line and begins IMMEDIATE, because SQLAlchemy's deferred default loses updates silently.
"""

import fcntl
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    Engine,
    FromClause,
    Integer,
    LargeBinary,
    MetaData,
    Result,
    Table,
    TextClause,
    event,
    text,
)
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of Lotbook; the primary key of each begins with `operation_id`."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)


@contextmanager
def writing() -> Iterator[Session]:
    """Open the one write transaction of a request; it commits at the end or not at all."""
    engine = db.engine
    writer = engine.execution_options(lotbook_write=True)
    with _only_writer(engine), Session(writer, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """Open a transaction that sees one moment of the book and changes nothing."""
    engine = db.engine
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


_SQLITE_AWAY = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    )
)


def is_away(error: Exception) -> bool:
    """Say whether a database failed at its own work (gone, full, locked), and not at a statement of ours."""
    if not isinstance(error, DBAPIError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return (code & 0xFF) in _SQLITE_AWAY  # the rest says where exactly
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)


_Answer = TypeVar("_Answer")


class Ask(Protocol):
    """Asks the database with a function that takes a session; the answer may still be on its way."""

    def __call__(self, select: Callable[..., _Answer], *given: Any) -> "Future[_Answer]": ...


@contextmanager
def asking(*, much: bool) -> Iterator[Ask]:
    """Yield what asks several things of one session, in order.

    Of much, the database reads on while the caller works on the answers before; until the block ends, nothing else
    may use the session.
    """
    if not much:
        yield _at_once
        return
    pool = ThreadPoolExecutor(1, thread_name_prefix="asking")

    def ask(select: Callable[..., _Answer], *given: Any) -> "Future[_Answer]":
        return pool.submit(select, *given)

    try:
        yield ask
    finally:
        pool.shutdown(cancel_futures=True)


def _at_once(select: Callable[..., _Answer], *given: Any) -> "Future[_Answer]":
    answer: Future[_Answer] = Future()
    answer.set_result(select(*given))
    return answer


@contextmanager
def _only_writer(engine: Engine) -> Iterator[None]:
    path = engine.url.database
    if engine.dialect.name != "sqlite" or not path or path == ":memory:":
        yield
        return
    with Path(path + ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare_engine(engine: Engine) -> None:
    """Set an engine up: SQLite for durable concurrent use, PostgreSQL for statements of milliseconds."""
    if engine.dialect.name == "postgresql":

        @event.listens_for(engine, "connect")
        def _plan(connection: Any, _record: Any) -> None:
            # To compile a statement takes it longer than any of ours take to run.
            connection.execute("SET jit TO off")
            connection.commit()

    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself: `_begin` below says which kind.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=60000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("lotbook_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def insert_rows(session: Session, table: FromClause, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert many rows at once, each a sequence in the order of `columns`."""
    if not rows:
        return
    # A mapped class types its table as anything to select from.
    assert isinstance(table, Table)  # noqa: S101
    connection = session.connection()
    names = ", ".join(columns)
    if connection.dialect.name == "postgresql":
        # One jsonb parameter: the driver writes a long array value by value, and a JSON text at once.
        taken = ", ".join(_from_json(table, name, place) for place, name in enumerate(columns))
        sql = f"INSERT INTO {table.name} ({names}) SELECT {taken} FROM jsonb_array_elements(%s::jsonb) v"  # noqa: S608
        connection.exec_driver_sql(sql, (_as_json(rows),))
        return
    marks = ", ".join("?" * len(columns))
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", [tuple(row) for row in rows])  # noqa: S608


def _as_json(rows: Sequence[Sequence[Any]]) -> str:
    return msgspec.json.encode(rows).decode()


def _from_json(table: Table, column: str, place: int) -> str:
    kind = table.c[column].type
    if isinstance(kind, BigInteger):
        return f"(v->>{place})::bigint"
    if isinstance(kind, Integer):
        return f"(v->>{place})::integer"
    if isinstance(kind, Boolean):
        return f"(v->>{place})::boolean"
    if isinstance(kind, LargeBinary):
        return f"decode(v->>{place}, 'base64')"
    return f"v->>{place}"


def rows(session: Session, sql: str, **parameters: Any) -> list[Any]:
    """Run a select and return its rows; a list among the parameters is used as `IN :name`.

    It travels as one JSON text, so that a statement stays one statement however long the list is.
    """
    # All at once: an iterator would ask the driver row by row.
    found = _execute(session, sql, parameters).all()
    return found if isinstance(found, list) else list(found)


def run(session: Session, sql: str, **parameters: Any) -> int:
    """Run a statement that writes, with the same lists; return how many rows it touched."""
    return int(getattr(_execute(session, sql, parameters), "rowcount", -1))


def _listed(name: str, values: list[Any], *, postgres: bool) -> str:
    """`IN :name` as the dialect likes it, from one JSON text."""
    if not postgres:
        return f"IN (SELECT value FROM json_each(:{name}))"  # noqa: S608 - ours
    if not values:
        return "= ANY(NULL)"
    if isinstance(values[0], int):
        # The planner must not see the numbers: for each count of them it would choose another plan.
        return f"= ANY(ARRAY(SELECT unnest(CAST(:{name} AS bigint[]))))"
    return f"= ANY(ARRAY(SELECT x FROM jsonb_array_elements_text(CAST(:{name} AS jsonb)) x))"  # noqa: S608


def gather_statistics(session: Session, tables: Sequence[str]) -> None:
    """Have PostgreSQL look at tables that just grew from nothing.

    Until its autovacuum comes by, a minute later, its planner takes them for empty, and compares every row with
    every key that it is given.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE " + ", ".join(tables)))


@lru_cache(maxsize=1_000)
def _statement(sql: str) -> TextClause:
    """Take a statement apart once: there are a few hundred, and each is asked thousands of times."""
    return text(sql)


def _execute(session: Session, sql: str, parameters: dict[str, Any]) -> Result[Any]:
    postgres = session.get_bind().dialect.name == "postgresql"
    for name, value in parameters.items():
        if isinstance(value, list):
            sql = sql.replace(f"IN :{name}", _listed(name, value, postgres=postgres))
    given = {n: _as_text(v, postgres=postgres) if isinstance(v, list) else v for n, v in parameters.items()}
    return session.execute(_statement(sql), given)


def _as_text(values: list[Any], *, postgres: bool) -> str:
    text_ = msgspec.json.encode(values).decode()
    # PostgreSQL reads its own arrays of numbers four times as fast as JSON.
    return f"{{{text_[1:-1]}}}" if postgres and values and isinstance(values[0], int) else text_
