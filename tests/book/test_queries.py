"""The book in order, as lines of the book file with their `seq`."""

from tests.support.book import Book, entries
from tests.support.farm import event, harvested, packed, planted, shipped


def test_entries_come_in_order_and_page_by_seq(book: Book) -> None:
    book.take(harvested("H1"), harvested("H2"))

    first = book.ask(entries, 0, 5)
    rest = book.ask(entries, first[-1]["seq"], 1_000)

    assert [one["seq"] for one in first + rest] == list(range(1, len(book.lines()) + 1))
    assert first[0]["type"] == "operation"
    assert [one["lot"] for one in rest if one["type"] == "event"] == ["H1", "H2"]


def test_a_lot_has_the_events_that_change_it_speak_of_it_or_mean_it_by_a_tag(book: Book) -> None:
    box = {"tag": "T1", "quantity": {"value": "2", "unit": "bin"}}
    book.take(
        planted(),
        harvested("H1", 5, tags=[box]),
        harvested("H2", 5),
        event("note", about=[{"lot": "H1"}]),
        event("move", lines=[{"tag": "T1"}], to="SHED", time="10:00:00"),
        packed("H2", 1, "P1", 20),
    )

    assert [one["kind"] for one in book.ask(entries, 0, 100, lot="H1")] == ["harvest", "note", "move"]
    assert book.ask(entries, 0, 100, lot="NOBODY") == []


def test_a_kind_is_that_of_an_event_or_the_type_of_a_record(book: Book) -> None:
    book.take(harvested("H1"), packed("H1", 1, "P1", 20), shipped("P1", 1))

    assert [one["kind"] for one in book.ask(entries, 0, 100, kind="ship")] == ["ship"]
    assert {one["code"] for one in book.ask(entries, 0, 100, kind="place")} == {"B4", "SHED"}


def test_an_entry_says_whether_it_stands_and_keeps_its_own_words(book: Book) -> None:
    fact = harvested("H1")
    hold = event("hold", lots=["H1"], state="release", reason="tested")
    book.take(
        fact, hold, event("void", event=fact["id"], reason="twice"), {"type": "event", **harvested("H2"), "held": True}
    )

    found = [one for one in book.ask(entries, 0, 100) if one["type"] == "event"]

    assert [one["stands"] for one in found] == [False, True, True, False]
    assert found[1]["state"] == "release"
    assert found[3]["held"] is True


def test_a_person_is_shown_with_the_name_that_is_kept_beside_the_book(book: Book) -> None:
    people = book.ask(entries, 0, 100, kind="person")

    assert {one["name"] for one in people} >= {"A crew", "A packer"}
