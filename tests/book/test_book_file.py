"""The book file is how a book travels: out, in, and out again, byte for byte."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from lotbook.app import create_app
from lotbook.book.kept import waiting
from lotbook.book.submission import quarantined
from lotbook.config import Settings
from lotbook.db import db
from lotbook.identity.models import Operation
from lotbook.kit.clock import now
from lotbook.lots.actions import release
from lotbook.lots.importing import import_lines
from lotbook.lots.queries import lot
from lotbook.registry.queries import get
from tests.support.book import Book, as_line
from tests.support.databases import Databases
from tests.support.farm import event, harvested, kind_examples, packed, planted, shipped
from tests.support.phone import Key, Phone

RECEIVED = "2026-09-12T17:00:00.000000Z"
PRODUCT: dict[str, Any] = {"type": "product", "code": "PEAR", "stage": "harvested", "unit": "bin"}


@pytest.fixture
def elsewhere(databases: Databases, database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application on an empty database of the same kind."""
    url = databases.fresh("sqlite" if database_url.startswith("sqlite") else "postgresql")
    app = create_app(Settings(database_url=url, data=tmp_path, public_url="http://localhost:8000"))
    yield app
    with app.app_context():
        db.engine.dispose()
    databases.drop(url)


def device(phone: Phone) -> dict[str, Any]:
    return {"type": "device", "code": phone.device, "name": "A phone", "jwk": phone.key.jwk, "status": "active"}


