"""Taking a book file in: good lines are taken, bad ones are named by number and reason, nothing is doubled."""

import base64
import binascii
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy.orm import Session

from lotbook.book.events import EVENT_TYPES, Unreadable, decode_event
from lotbook.book.exercise import append_exercise
from lotbook.book.printed import append_print
from lotbook.book.submission import NOT_HASHED, Submission, from_bytes, payload_bytes, quarantined, unsigned
from lotbook.db import rows, writing
from lotbook.identity.keys import BadKey, decode_base64url, signature_holds, verifier
from lotbook.identity.models import Operation
from lotbook.kit.clock import zone
from lotbook.kit.jsonbytes import canonical, sha256_hex
from lotbook.lots.actions import record, record_registry
from lotbook.lots.operations import create_operation, find_operation
from lotbook.lots.releasing import held_at, let_go, note_release
from lotbook.lots.settled import WORTH_IT, settle
from lotbook.registry.queries import get
from lotbook.registry.records import RECORD_TYPES

Made = TypeVar("Made")

BATCH = 1_000
LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was not taken: its number from 1, and why."""

    number: int
    reason: str


@dataclass(slots=True)
class Imported:
    """What became of a file."""

    taken: int = 0
    known: int = 0
    bad: list[BadLine] = field(default_factory=list)
    operation: str | None = None


class Bad(ValueError):
    """A line that cannot be taken; the message says why."""


def import_lines(
    lines: Iterable[bytes], code: str | None = None, progress: Callable[[int], None] | None = None
) -> Imported:
    """Take the lines of a book file into one operation, in batches of one transaction each.

    `code` names the operation; without it the file's first line of type operation does, or the only
    operation that there is. `progress` is told how many lines were read.
    """
    done = Imported(operation=code)
    numbered = enumerate(lines, 1)
    while True:
        batch = [item for _, item in zip(range(BATCH), numbered, strict=False)]
        if not batch:
            _settle(done)
            return done
        with writing() as session:
            _Batch(session, done).take(batch)
        if progress is not None:
            progress(batch[-1][0])


def _settle(done: Imported) -> None:
    """Keep the sums of a large book that just came in, so that its first statement is as fast as the next."""
    if done.taken < WORTH_IT:
        return
    with writing() as session:
        operation = find_operation(session, done.operation)
        if operation is not None:
            settle(session, operation)


class _Batch:
    """One transaction's worth of lines; events wait together until something else needs their order."""

    def __init__(self, session: Session, done: Imported) -> None:
        self.session, self.done = session, done
        self.operation = find_operation(session, done.operation)
        self.waiting: list[tuple[int, Submission]] = []
        self.keys: dict[str, Any] = {}

    def take(self, numbered: list[tuple[int, bytes]]) -> None:
        for number, line in numbered:
            if not line.strip():
                continue
            try:
                self._line(number, line)
            except Bad as bad:
                self.done.bad.append(BadLine(number, str(bad)))
        self._flush()

    def _line(self, number: int, line: bytes) -> None:
        fields = _parsed(line)
        type_ = fields.get("type")
        if type_ == "operation":
            self._flush()
            self._operation(fields)
        if self.operation is None:
            raise Bad("no operation yet: the first line should be of type operation")
        if type_ == "event":
            self.waiting.append((number, self._event(fields)))
        elif type_ in RECORD_TYPES:
            self._flush()
            self._record(self.operation, fields)
        elif type_ == "quarantined":
            self.waiting.append((number, _kept(fields)))
        elif type_ == "release":
            self._flush()
            self._release(self.operation, fields)
        elif type_ == "exercise":
            self._flush()
            self._exercise(self.operation, fields)
        elif type_ == "print":
            self._flush()
            self._print(self.operation, fields)
        else:
            raise Bad(f"unknown type {type_!r}")

    def _operation(self, fields: dict[str, Any]) -> None:
        code = fields.get("code")
        if not isinstance(code, str) or not code:
            raise Bad("an operation needs a code")
        try:
            zone(fields.get("timezone") or "UTC")
        except (KeyError, ValueError, OSError):
            raise Bad(f"there is no time zone {fields.get('timezone')!r}") from None
        if self.done.operation is not None and self.done.operation != code:
            raise Bad(f"the file is of operation {code}, not {self.done.operation}")
        self.done.operation = code
        self.operation = find_operation(self.session, code)
        if self.operation is None:
            _checked(fields)
            self.operation = create_operation(self.session, fields)

    def _record(self, operation: Operation, fields: dict[str, Any]) -> None:
        _checked(fields)
        self._count(record_registry(self.session, operation, fields, None) is not None)

    def _release(self, operation: Operation, fields: dict[str, Any]) -> None:
        """A release lets go what the file still calls held; of what is in quarantine it is a note."""
        of = fields.get("sha256")
        if not isinstance(of, str) or not of:
            raise Bad("a release needs the sha256 of what it releases")
        more = {name: value for name, value in fields.items() if name not in ("type", "received", "sha256")}
        held = held_at(self.session, operation, of)
        noted = note_release(self.session, operation, of, more, _received(fields))
        if noted is not None and held is not None:
            let_go(self.session, operation, held)
        self._count(noted is not None)

    def _exercise(self, operation: Operation, fields: dict[str, Any]) -> None:
        try:
            self._count(append_exercise(self.session, operation, fields) is not None)
        except msgspec.ValidationError as problem:
            raise Bad(str(problem)) from None

    def _print(self, operation: Operation, fields: dict[str, Any]) -> None:
        try:
            self._count(append_print(self.session, operation, fields) is not None)
        except msgspec.ValidationError as problem:
            raise Bad(str(problem)) from None

    def _event(self, fields: dict[str, Any]) -> Submission:
        received = _received(fields)
        held = "role" if fields.get("held") is True else None
        jws = fields.get("jws")
        found = (
            _bytes_of(unsigned, fields, received, held) if jws is None else self._signed(fields, jws, received, held)
        )
        if found.event is None:
            kind = fields.get("kind")
            known = kind in EVENT_TYPES if isinstance(kind, str) else False
            raise Bad(_why(found) if known else f"unknown kind of event {kind!r}")
        return found

    def _signed(self, fields: dict[str, Any], jws: object, received: datetime | None, held: str | None) -> Submission:
        """A signed line must be proved by a device of the book, and say what was signed."""
        if not isinstance(jws, str) or jws.count(".") != 2:
            raise Bad("jws is not a compact JWS")
        body = jws.encode()
        signed, _, signature = body.rpartition(b".")
        try:
            header = json.loads(decode_base64url(signed.partition(b".")[0]))
            payload = payload_bytes(body, True)
            said = json.loads(payload)
            key = self._key(str(header.get("kid")))
            holds = header.get("alg") == "ES256" and signature_holds(key, signed, decode_base64url(signature))
        except (ValueError, AttributeError, RecursionError, binascii.Error, BadKey):
            raise Bad("jws cannot be read, or its device is not in the book") from None
        if not holds:
            raise Bad("the signature does not hold")
        if not isinstance(said, dict) or _own(said) != _own(fields):
            raise Bad("the line says something else than what was signed")
        read = from_bytes(payload, received, held=held)
        return Submission(
            body, sha256_hex(body), True, read.id, read.event, read.reason, held, received, read.dev, read.dseq
        )

    def _key(self, kid: str) -> Any:
        if kid not in self.keys:
            operation_id = self.operation.id if self.operation is not None else 0
            device = get(self.session, operation_id, "device", kid)
            jwk = (device or {}).get("jwk") or {}
            self.keys[kid] = verifier(str(jwk.get("x", "")), str(jwk.get("y", "")))
        return self.keys[kid]

    def _flush(self) -> None:
        """Record the events that wait, and leave out those whose id other bytes have taken."""
        if not self.waiting or self.operation is None:
            return
        waiting, self.waiting = self.waiting, []
        taken = _taken(self.session, self.operation, [s for _, s in waiting])
        good = []
        for number, submission in waiting:
            owner = taken.get(submission.id.lower()) if submission.event is not None and submission.id else None
            if owner is not None and owner != submission.sha256:
                self.done.bad.append(BadLine(number, f"event {submission.id} is in the book with other bytes"))
                continue
            if submission.event is not None and submission.id:
                taken[submission.id.lower()] = submission.sha256
            good.append(submission)
        for result in record(self.session, self.operation, good):
            self._count(result.status != "duplicate")

    def _count(self, new: bool) -> None:
        if new:
            self.done.taken += 1
        else:
            self.done.known += 1


