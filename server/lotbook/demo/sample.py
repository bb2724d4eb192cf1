"""The demonstration farm as a sample beside a farm's own book: loaded a part at a time, and removed whole.

It is an operation of its own (docs/decisions/0031), so the farm's book never holds a line of it, and its removal
takes nothing out of that book.
"""

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from flask import current_app
from sqlalchemy import delete
from sqlalchemy.orm import Session

from lotbook.db import Base, reading, writing
from lotbook.demo import farm
from lotbook.demo.book import season_of
from lotbook.demo.season import ZONE
from lotbook.errors import Problem
from lotbook.identity import queries
from lotbook.identity.credentials import random_code
from lotbook.identity.models import Operation, Sample
from lotbook.kit.clock import micros
from lotbook.lots.actions import record_registry
from lotbook.lots.importing import import_lines
from lotbook.lots.operations import create_operation
from lotbook.lots.settled import settle
from lotbook.sync.files import keep, path_of

PART = 500
"""Lines of the book that one call takes: about a second's work."""
NAME = "{name} (sample)"


@dataclass(frozen=True, slots=True)
class State:
    """Whether there is a sample beside an operation, and how far its loading is.

    `within` says that the operation is a sample itself. `more` is how many entries were recorded in the sample
    after it was loaded, and `phones` how many of its phones are not the sample's own.
    """

    state: Literal["none", "loading", "loaded", "within"]
    taken: int = 0
    lines: int = 0
    more: int = 0
    phones: int = 0


def state(session: Session, operation_id: int) -> State:
    """Return how the sample beside an operation stands."""
    if queries.is_sample(session, operation_id):
        return State("within")
    row = queries.sample(session, operation_id)
    if row is None:
        return State("none")
    if row.loaded_seq is None:
        return State("loading", row.taken, row.lines)
    sample = session.get_one(Operation, row.sample_id)
    phones = len(queries.devices(session, sample.id))
    return State("loaded", row.taken, row.lines, sample.head_seq - row.loaded_seq, phones)


def loaded(session: Session, operation_id: int) -> Operation:
    """Return the sample beside an operation once it is whole; raises Problem."""
    row = queries.sample(session, operation_id)
    if row is None or row.loaded_seq is None:
        raise Problem("unknown_record", what="sample", code="that is loaded")
    return session.get_one(Operation, row.sample_id)


def load_part(operation_id: int, now: datetime) -> State:
    """Take the next lines of the sample's book, the first of them if there is no sample yet; call until `loaded`.

    Each part is whole in itself, and taking one again changes nothing: whoever was cut off goes on.
    """
    with reading() as session:
        if queries.is_sample(session, operation_id):
            raise Problem("sample_within")
        there = queries.sample(session, operation_id)
    _season(micros(now) if there is None else there.begun_us)  # while nobody waits for the database
    with writing() as session:
        row = queries.sample(session, operation_id) or _begin(session, operation_id, now)
        code = session.get_one(Operation, row.sample_id).code
    if row.loaded_seq is not None:
        with reading() as session:
            return state(session, operation_id)
    lines, papers = _season(row.begun_us)
    part = lines[row.taken : row.taken + PART]
    import_lines((json.dumps(line).encode() for line in part), code)
    if row.taken + len(part) == row.lines:
        for sha256, data in papers.items():
            path = path_of(_files(), row.sample_id, sha256)
            if not path.exists():
                keep(path, [data])
    with writing() as session:
        _went_on(session, operation_id, row, len(part))
        return state(session, operation_id)


def _begin(session: Session, operation_id: int, now: datetime) -> Sample:
    record = {
        **farm.operation(),
        "code": f"sample-{random_code(25).lower()}",
        "name": NAME.format(name=farm.operation()["name"]),
    }
    operation = create_operation(session, record)
    # Whatever an operation of this number left behind when it was removed.
    _forget_files(operation.id)
    record_registry(session, operation, record, now)
    moment = micros(now)
    row = Sample(
        operation_id=operation_id,
        sample_id=operation.id,
        begun_us=moment,
        lines=len(_season(moment)[0]),
        taken=0,
        loaded_seq=None,
    )
    session.add(row)
    session.flush()
    return row


def _went_on(session: Session, operation_id: int, was: Sample, count: int) -> None:
    row = session.get(Sample, operation_id, with_for_update=True)
    if row is None or row.sample_id != was.sample_id:
        return  # removed meanwhile
    row.taken = max(row.taken, was.taken + count)
    if row.taken == row.lines and row.loaded_seq is None:
        sample = session.get_one(Operation, row.sample_id)
        settle(session, sample)
        row.loaded_seq = sample.head_seq
        _season.cache_clear()
    session.flush()


@lru_cache(maxsize=1)
def _season(begun_us: int) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """Return the book's lines but that of the operation, and its papers; the same moment gives the same."""
    moment = datetime.fromtimestamp(begun_us / 1_000_000, UTC).astimezone(ZONE)
    lines, papers = season_of(moment.date(), now=moment)
    return [line for line in lines if line["type"] != "operation"], papers


def remove(operation_id: int, more: int) -> None:
    """Remove the sample beside an operation: its book, what was read from it, its people's sessions, its files.

    Raises Problem `sample_holds_more` where something else was recorded in it, unless `more` says how much.
    """
    with writing() as session:
        row = session.get(Sample, operation_id, with_for_update=True)
        if row is None:
            return
        # Its head first, as whoever records in it does: nothing comes in between.
        sample = session.get_one(Operation, row.sample_id, with_for_update=True)
        number, found = sample.id, state(session, operation_id)
        if found.more != more:
            raise Problem("sample_holds_more", more=found.more)
        session.delete(row)
        session.flush()
        for table in reversed(Base.metadata.sorted_tables):
            if "operation_id" in table.c:
                session.execute(delete(table).where(table.c.operation_id == number))
        session.delete(sample)
    _forget_files(number)


def _forget_files(number: int) -> None:
    for folder in (_files(), _files().parent / "prints"):
        shutil.rmtree(folder / str(number), ignore_errors=True)


def _files() -> Path:
    folder: Path = current_app.config["FILES"]
    return folder
