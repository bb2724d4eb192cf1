"""What was made out of a book is good until the book moves, or a day ends on the farm."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from lotbook.identity.models import Operation
from lotbook.kit.clock import local_day, now

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

KEPT_MOST = 64
"""Answers of one kind; of several books, and of states that a book has left."""


def until_the_book_moves(
    compute: Callable[Concatenate[Session, Operation, Asked], Answer],
) -> Callable[Concatenate[Session, Operation, Asked], Answer]:
    """Compute once for each state of a book, each day and each question; an epoch is one book's alone.

    The head is read before the rest, so that an answer is never older than the state that it is kept for. Who gets an
    answer must leave it as it is.
    """
    kept: OrderedDict[object, Answer] = OrderedDict()
    lock = Lock()

    @wraps(compute)
    def again(session: Session, operation: Operation, /, *asked: Asked.args, **more: Asked.kwargs) -> Answer:
        day = local_day(now(), operation.timezone)
        state = (operation.epoch, operation.head_seq, day, asked, tuple(sorted(more.items())))
        with lock:
            if state in kept:
                kept.move_to_end(state)
                return kept[state]
        found = compute(session, operation, *asked, **more)
        with lock:
            kept[state] = found
            if len(kept) > KEPT_MOST:
                kept.popitem(last=False)
        return found

    return again
