"""What was held or could not be read waits for the office, which lets it count."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from lotbook.book.kept import waiting
from lotbook.book.submission import from_bytes, quarantined, unsigned
from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.kit.ids import uuid7
from lotbook.kit.jsonbytes import canonical
from lotbook.lots.actions import record, release
from lotbook.lots.queries import lot
from lotbook.lots.rebuild import rebuild
from tests.support.book import Book
from tests.support.farm import event, harvested
from tests.support.phone import Key, Phone

NOW = datetime(2026, 9, 12, 18, 0, tzinfo=UTC)


def hold(book: Book, fact: dict[str, Any]) -> str:
    (result,) = book.record(unsigned(fact, NOW, held="role"))
    assert result.status == "held"
    return result.sha256


def quarantine(book: Book, body: bytes, reason: str = "malformed", *, signed: bool = True) -> str:
    (result,) = book.record(quarantined(body, reason, NOW, signed=signed, id_=None))
    assert result.status == "quarantined"
    return result.sha256


def hashes(session: Session, operation: Operation) -> list[str]:
    return [one["sha256"] for one in waiting(session, operation.id, 0, 100)]


class TestHeld:
    def test_a_held_event_is_not_read_until_it_is_released_and_then_it_is(self, book: Book) -> None:
        fact = harvested("H1", 4)
        sha256 = hold(book, fact)
        before = [one["code"] for one in book.findings()]
        with pytest.raises(Problem, match="knows no lot H1"):
            book.ask(lot, "H1")

        result = book.write(release, sha256, None, NOW)

        assert (result.id, result.status) == (fact["id"], "accepted")
        assert book.ask(lot, "H1")["units"] == {"bin": "4"}
        assert before == ["held_event"]
        assert book.findings() == []
        assert book.ask(hashes) == []

    def test_a_held_void_voids_from_its_release_on(self, book: Book) -> None:
        fact = harvested("H1", 4)
        book.take(fact)
        sha256 = hold(book, event("void", event=fact["id"], reason="twice"))
        assert book.ask(lot, "H1")["units"] == {"bin": "4"}

        book.write(release, sha256, None, NOW)

        assert book.ask(lot, "H1")["mass_mg"] == 0
        assert book.write(rebuild) == []

    def test_it_is_released_once(self, book: Book) -> None:
        sha256 = hold(book, harvested("H1"))
        book.write(release, sha256, None, NOW)

        with pytest.raises(Problem) as refused:
            book.write(release, sha256, None, NOW)

        assert refused.value.code == "unknown_entry"

    def test_it_is_released_as_it_is_or_not(self, book: Book) -> None:
        sha256 = hold(book, harvested("H1"))

        with pytest.raises(Problem) as refused:
            book.write(release, sha256, harvested("H2"), NOW)

        assert refused.value.code == "not_releasable"
        assert book.ask(hashes) == [sha256]

    def test_the_release_is_an_entry_that_names_the_hash_and_the_event(self, book: Book) -> None:
        fact = harvested("H1")
        sha256 = hold(book, fact)

        book.write(release, sha256, None, NOW)

        last = book.objects()[-1]
        assert last == {
            "type": "release",
            "sha256": sha256,
            "event": fact["id"],
            "received": "2026-09-12T18:00:00.000000Z",
        }


class TestQuarantined:
    def test_a_repaired_event_is_recorded_and_the_bytes_are_kept_for_ever(self, book: Book) -> None:
        sha256 = quarantine(book, b"half a rec", "malformed")
        fact = harvested("H1", 2)

        result = book.write(release, sha256, fact, NOW)

        assert (result.id, result.status) == (fact["id"], "accepted")
        assert book.ask(lot, "H1")["units"] == {"bin": "2"}
        assert [line["sha256"] for line in book.objects() if line["type"] == "quarantined"] == [sha256]
        assert book.ask(hashes) == []
        assert book.findings() == []

    def test_bytes_that_can_be_read_count_as_they_are_when_the_office_vouches_for_them(self, book: Book) -> None:
        fact = harvested("H1", 2)
        stranger = Phone(Key.from_number(3), "d3")
        sha256 = quarantine(book, stranger.record(fact).encode(), "unknown_device")

        book.write(release, sha256, None, NOW)

        assert book.ask(lot, "H1")["units"] == {"bin": "2"}
        assert [line["sha256"] for line in book.objects() if line["type"] == "quarantined"] == [sha256]

    def test_what_a_newer_server_can_read_counts_where_it_is(self, book: Book) -> None:
        """Unsigned bytes need no second event: the same bytes are in the book once."""
        fact = harvested("H1", 2)
        sha256 = quarantine(book, canonical(fact), "unknown_kind", signed=False)

        result = book.write(release, sha256, None, NOW)

        assert result.sha256 == sha256
        assert book.ask(lot, "H1")["units"] == {"bin": "2"}
        assert [line["type"] for line in book.objects()[-2:]] == ["event", "release"]
        assert book.write(rebuild) == []

    def test_what_cannot_be_read_must_be_repaired(self, book: Book) -> None:
        for body in (b"\xff\xfe", b'{"kind":"harvest"}', b"a.b.c"):
            sha256 = quarantine(book, body, "malformed")
            with pytest.raises(Problem) as refused:
                book.write(release, sha256, None, NOW)
            assert refused.value.code == "not_releasable"

    def test_a_repair_that_cannot_be_read_either_is_refused_and_changes_nothing(self, book: Book) -> None:
        sha256 = quarantine(book, b"half a rec", "malformed")
        before = book.lines()

        with pytest.raises(Problem, match="It still cannot be read") as refused:
            book.write(release, sha256, {**harvested("H1"), "at": "noon"}, NOW)

        assert refused.value.code == "not_releasable"
        assert book.lines() == before

    def test_a_repair_needs_an_id_of_its_own(self, book: Book) -> None:
        fact = harvested("H1", 2)
        book.take(fact)
        (clash,) = book.record(from_bytes(canonical({**fact, "lot": "H2"}), NOW))
        assert clash.reason == "id_taken"

        with pytest.raises(Problem, match="give it one of its own"):
            book.write(release, clash.sha256, None, NOW)
        book.write(release, clash.sha256, {**fact, "lot": "H2", "id": uuid7()}, NOW)

        assert book.ask(lot, "H2")["units"] == {"bin": "2"}

    def test_what_was_recorded_again_meanwhile_is_not_recorded_twice(self, book: Book) -> None:
        sha256 = quarantine(book, b"half a rec", "malformed")
        fact = harvested("H1", 2)
        book.write(record, [unsigned(fact, NOW)])

        result = book.write(release, sha256, fact, NOW)

        assert result.status == "duplicate"
        assert book.ask(lot, "H1")["units"] == {"bin": "2"}
        assert book.ask(hashes) == []

    def test_nothing_waits_under_another_hash(self, book: Book) -> None:
        with pytest.raises(Problem) as refused:
            book.write(release, "0" * 64, None, NOW)

        assert refused.value.code == "unknown_entry"
