"""Phones, an office, and a server that is killed, restarted and put back: after every step the laws hold.

The real application on PostgreSQL, over HTTP as it is served. What happens is drawn by Hypothesis; what the book must
say is read by the reference reading from the book's own lines.
"""

import itertools
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event as engine_event

from lotbook.app import create_app
from lotbook.backup import actions as backups
from lotbook.config import Settings
from lotbook.db import db
from lotbook.kit.clock import now
from lotbook.kit.ids import uuid7
from lotbook.kit.jsonbytes import sha256_hex
from lotbook.lots.rebuild import rebuild
from tests.laws.bounds import ROUNDING_MG
from tests.laws.said import masses, statement, trace
from tests.reference import read
from tests.stateful.handset import Handset
from tests.support.book import Book
from tests.support.databases import Databases
from tests.support.farm import DAY, Farm, event, harvested, make_farm, packed, planted, shipped

PERIOD = ("2026-09-01", "2026-09-30")
APPLES = {"commodity": "apple"}
HARVESTS, PACKS = ("H1", "H2", "H3"), ("P1", "P2")
LONG = bool(os.environ.get("LOTBOOK_KILLS"))


class Killed(BaseException):
    """The server's process is gone, in the midst of whatever it did."""


def some(lot: str, value: int, unit: str) -> dict[str, Any]:
    """A line of an event."""
    return {"lot": lot, "quantity": {"value": str(value), "unit": unit}}


JUMPS = st.sampled_from((0, 0, 0, 30, -400))
"""By how many days somebody set a phone's clock."""
WAYS = st.sampled_from(("well", "well", "reply lost", "twice", "backwards", "some", "killed", "killed", "foreign"))
HAPPENINGS = st.one_of(
    st.builds(
        lambda lot, bins, hour, status: harvested(lot, bins, time=f"{hour:02}:00:00", **status),
        st.sampled_from(HARVESTS),
        st.integers(1, 9),
        st.integers(6, 11),
        st.sampled_from(({}, {"status": "organic"}, {"buffer": True})),
    ),
    st.builds(
        lambda source, bins, into, boxes, run: packed(source, bins, into, boxes, time="12:00:00", **run),
        st.sampled_from((*HARVESTS, "UNHEARD-OF")),
        st.integers(1, 6),
        st.sampled_from(PACKS),
        st.integers(1, 99),
        st.sampled_from(({}, {"run": "R1"}, {"run": "R1", "close": True})),
    ),
    st.builds(lambda lot, boxes: shipped(lot, boxes, time="13:00:00"), st.sampled_from(PACKS), st.integers(1, 99)),
    st.builds(
        lambda lot, pounds: event(
            "dispose",
            time="14:00:00",
            lines=[{"lot": lot, "quantity": {"value": str(pounds), "unit": "lb"}}],
            reason="waste",
        ),
        st.sampled_from((*HARVESTS, *PACKS)),
        st.integers(1, 400),
    ),
    st.builds(
        lambda lot, bins: event("count", time="18:00:00", lines=[some(lot, bins, "bin")]),
        st.sampled_from(HARVESTS),
        st.integers(0, 20),
    ),
)
BROKEN = st.sampled_from(
    ({"quantity": "many"}, {"kind": "teleport"}, {"v": 9}, {"at": "yesterday"}, {"id": "no id"}, {"lot": ""})
)