def _own(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in NOT_HASHED}


def _parsed(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise Bad("the line is longer than 1 MB")
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        raise Bad("not JSON") from None
    if not isinstance(fields, dict):
        raise Bad("not a JSON object")
    if fields.get("type") != "event":
        _bytes_of(canonical, fields)
    return fields


def _bytes_of(make: Callable[..., Made], *given: Any) -> Made:
    """Make bytes of what a line holds, or say that there are none."""
    try:
        return make(*given)
    except ValueError:
        raise Bad("it holds characters or numbers that JSON does not have") from None


def _checked(fields: dict[str, Any]) -> None:
    try:
        msgspec.convert(fields, RECORD_TYPES[fields["type"]])
    except msgspec.ValidationError as problem:
        raise Bad(str(problem)) from None


def _received(fields: dict[str, Any]) -> datetime | None:
    value = fields.get("received")
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise Bad("received is not a moment") from None
    if moment.tzinfo is None:
        raise Bad("received has no offset")
    return moment


def _kept(fields: dict[str, Any]) -> Submission:
    try:
        body = base64.b64decode(fields["body"], validate=True)
    except (KeyError, TypeError, ValueError):
        raise Bad("body is not base64") from None
    reason = fields.get("reason")
    if not isinstance(reason, str):
        raise Bad("a quarantined line needs its reason")
    return quarantined(body, reason, _received(fields), signed=bool(fields.get("signed")), id_=None)


def _why(submission: Submission) -> str:
    try:
        decode_event(payload_bytes(submission.body, submission.signed))
    except Unreadable as problem:
        return problem.detail
    return submission.reason or "malformed"


def _taken(session: Session, operation: Operation, submissions: list[Submission]) -> dict[str, str]:
    ids = sorted({s.id.lower() for s in submissions if s.id and s.event is not None})
    if not ids:
        return {}
    sql = "SELECT event_id, sha256 FROM entry WHERE operation_id = :op AND event_id IN :ids"
    return {row[0]: row[1] for row in rows(session, sql, op=operation.id, ids=ids)}


def read_file(path: str) -> Iterator[bytes]:
    """Yield the lines of a file, of standard input for `-`."""
    if path == "-":
        yield from sys.stdin.buffer
        return
    with open(path, "rb") as file:  # noqa: PTH123 - a path that a person typed
        yield from file
