"""Every version of an event that was ever shipped stays readable; its bytes stay as they came."""

import json
from typing import Any

import pytest

from lotbook.book import events
from lotbook.book.events import Unreadable, decode_event
from lotbook.book.submission import unsigned
from lotbook.kit.clock import now
from lotbook.kit.jsonbytes import canonical
from lotbook.lots.queries import lot
from lotbook.lots.rebuild import rebuild
from tests.support.book import Book
from tests.support.farm import harvested, planted


@pytest.fixture
def three_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the version of now was the third: the first said `bins`, the second `amount`."""

    def first(fields: dict[str, Any]) -> dict[str, Any]:
        bins = fields.pop("bins")
        return {**fields, "amount": {"value": str(bins), "unit": "bin"}}

    def second(fields: dict[str, Any]) -> dict[str, Any]:
        return {**fields, "quantity": fields.pop("amount")}

    monkeypatch.setattr(events, "UPCASTERS", {-1: first, 0: second})


def old(v: int, **said: Any) -> dict[str, Any]:
    fields = harvested("H1")
    del fields["quantity"]
    return {**fields, **said, "v": v}


@pytest.mark.usefixtures("three_versions")
def test_records_of_older_versions_are_read_as_what_they_meant_and_kept_as_they_came(book: Book) -> None:
    book.take(planted())
    facts = [old(-1, bins=3), old(0, amount={"value": "4", "unit": "bin"}), harvested("H1", 5)]

    results = book.record(*(unsigned(fact, now()) for fact in facts))

    assert [one.status for one in results] == ["accepted"] * 3
    assert book.ask(lot, "H1")["units"] == {"bin": "12"}
    assert [line["v"] for line in book.objects() if line.get("kind") == "harvest"] == [-1, 0, 1]
    assert book.write(rebuild) == []


@pytest.mark.usefixtures("three_versions")
def test_an_old_record_that_does_not_say_what_it_must_is_malformed_and_no_mistake_of_ours() -> None:
    with pytest.raises(Unreadable) as unreadable:
        decode_event(canonical(old(-1)))

    assert unreadable.value.reason == "malformed"


@pytest.mark.parametrize("v", [2, 9, -7])
def test_a_version_that_nobody_shipped_is_named(v: int) -> None:
    with pytest.raises(Unreadable) as unreadable:
        decode_event(json.dumps({**harvested("H1"), "v": v}).encode())

    assert unreadable.value.reason == "unknown_version"