class Server(RuleBasedStateMachine):
    """One database with our farm and a neighbour's, three phones, and all that may happen."""

    databases: Databases

    @initialize()
    def begin(self) -> None:
        self.url = self.databases.fresh("postgresql")
        self.folder = Path(tempfile.mkdtemp(prefix="lotbook-stateful-"))
        self.settings = Settings(self.url, self.folder / "data", "http://localhost:8000")
        self.app = create_app(self.settings)
        self.farm, neighbour = make_farm(self.app), make_farm(self.app)
        neighbour.record(planted(), harvested("H1", 7), packed("H1", 2, "P1", 40))
        self.neighbour = Book(self.app, neighbour.code)
        self.neighbours_book = self.neighbour.lines()
        self.farm.record(planted())
        self.handsets = [Handset(self.farm.enrol(number, "packer")) for number in (1, 2, 3)]
        self.copies: dict[int, Handset] = {}
        self.acknowledged: set[str] = set()
        self.saved: list[Path] = []
        self.numbers = itertools.count()
        self.ids: list[str] = []

    def teardown(self) -> None:
        if hasattr(self, "app"):
            self.come_home()
            self.dispose()
            self.databases.drop(self.url)
            shutil.rmtree(self.folder)

    def dispose(self) -> None:
        with self.app.app_context():
            db.engine.dispose()

    # What phones do.

    @rule(
        who=st.integers(0, 2), happening=HAPPENINGS, measured=st.booleans(), jump=st.sampled_from((0, 0, 0, 30, -400))
    )
    def records(self, who: int, happening: dict[str, Any], measured: bool, jump: int) -> None:
        fact = {**happening, "id": uuid7(), "by": "p-packer"}
        if jump:  # somebody set its clock by days
            fact["at"] = (now() + timedelta(days=jump)).isoformat()
        self.ids.append(fact["id"])
        self.handsets[who].record(fact, **({} if measured else {"off": None}))

    @rule(who=st.integers(0, 2), data=st.data())
    @precondition(lambda self: self.ids)
    def corrects(self, who: int, data: st.DataObject) -> None:
        named = data.draw(st.sampled_from(self.ids))
        if data.draw(st.booleans()):
            fact = event("void", event=named, reason="twice", time="19:00:00")
        else:
            fact = {**harvested(data.draw(st.sampled_from(HARVESTS)), 3), "replaces": named}
        fact["by"] = "p-packer"
        self.ids.append(fact["id"])
        self.handsets[who].record(fact)

    @rule(who=st.integers(0, 2), happening=HAPPENINGS, broken=BROKEN)
    def records_what_nobody_can_read(self, who: int, happening: dict[str, Any], broken: dict[str, Any]) -> None:
        self.handsets[who].record({**happening, "id": uuid7(), "by": "p-packer", **broken})

    @rule(who=st.integers(0, 2), happening=HAPPENINGS)
    def records_as_an_old_app_did(self, who: int, happening: dict[str, Any]) -> None:
        fact = {**happening, "id": uuid7(), "by": "p-packer"}
        del fact["v"]
        self.handsets[who].record(fact, mono=None, off=None, seen=None, prev=None)

    @rule(
        who=st.integers(0, 2),
        how=st.sampled_from(
            ("well", "well", "reply lost", "twice", "backwards", "some", "killed", "killed", "foreign")
        ),
        after=st.integers(1, 60),
    )
    def pushes(self, who: int, how: str, after: int) -> None:
        handset = self.handsets[who]
        batch = [one.jws for one in handset.waiting()]
        if how == "backwards":
            batch.reverse()
        elif how == "some":
            batch = batch[len(batch) // 2 :]
        if how == "foreign":  # one phone brings what another recorded
            batch += [one.jws for one in self.handsets[(who + 1) % 3].waiting()]
        if how == "killed":
            with self.killed_after(after), suppress(Killed):
                self.push(handset, batch)
            self.restarts()
            return
        if how == "twice":
            self.push(handset, batch)
        reply = self.push(handset, batch)
        if reply is None or how == "reply lost":
            return
        self.acknowledged |= handset.hear(reply)
        self.asks_what_is_missing(handset, reply)

    def push(self, handset: Handset, batch: list[str]) -> dict[str, Any] | None:
        said = {"waiting": 0, "now": now().isoformat(), "mono": {"boot": "b1", "ms": 10_000_000.0}}
        answer = self.farm.post("/sync/push", {"events": batch, "phone": said}, handset.phone.token)
        assert answer.status_code in (200, 401), answer.text
        if answer.status_code == 401:  # it was let in after the backup: the office lets it in again
            self.lets_in_again(handset)
            return None
        reply: dict[str, Any] = answer.get_json()
        assert [one["sha256"] for one in reply["results"]] == [sha256_hex(jws.encode()) for jws in batch]
        return reply

    def asks_what_is_missing(self, handset: Handset, reply: dict[str, Any]) -> None:
        if handset.doubt:
            given = {"dev": handset.phone.device, "have": handset.have()}
            missing = self.farm.post("/sync/reconcile", given, handset.phone.token).get_json()["missing"]
            handset.take_back(missing, reply)

    def lets_in_again(self, handset: Handset) -> None:
        code = self.farm.post("/enrolments", {"role": "packer"}).get_json()["code"]
        given = {"code": code, "jwk": handset.phone.key.jwk, "device": handset.phone.device}
        let_in = self.farm.post("/devices", given, None).get_json()
        assert let_in["device"] == handset.phone.device
        handset.phone.token = let_in["token"]

    @rule(who=st.integers(0, 2))
    def disk_is_copied(self, who: int) -> None:
        self.copies[who] = self.handsets[who].copied()

    @rule(who=st.integers(0, 2))
    @precondition(lambda self: self.copies)
    def disk_is_put_back(self, who: int) -> None:
        """What it recorded since the copy, and nobody else has, is gone: no sync can help that."""
        if who in self.copies:
            gone = {one.sha256 for one in self.handsets[who].records} - {one.sha256 for one in self.copies[who].records}
            self.acknowledged -= gone - set(self.in_book())
            token = self.handsets[who].phone.token
            self.handsets[who] = self.copies[who].copied()
            self.handsets[who].phone.token = token

    # What the office does.

    @rule(happening=HAPPENINGS)
    def office_records(self, happening: dict[str, Any]) -> None:
        self.ids.append(happening["id"])
        self.farm.record(happening)

    @rule(pounds=st.integers(800, 1_000), day=st.sampled_from(("2020-01-01", DAY, "2026-09-20")))
    def factor_changes(self, pounds: int, day: str) -> None:
        known = self.farm.get("/products/APL-BIN").get_json()
        mass = [{"from": day, "value": str(pounds), "unit": "lb", "basis": "weighed"}]
        body = {key: value for key, value in known.items() if key not in ("seq", "since")}
        assert self.farm.put("/products/APL-BIN", {**body, "unit_mass": mass}).status_code in (200, 201)

    @rule(data=st.data())
    def releases(self, data: st.DataObject) -> None:
        waiting = self.farm.get("/quarantine").get_json()["entries"]
        if waiting:
            self.farm.post(f"/quarantine/{data.draw(st.sampled_from(waiting))['sha256']}/release")

    @rule(who=st.integers(0, 2))
    def revokes(self, who: int) -> None:
        self.farm.delete(f"/devices/{self.handsets[who].phone.device}")

    # What happens to the server.

    @rule()
    def restarts(self) -> None:
        self.dispose()
        self.app = create_app(self.settings)
        self.farm = Farm(self.app, self.farm.code, self.farm.id, self.farm.tokens)
        self.neighbour = Book(self.app, self.neighbour.code)

    @contextmanager
    def killed_after(self, statements: int) -> Iterator[None]:
        """Let the process die at a statement, its transaction open; if it does not get there, after its last commit."""
        with self.app.app_context():
            engine = db.engine
        left = itertools.count(statements, -1)

        def strike(*_: Any) -> None:
            if next(left) == 0:
                raise Killed

        engine_event.listen(engine, "before_cursor_execute", strike)
        try:
            yield
        finally:
            engine_event.remove(engine, "before_cursor_execute", strike)

    @rule()
    def is_backed_up(self) -> None:
        self.saved.append(self.folder / f"{next(self.numbers)}.zip")
        with self.app.app_context():
            backups.backup(self.saved[-1], self.settings.files)

    @rule(data=st.data())
    @precondition(lambda self: self.saved)
    def is_put_back(self, data: st.DataObject) -> None:
        with self.app.app_context():
            backups.restore(data.draw(st.sampled_from(self.saved)), self.settings.files, replace=True)

    # The laws.

    def book(self) -> Book:
        return Book(self.app, self.farm.code)

    def in_book(self) -> Counter[str]:
        """Every byte string in the book by its hash, quarantined and held ones too."""
        return Counter(self.book().ask(hashes))

    @invariant()
    def what_was_acknowledged_is_in_the_book_once_or_comes_back(self) -> None:
        if hasattr(self, "app"):
            there = self.in_book()
            assert set(there.values()) <= {1}
            # After a restore the phone that has it will find out: nothing left a phone's disk.
            on_phones = {one.sha256 for handset in self.handsets for one in handset.records}
            assert self.acknowledged - set(there) <= on_phones

    @invariant()
    def readings_are_those_of_the_book(self) -> None:
        if not hasattr(self, "app"):
            return
        book = self.book()
        lines = [
            line for line in book.objects() if not line.get("held") and line["type"] not in ("quarantined", "release")
        ]
        reference = read(lines)
        found, wanted = statement(book, APPLES, PERIOD), reference.statement(APPLES, *PERIOD)
        assert sum(masses(found).values()) == found["closing"]["mass_mg"]
        mine, theirs = masses(found), wanted["lines"]
        far = [a for a in mine.keys() | theirs.keys() if abs(mine.get(a, 0) - theirs.get(a, 0)) > ROUNDING_MG]
        assert far == [], (mine, theirs)
        october = statement(book, APPLES, ("2026-10-01", "2026-10-31"))
        assert masses(october).get("opening", 0) == found["closing"]["mass_mg"]
        for lot in ("H1", "P1"):
            for way in ("back", "forward"):
                said = {one["lot"] for one in trace(book, way, lot)["lots"]}
                assert said == set(reference.trace(way, lot)["lots"]), (way, lot)
        assert book.write(rebuild) == []

    @invariant()
    def the_neighbour_is_left_alone(self) -> None:
        if hasattr(self, "app"):
            assert self.neighbour.lines() == self.neighbours_book

    def come_home(self) -> None:
        """The faults are over: every phone calls a few times, and all that it has is in the book."""
        for _ in range(4):
            for handset in self.handsets:
                reply = self.push(handset, [one.jws for one in handset.waiting()])
                if reply is not None:
                    self.acknowledged |= handset.hear(reply)
                    self.asks_what_is_missing(handset, reply)
        there = set(self.in_book())
        assert [one.sha256 for handset in self.handsets for one in handset.records if one.sha256 not in there] == []
        assert self.acknowledged <= there


def hashes(session: Any, operation: Any) -> list[str]:
    from lotbook.db import rows

    return [row[0] for row in rows(session, "SELECT sha256 FROM entry WHERE operation_id = :op", op=operation.id)]


@pytest.mark.postgres
def test_the_laws_hold_whatever_phones_office_and_fate_do(databases: Databases) -> None:
    class OnThese(Server):
        pass

    OnThese.databases = databases
    run_state_machine_as_test(
        OnThese,
        settings=settings(
            max_examples=60 if LONG else 4,
            stateful_step_count=40 if LONG else 25,
            deadline=None,
            derandomize=not LONG,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
