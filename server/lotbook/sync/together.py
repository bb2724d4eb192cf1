"""Pushes that wait for one book at once go into it together: one transaction and one commit, and to each its answer.

Only one can append to a book at a time. Whoever comes first leads, and takes along all who came meanwhile; the next
leader is the first of those who came too late. So nobody overtakes anybody, and a thousand phones that come home
at once share the cost of each statement.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from flask import current_app

from lotbook.db import is_away
from lotbook.sync.actions import Arrival

MOST_RECORDS = 1_000
_EXTENSION = "lotbook-pushes"
Answer = TypeVar("Answer")
Work = Callable[[list[Arrival]], Sequence[Answer]]


class _Waiting(Generic[Answer]):
    """One push: what it brought, and the event that tells it of its answer, or that it leads now."""

    def __init__(self, arrival: Arrival) -> None:
        self.arrival = arrival
        self.turn = threading.Event()
        self.answer: list[Answer] = []
        self.error: BaseException | None = None


class _Queues:
    """Who waits for which book of this process, the leader first."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting: dict[int, deque[_Waiting[Any]]] = {}


def together(operation_id: int, arrival: Arrival, work: Work[Answer]) -> Answer:
    """Return the answer to one arrival, from `work` on it and on others that wait for the same book.

    What `work` raises is raised for each whom it concerns: if it fails on several, each is tried alone.
    """
    queues: _Queues = current_app.extensions.setdefault(_EXTENSION, _Queues())
    mine: _Waiting[Answer] = _Waiting(arrival)
    with queues.lock:
        queue = queues.waiting.setdefault(operation_id, deque())
        queue.append(mine)
        leads = len(queue) == 1
    if not leads:
        mine.turn.wait()
    if not mine.answer and mine.error is None:
        _lead(queues, operation_id, work)
    if mine.error is not None:
        raise mine.error
    return mine.answer[0]


def _lead(queues: _Queues, operation_id: int, work: Work[Answer]) -> None:
    with queues.lock:
        queue = queues.waiting[operation_id]
        group = _first(queue)
    try:
        _do(group, work)
    finally:
        with queues.lock:
            for _ in group:
                queue.popleft()
            following = queue[0] if queue else None
            if following is None:
                del queues.waiting[operation_id]
        for one in group[1:]:
            one.turn.set()
        if following is not None:
            following.turn.set()


def _first(queue: deque[_Waiting[Answer]]) -> list[_Waiting[Answer]]:
    """Return the first of a queue, and those behind it as long as they are not too much for one transaction."""
    group: list[_Waiting[Answer]] = []
    records = 0
    for one in queue:
        records += len(one.arrival.batch.submissions)
        if group and records > MOST_RECORDS:
            break
        group.append(one)
    return group


def _do(group: list[_Waiting[Answer]], work: Work[Answer]) -> None:
    try:
        for one, answer in zip(group, work([one.arrival for one in group]), strict=True):
            one.answer.append(answer)
    except Exception as error:  # noqa: BLE001 - it is raised again, where it belongs
        if len(group) > 1 and not is_away(error):
            for one in group:
                _do([one], work)
            return
        for one in group:  # alone, or the database is away from everybody
            one.error = error
    except BaseException as end:
        for one in group:
            one.error = end
        raise
