"""What benchmarks share: how figures are printed, and the bare insert that they are seen beside."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, Table, create_engine, select, text
from sqlalchemy.orm import Session

from lotbook.db import Base, insert_rows, prepare_engine
from lotbook.upgrade import load_models, upgrade

CHUNK = 10_000


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def claim(what: str, figure: float, unit: str, limit: float, *, at_least: bool = False) -> None:
    """Print a figure beside what was promised of it."""
    holds = figure >= limit if at_least else figure <= limit
    sign = "≥" if at_least else "≤"
    say(f"  {what}: {figure:,.4g} {unit} (promised {sign} {limit:,g}){'' if holds else '  MISSED'}")


@dataclass
class Watch:
    """Seconds of a block."""

    seconds: float = 0.0


@contextmanager
def watch() -> Iterator[Watch]:
    found = Watch()
    began = time.perf_counter()
    yield found
    found.seconds = time.perf_counter() - began


def percentile(figures: Sequence[float], percent: float) -> float:
    """The smallest figure that so many percent do not exceed."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def bare_insert(filled: str, empty: str) -> tuple[int, float]:
    """Insert every row of one database into an empty one, and return how many, in how many seconds.

    The least that writing them can cost: no parsing, no reading, no lock, in chunks as large as one likes.
    """
    load_models()
    upgrade(empty)
    source, target = _engine(filled), _engine(empty)
    tables = [(table, _rows(source, table)) for table in Base.metadata.sorted_tables]
    with watch() as spent:
        for table, rows in tables:
            for start in range(0, len(rows), CHUNK):
                with Session(target.execution_options(lotbook_write=True)) as session, session.begin():
                    insert_rows(session, table, table.columns.keys(), rows[start : start + CHUNK])
    source.dispose()
    target.dispose()
    return sum(len(rows) for _, rows in tables), spent.seconds


def insist_that_all_is_read(url: str) -> None:
    """End the benchmark when an event was only kept: a figure without its reading means nothing."""
    engine = _engine(url)
    with engine.connect() as connection:
        kept = connection.scalar(text("SELECT count(*) FROM entry WHERE type = 'event' AND state <> 'read'"))
    engine.dispose()
    if kept:
        raise SystemExit(f"{kept:,} events were kept and not read")


def _rows(engine: Engine, table: Table) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(table))]


def _engine(url: str) -> Engine:
    engine = create_engine(url)
    prepare_engine(engine)
    return engine
