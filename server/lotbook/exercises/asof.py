"""Reading the book as it was: its first entries alone, taken into an empty database of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from lotbook.book.exercise import exercises
from lotbook.book.export import export_lines
from lotbook.db import db, prepare_engine, reading
from lotbook.errors import Problem
from lotbook.exercises.answers import ANSWERS
from lotbook.exercises.rules import sealed
from lotbook.identity.models import Operation
from lotbook.lots.importing import import_lines
from lotbook.lots.operations import the_operation
from lotbook.upgrade import upgrade


@dataclass(frozen=True, slots=True)
class Reproduced:
    """An exercise, and the answer that the book alone gives to it."""

    exercise: dict[str, Any]
    result: dict[str, Any]
    sha256: str

    @property
    def same(self) -> bool:
        """Whether it is the answer that was sealed."""
        return bool(self.sha256 == self.exercise["result"])


def reproduce(session: Session, operation: Operation, seq: int) -> list[Reproduced]:
    """Answer again every exercise that was sealed as of `seq`, from the entries up to it and nothing else.

    Raises a Problem where none was.
    """
    everything = exercises(session, operation, limit=1_000_000)
    asked = [one for one in reversed(everything) if one["as_of"]["seq"] == seq]
    if not asked:
        some = sorted({one["as_of"]["seq"] for one in everything})
        known = f" There are some at {', '.join(map(str, some[-20:]))}." if some else ""
        raise Problem("no_exercise_at", seq=seq, known=known)
    lines = islice(export_lines(session, operation), seq)
    with _book_of(lines, operation.code) as (old_session, old_operation):
        answers = [ANSWERS[one["kind"]](old_session, old_operation, one["query"]) for one in asked]
    return [Reproduced(one, answer, sealed(answer)[1]) for one, answer in zip(asked, answers, strict=True)]


@contextmanager
def _book_of(lines: Iterator[bytes], code: str) -> Iterator[tuple[Session, Operation]]:
    """Open a book of some lines, which is gone afterwards."""
    with TemporaryDirectory(prefix="lotbook-") as folder:
        url = f"sqlite:///{Path(folder) / 'book.db'}"
        upgrade(url)
        app = Flask("lotbook-as-of", static_folder=None)
        app.config.update(SQLALCHEMY_DATABASE_URI=url)
        db.init_app(app)
        with app.app_context():
            prepare_engine(db.engine)
            try:
                import_lines(lines, code)
                with reading() as session:
                    yield session, the_operation(session, code)
            finally:
                db.engine.dispose()
