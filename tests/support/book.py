"""A book of one's own, in short words: take lines in, read them out, ask questions in between."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

from flask import Flask
from sqlalchemy.orm import Session

from lotbook.book.export import export_lines
from lotbook.book.search import Wanted, find
from lotbook.book.submission import Result, Submission
from lotbook.db import reading, writing
from lotbook.findings.queries import open_findings
from lotbook.identity.models import Operation
from lotbook.lots.actions import record
from lotbook.lots.importing import Imported, import_lines
from lotbook.lots.operations import the_operation
from tests.support.farm import registry

P = ParamSpec("P")
T = TypeVar("T")
_numbers = itertools.count(1)


@dataclass
class Book:
    """The book of one operation, among others in the same database."""

    app: Flask
    code: str = field(default_factory=lambda: f"book-{next(_numbers)}")

    def take(self, *lines: dict[str, Any] | bytes) -> Imported:
        """Import lines; an object with a `kind` is an event."""
        with self.app.app_context():
            return import_lines([as_line(line) for line in lines], self.code)

    def farm(self, *lines: dict[str, Any]) -> Book:
        """Fill an empty book with what a small farm says of itself, and more; all of it must be good."""
        done = self.take(*registry(self.code), *lines)
        assert done.bad == []
        return self

    def record(self, *submissions: Submission) -> list[Result]:
        """Record what came some other way than in a file."""
        return self.write(record, submissions)

    def lines(self) -> list[bytes]:
        """Return the book file."""
        return self.ask(lambda session, operation: list(export_lines(session, operation)))

    def objects(self) -> list[dict[str, Any]]:
        """Return the book file's objects."""
        return [json.loads(line) for line in self.lines()]

    def findings(self) -> list[dict[str, Any]]:
        """Return all open findings, the gravest first."""
        found: list[dict[str, Any]] = self.ask(open_findings, limit=10_000)["findings"]
        return found

    def ask(self, query: Callable[Concatenate[Session, Operation, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query on this book."""
        with self.app.app_context(), reading() as session:
            return query(session, the_operation(session, self.code), *args, **kwargs)

    def write(self, action: Callable[Concatenate[Session, Operation, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run an action on this book, and commit."""
        with self.app.app_context(), writing() as session:
            return action(session, the_operation(session, self.code), *args, **kwargs)


def as_line(line: dict[str, Any] | bytes) -> bytes:
    """Return an object as a line of a book file."""
    if isinstance(line, bytes):
        return line
    return json.dumps({"type": "event", **line} if "kind" in line and "type" not in line else line).encode()


def entries(session: Session, operation: Operation, /, after: int, limit: int, **wanted: Any) -> list[dict[str, Any]]:
    """Return a page of entries, for Book.ask."""
    return find(session, operation, Wanted(**wanted), after, limit)[0]
