"""Who harvested, by the words of the record. What an entry says never changes, so that it is read once."""

from collections import OrderedDict
from collections.abc import Iterable
from sys import intern
from threading import Lock
from typing import NamedTuple

import msgspec
from sqlalchemy.orm import Session

from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation

MOST_BOOKS = 8
MOST_AT_ONCE = 5_000

_SAID = "SELECT seq, body, signed FROM entry WHERE operation_id = :op AND seq IN :seqs"


class Sayer(NamedTuple):
    """The crew that a record names, and the person who made it."""

    crew: str | None
    person: str | None


class _Words(msgspec.Struct):
    """Of what a record says the rest need not be read."""

    by: str | None = None
    crew: str | None = None


_decoder = msgspec.json.Decoder(_Words)
_known: OrderedDict[str, dict[int, Sayer]] = OrderedDict()
_lock = Lock()


def sayers(session: Session, operation: Operation, seqs: Iterable[int]) -> dict[int, Sayer]:
    """Return who stands behind some entries, and perhaps more of the book, by sequence number."""
    known = _of_book(operation.epoch)
    unknown = sorted(set(seqs) - known.keys())
    for start in range(0, len(unknown), MOST_AT_ONCE):
        some = unknown[start : start + MOST_AT_ONCE]
        for seq, body, signed in rows(session, _SAID, op=operation.id, seqs=some):
            said = _decoder.decode(payload_bytes(bytes(body), signed))
            known[seq] = Sayer(_once(said.crew), _once(said.by))
    return known


def _of_book(epoch: str) -> dict[int, Sayer]:
    with _lock:
        known = _known.setdefault(epoch, {})
        _known.move_to_end(epoch)
        if len(_known) > MOST_BOOKS:
            _known.popitem(last=False)
        return known


def _once(code: str | None) -> str | None:
    return None if code is None else intern(code)