def signed_line(phone: Phone, fact: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the line of an event that a phone signed."""
    jws = phone.record(fact)
    payload = jws.split(".")[1]
    said = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return {"type": "event", **said, "jws": jws, "received": RECEIVED, **more}


def held_hashes(session: Session, operation: Operation) -> list[str]:
    return [entry["sha256"] for entry in waiting(session, operation.id, 0, 100) if entry["state"] == "held"]


class TestRoundTrip:
    def test_every_sort_of_line_comes_out_again_as_it_went_in(self, book: Book, elsewhere: Flask) -> None:
        phone = Phone(Key.from_number(7), "d7")
        held, kept_back = packed("H1", 1, "P1", 20), harvested("H9")
        garbage = quarantined(b"\xff\x00 no record", "malformed", now(), signed=True, id_=None)
        repaired = harvested("H2", 3)
        done = book.take(
            device(phone),
            planted(),
            {"type": "event", **harvested("H1", 5), "received": RECEIVED},
            signed_line(phone, harvested("H3", 2)),
            signed_line(phone, held, held=True),
            {"type": "event", **kept_back, "held": True},
        )
        book.record(garbage)
        sha256 = next(line["sha256"] for line in book.objects() if line["type"] == "quarantined")
        book.write(release, book.ask(held_hashes)[0], None, now())
        book.write(release, sha256, repaired, now())

        first = book.lines()
        copy = Book(elsewhere, book.code)
        taken = copy.take(*first)

        assert done.bad == []
        assert taken.bad == []
        assert taken.taken == len(first)
        assert copy.lines() == first
        assert {line["type"] for line in copy.objects()} >= {"event", "quarantined", "release", "device", "person"}
        assert [line["id"] for line in copy.objects() if line.get("held")] == [kept_back["id"]]
        assert copy.ask(lot, "P1")["units"] == {"box": "20"}
        assert copy.ask(lot, "H2")["units"] == {"bin": "3"}

    def test_every_kind_of_event_survives_the_journey(self, book: Book, elsewhere: Flask) -> None:
        book.take(*kind_examples().values())
        first = book.lines()
        copy = Book(elsewhere, book.code)

        copy.take(*first)

        assert copy.lines() == first

    def test_names_and_contacts_travel_though_they_are_not_under_the_hashes(self, book: Book, elsewhere: Flask) -> None:
        book.take({"type": "person", "code": "c07", "name": "Ana", "roles": ["crew"]})
        copy = Book(elsewhere, book.code)

        copy.take(*book.lines())

        person = copy.ask(lambda session, operation: get(session, operation.id, "person", "c07"))
        assert person is not None
        assert person["name"] == "Ana"

    def test_a_release_in_a_file_lets_go_what_the_file_calls_held(self, book: Book) -> None:
        book.take({"type": "event", **harvested("H1", 4), "held": True})
        (sha256,) = book.ask(held_hashes)

        done = book.take({"type": "release", "sha256": sha256})

        assert done.bad == []
        assert book.ask(lot, "H1")["units"] == {"bin": "4"}
        assert not any(line.get("held") for line in book.objects())


class TestTwice:
    def test_importing_a_file_again_changes_nothing(self, book: Book) -> None:
        book.take(planted(), harvested("H1", 2), packed("H1", 1, "P1", 20), shipped("P1", 3))
        before = book.lines()

        again = book.take(*before)

        assert (again.taken, again.known, again.bad) == (0, len(before), [])
        assert book.lines() == before

    def test_the_same_line_twice_in_one_file_is_taken_once(self, book: Book) -> None:
        fact = harvested("H1", 2)

        done = book.take(fact, fact)

        assert (done.taken, done.known) == (1, 1)
        assert book.ask(lot, "H1")["units"] == {"bin": "2"}

    def test_a_record_that_says_what_is_so_already_is_known(self, book: Book) -> None:
        book.take(PRODUCT)

        assert book.take({**PRODUCT, "since": "2026-09-01T00:00:00Z"}).known == 1

    def test_going_back_to_an_earlier_version_is_a_line_of_its_own(self, book: Book, elsewhere: Flask) -> None:
        """Its bytes differ from the first one's by `since` alone."""
        book.take(PRODUCT, {**PRODUCT, "unit": "crate"}, {**PRODUCT, "since": "2026-09-03T00:00:00Z"})
        copy = Book(elsewhere, book.code)

        copy.take(*book.lines())

        for one in (book, copy):
            units = [line["unit"] for line in one.objects() if line.get("code") == "PEAR"]
            newest = one.ask(lambda session, operation: get(session, operation.id, "product", "PEAR"))
            assert units == ["bin", "crate", "bin"]
            assert newest is not None
            assert newest["unit"] == "bin"


FACT = harvested("H1")
OTHER = Phone(Key.from_number(8), "d8")
BAD: dict[str, tuple[bytes | dict[str, Any], str]] = {
    "no JSON": (b"{not json", "not JSON"),
    "no object": (b"[1]", "not a JSON object"),
    "not UTF-8": (b'{"type":"event","note":"\xff"}', "not JSON"),
    "a number that JSON lacks": (b'{"type":"event","n":NaN}', "characters or numbers"),
    "half a pair of surrogates": (b'{"type":"event","note":"\\ud800"}', "characters or numbers"),
    "far too long": (b'{"type":"note","note":"' + b"x" * 1_000_001 + b'"}', "longer than 1 MB"),
    "nested too deep": (b"[" * 100_000, "not JSON"),
    "no type": ({"code": "B9"}, "unknown type None"),
    "an unknown type": ({"type": "planet", "code": "X"}, "unknown type 'planet'"),
    "a place without a code": ({"type": "place", "name": "X"}, "code"),
    "a product with a bad unit mass": (
        {**PRODUCT, "unit_mass": [{"from": "2026-01-01", "value": "-1", "unit": "lb"}]},
        "unit_mass",
    ),
    "an unknown kind": (event("dance"), "unknown kind of event 'dance'"),
    "an unknown version": ({**FACT, "v": 2}, "Version 2"),
    "an id that is none": ({**FACT, "id": "H1"}, "id"),
    "a moment without an offset": ({**FACT, "at": "2026-09-12T09:00:00"}, "at"),
    "a negative quantity": ({**FACT, "quantity": {"value": "-1", "unit": "bin"}}, "quantity"),
    "a quantity that is no decimal": ({**FACT, "quantity": {"value": "1e3", "unit": "bin"}}, "quantity"),
    "a line with neither lot nor tag": (event("ship", lines=[{"quantity": {"value": "1", "unit": "bin"}}]), "lot"),
    "received at no moment": ({**FACT, "type": "event", "received": "yesterday"}, "received"),
    "received without an offset": ({**FACT, "type": "event", "received": "2026-09-12T09:00:00"}, "received"),
    "a signature of nobody here": (signed_line(OTHER, FACT), "device is not in the book"),
    "a signature that is none": ({**FACT, "type": "event", "jws": "a.b"}, "not a compact JWS"),
    "quarantined bytes that are no base64": ({"type": "quarantined", "reason": "malformed", "body": "!"}, "base64"),
    "quarantined without a reason": ({"type": "quarantined", "body": "AAAA"}, "reason"),
    "a release of nothing": ({"type": "release"}, "sha256"),
    "another operation": ({"type": "operation", "code": "not-ours"}, "the file is of operation not-ours"),
    "an operation on Mars": ({"type": "operation", "code": "x", "timezone": "Mars/Olympus"}, "time zone"),
}


class TestBadLines:
    @pytest.mark.parametrize("what", BAD)
    def test_a_bad_line_is_named_by_number_and_reason_and_the_good_are_taken(self, book: Book, what: str) -> None:
        line, reason = BAD[what]
        before = len(book.lines())

        done = book.take(harvested("H8"), line, b"", harvested("H9"))

        assert [bad.number for bad in done.bad] == [2]
        assert reason in done.bad[0].reason
        assert done.taken == 2
        assert len(book.lines()) == before + 2

    def test_an_id_that_other_bytes_have_is_refused(self, book: Book) -> None:
        book.take(FACT)

        done = book.take({**FACT, "lot": "H2"}, harvested("H3"), {**FACT, "id": FACT["id"].upper()})

        assert [bad.number for bad in done.bad] == [1, 3]
        assert "in the book with other bytes" in done.bad[0].reason

    def test_a_signed_line_must_say_what_was_signed(self, book: Book) -> None:
        phone = Phone(Key.from_number(7), "d7")
        line = signed_line(phone, FACT)

        done = book.take(device(phone), {**line, "lot": "H2"}, line)

        assert [(bad.number, bad.reason) for bad in done.bad] == [
            (2, "the line says something else than what was signed")
        ]

    def test_a_changed_signature_does_not_hold(self, book: Book) -> None:
        phone = Phone(Key.from_number(7), "d7")
        line = signed_line(phone, FACT)
        stranger = signed_line(Phone(Key.from_number(9), "d7"), FACT)

        done = book.take(device(phone), {**line, "jws": stranger["jws"]})

        assert [bad.reason for bad in done.bad] == ["the signature does not hold"]

    def test_what_a_phone_signs_of_itself_is_not_believed(self, book: Book, elsewhere: Flask) -> None:
        """Only the server says what is held, and when something was received."""
        phone = Phone(Key.from_number(7), "d7")
        line = signed_line(phone, {**FACT, "held": True, "received": "1999-01-01T00:00:00Z"})
        line = {name: value for name, value in line.items() if name != "held"} | {"received": RECEIVED}

        done = book.take(device(phone), line)
        copy = Book(elsewhere, book.code)
        copy.take(*book.lines())

        assert done.bad == []
        assert copy.lines() == book.lines()
        assert book.objects()[-1]["received"] == RECEIVED
        assert copy.ask(lot, "H1")["units"] == {"bin": "1"}

    def test_without_an_operation_nothing_can_be_taken(self, elsewhere: Flask) -> None:
        with elsewhere.app_context():
            done = import_lines([as_line(FACT), b'{"type":"operation","code":"late"}', as_line(FACT)])

        assert [bad.number for bad in done.bad] == [1]
        assert done.taken >= 1
