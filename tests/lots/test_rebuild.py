"""Readings are made again from the book at any time, and are what they were."""

import itertools
import json
import sqlite3
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from lotbook.book.submission import unsigned
from lotbook.db import db
from lotbook.identity.models import Operation
from lotbook.kit.clock import now
from lotbook.lots.listing import lots
from lotbook.lots.queries import lot
from lotbook.lots.rebuild import rebuild, snapshot
from tests.strategies import books
from tests.support.book import Book
from tests.support.farm import event, harvested, packed, planted, shipped

_numbers = itertools.count(1)


class TestRebuild:
    @settings(max_examples=12, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(lines=books())
    def test_a_rebuild_finds_nothing_after_any_history(self, app: Flask, lines: list[dict[str, Any]]) -> None:
        book = Book(app, f"rebuilt-{next(_numbers)}")
        named = [line | ({"code": book.code} if line["type"] == "operation" else {}) for line in lines]

        done = book.take(*named)

        assert done.bad == []
        assert book.write(rebuild) == []

    @settings(max_examples=6, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(lines=books(max_events=15))
    def test_line_by_line_reads_as_all_at_once(self, app: Flask, lines: list[dict[str, Any]]) -> None:
        """Law 2 of the book: state read incrementally is state rebuilt from event one."""
        slow, fast = (Book(app, f"{pace}-{next(_numbers)}") for pace in ("slow", "fast"))
        for book in (slow, fast):
            named = [line | ({"code": book.code} if line["type"] == "operation" else {}) for line in lines]
            for batch in [[line] for line in named] if book is slow else [named]:
                book.take(*batch)

        assert slow.ask(snapshot) == fast.ask(snapshot)

    def test_a_damaged_reading_is_reported_and_repaired(self, book: Book) -> None:
        book.take(planted(), harvested("H-1", 3), packed("H-1", 2, "P-1", 40), shipped("P-1", 10))
        before = book.ask(lots)
        book.write(damage)
        assert book.ask(lots) != before

        differences = book.write(rebuild)

        assert {(one.table, one.was) for one in differences} >= {("posting", "missing"), ("lot", "wrong")}
        assert book.ask(lots) == before
        assert book.write(rebuild) == []

    def test_another_book_in_the_same_database_is_left_alone(self, book: Book, app: Flask) -> None:
        other = Book(app).farm(harvested("H-1", 7))
        other.write(damage)
        damaged = other.ask(lots)

        book.write(rebuild)

        assert other.ask(lots) == damaged


def damage(session: Session, operation: Operation) -> None:
    """Do to some readings what a bad disk or a bad hand may do."""
    session.execute(text("DELETE FROM posting WHERE operation_id = :op AND part = 0"), {"op": operation.id})
    session.execute(text("UPDATE lot SET stock_mg = 1 WHERE operation_id = :op"), {"op": operation.id})


class TestWhatArrivesLate:
    def test_a_claim_goes_with_the_only_event_that_made_the_lot(self, book: Book) -> None:
        fact = packed("H-9", 1, "P-1", 20)
        fact["outputs"][0]["status"] = "organic"
        book.take(fact)
        book.take(event("void", event=fact["id"], time="10:00:00"))

        assert "status_above_permitted" not in [one["code"] for one in book.findings()]
        assert book.write(rebuild) == []

    def test_one_line_of_a_reclassification_read_again_leaves_the_links_of_the_others(self, book: Book) -> None:
        some = {"value": "1", "unit": "bin"}
        lines = [{"lot": f"H-{n}", "quantity": some, "to_lot": f"N-{n}"} for n in (1, 2)]
        book.take(harvested("H-1", 3, time="08:00:00"), harvested("H-2", 3, time="08:00:00"))
        book.take(event("reclassify", lines=lines, status="nonorganic", reason="drift"))
        book.take(harvested("H-1", 2, time="08:30:00"))

        assert [one["lot"] for one in book.ask(lot, "N-2")["links"]["from"]] == ["H-2"]
        assert book.write(rebuild) == []


class TestFailedReading:
    def test_a_record_is_kept_though_its_reading_fails_and_is_read_later(self, book: Book, app: Flask) -> None:
        """Whatever goes wrong in a reading (here a table that is gone), the record is in the book."""
        book.take(planted(), harvested("H-1", 3))
        rename(app, "posting", "posting_away")
        try:
            done = book.take(harvested("H-1", 2, time="10:00:00"), event("note", about=[{"lot": "H-1"}]))
        finally:
            rename(app, "posting_away", "posting")

        assert (done.taken, done.bad) == (2, [])
        assert "unread_event" in [one["code"] for one in book.findings()]
        assert [json.loads(line).get("kind") for line in book.lines()[-2:]] == ["harvest", "note"]
        assert book.ask(lot, "H-1")["units"] == {"bin": "3"}
        assert [one.get("unread") for one in book.ask(lot, "H-1")["events"]].count(True) >= 1

        book.write(rebuild)

        assert book.ask(lot, "H-1")["units"] == {"bin": "5"}
        assert book.findings() == []
        assert book.write(rebuild) == []


def rename(app: Flask, table: str, name: str) -> None:
    with app.app_context(), db.engine.execution_options(lotbook_write=True).begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


class TestADatabaseThatFails:
    """A full disk in the midst of a reading is no bug of ours: the push fails, and the phone sends it again."""

    def failing(self, monkeypatch: pytest.MonkeyPatch, reason: Exception) -> None:
        def fail(*_: Any, **__: Any) -> None:
            raise reason

        monkeypatch.setattr("lotbook.lots.marking.read_events", fail)

    def test_nothing_is_recorded_when_the_disk_is_full(self, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
        before = book.lines()
        full = sqlite3.OperationalError("database or disk is full")
        full.sqlite_errorcode = sqlite3.SQLITE_FULL
        self.failing(monkeypatch, OperationalError("INSERT", {}, full))

        with pytest.raises(OperationalError):
            book.record(unsigned(harvested("H-1"), now()))

        assert book.lines() == before

    def test_a_statement_of_ours_that_is_wrong_is_a_bug_and_loses_nothing(
        self, book: Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wrong = sqlite3.OperationalError("no such column: grams")
        wrong.sqlite_errorcode = sqlite3.SQLITE_ERROR
        self.failing(monkeypatch, OperationalError("SELECT grams", {}, wrong))

        [result] = book.record(unsigned(harvested("H-1"), now()))

        assert result.status == "accepted"
        assert "unread_event" in [one["code"] for one in book.findings()]
