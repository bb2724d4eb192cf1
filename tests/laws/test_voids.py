"""Law 6: what was voided was never there, and what was voided in vain is there again."""

from typing import Any

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.bounds import Lines, few_books
from tests.laws.said import everything, told
from tests.reference import read
from tests.strategies import books


def void(named: str, number: int) -> dict[str, Any]:
    return {
        "type": "event",
        "id": f"019b0000-0000-7000-8000-{number:012x}",
        "kind": "void",
        "v": 1,
        "at": "2026-06-01T10:00:00Z",
        "by": "c01",
        "event": named,
        "reason": "wrong",
    }


class TestVoids:
    @few_books
    @given(lines=books(), data=st.data())
    def test_a_void_restores_what_was_said_without_the_event(
        self, app: Flask, lines: Lines, data: st.DataObject
    ) -> None:
        replaced = {line.get("replaces", "").lower() for line in lines}
        last_in_chain = sorted(read(lines).standing() - replaced)
        if not last_in_chain:
            return
        gone = data.draw(st.sampled_from(last_in_chain))
        without = [line for line in lines if line.get("id", "").lower() != gone]

        assert everything(told(app, lines, [void(gone, 1)])) == everything(told(app, without))

    @few_books
    @given(lines=books(), data=st.data())
    def test_a_void_of_a_void_restores(self, app: Flask, lines: Lines, data: st.DataObject) -> None:
        named = data.draw(st.sampled_from([line["id"] for line in lines if line["type"] == "event"]))
        first = void(named, 1)

        assert everything(told(app, lines, [first], [void(first["id"], 2)])) == everything(told(app, lines))
