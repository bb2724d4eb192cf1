"""Who waits for one book at once goes into it together, and each hears what became of its own."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from lotbook.sync.actions import Arrival, Batch
from lotbook.sync.together import MOST_RECORDS, together

Work = Callable[[list[Arrival]], Sequence[str]]
PATIENCE_S = 30


class Queue:
    """A book whose first comer is held up until all others wait behind it."""

    def __init__(self, work: Callable[[list[str]], list[str]]) -> None:
        self.app, self.work = Flask("waiting"), work
        self.groups: list[list[str]] = []
        self.first_is_in, self.go_on = threading.Event(), threading.Event()

    def arrive(self, name: str, records: int = 1) -> str:
        with self.app.app_context():
            return together(1, Arrival(Batch([object()] * records, []), name), self._work)  # type: ignore[list-item]

    def _work(self, arrivals: list[Arrival]) -> list[str]:
        names = [str(one.talking) for one in arrivals]
        self.groups.append(names)
        if names == ["first"] and not self.first_is_in.is_set():
            self.first_is_in.set()
            assert self.go_on.wait(PATIENCE_S)
        return self.work(names)

    def run(self, *others: tuple[str, int]) -> dict[str, Any]:
        """Let the others arrive one after the other while the first is at work; returns what each heard."""
        with ThreadPoolExecutor(len(others) + 1) as pool:
            jobs = {"first": pool.submit(self.arrive, "first")}
            assert self.first_is_in.wait(PATIENCE_S)
            for name, records in others:
                jobs[name] = pool.submit(self.arrive, name, records)
                while self._waiting() < len(jobs):
                    threading.Event().wait(0.001)
            self.go_on.set()
            return {name: job.exception(PATIENCE_S) or job.result() for name, job in jobs.items()}

    def _waiting(self) -> int:
        return len(self.app.extensions["lotbook-pushes"].waiting[1])


def shouted(names: list[str]) -> list[str]:
    return [name.upper() for name in names]


def test_those_who_came_meanwhile_go_together_and_each_hears_its_own() -> None:
    queue = Queue(shouted)

    heard = queue.run(("a", 1), ("b", 1), ("c", 1))

    assert heard == {"first": "FIRST", "a": "A", "b": "B", "c": "C"}
    assert queue.groups == [["first"], ["a", "b", "c"]]
    assert queue.app.extensions["lotbook-pushes"].waiting == {}


def test_a_transaction_takes_no_more_than_it_can_and_nobody_is_overtaken() -> None:
    queue = Queue(shouted)

    queue.run(("a", MOST_RECORDS - 1), ("b", 2), ("c", 1), ("d", MOST_RECORDS + 5), ("e", 1))

    assert queue.groups == [["first"], ["a"], ["b", "c"], ["d"], ["e"]]


def test_one_that_fails_fails_alone() -> None:
    def work(names: list[str]) -> list[str]:
        if "b" in names:
            raise ValueError("b")
        return shouted(names)

    heard = Queue(work).run(("a", 1), ("b", 1), ("c", 1))

    assert isinstance(heard.pop("b"), ValueError)
    assert heard == {"first": "FIRST", "a": "A", "c": "C"}


def test_a_database_that_is_away_is_away_from_everybody_at_once() -> None:
    def work(names: list[str]) -> list[str]:
        if "a" in names:
            raise OperationalError("", {}, Exception())
        return shouted(names)

    queue = Queue(work)
    heard = queue.run(("a", 1), ("b", 1))

    assert [isinstance(heard[name], OperationalError) for name in "ab"] == [True, True]
    assert queue.groups == [["first"], ["a", "b"]]
    assert queue.arrive("c") == "C"


def test_a_leader_whose_thread_ends_leaves_the_way_free() -> None:
    def work(names: list[str]) -> list[str]:
        if names == ["first"]:
            raise SystemExit
        return shouted(names)

    queue = Queue(work)
    queue.go_on.set()
    with pytest.raises(SystemExit):
        queue.arrive("first")

    assert queue.arrive("second") == "SECOND"
