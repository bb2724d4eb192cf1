"""What is handed to the book: exact bytes, what they say, and what was thought of their recorder."""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lotbook.book.events import Event, Unreadable, decode_event
from lotbook.kit.jsonbytes import canonical, sha256_hex

NOT_HASHED = ("type", "jws", "received", "held")
"""What a line of the book file says of an event beside the event itself."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One byte string to append; `event` is None where it cannot be read, and `reason` says why."""

    body: bytes
    sha256: str
    signed: bool
    id: str | None
    event: Event | None
    reason: str | None
    held: str | None
    received: datetime | None
    dev: str | None = None
    dseq: int | None = None
    clock_ms: int | None = None


@dataclass(slots=True)
class Result:
    """What became of a submission: `status` is accepted, duplicate, held or quarantined."""

    id: str | None
    sha256: str
    status: str
    seq: int | None = None
    reason: str | None = None
    findings: list[dict[str, Any]] | None = None


def unsigned(fields: dict[str, Any], received: datetime | None, held: str | None = None) -> Submission:
    """Make the bytes of an unsigned event, once: keys sorted, no spaces, UTF-8."""
    body = canonical({key: value for key, value in fields.items() if key not in NOT_HASHED})
    return from_bytes(body, received, held=held)


def from_bytes(body: bytes, received: datetime | None, *, held: str | None = None) -> Submission:
    """Take the canonical bytes of an unsigned event as they are."""
    try:
        event = decode_event(body)
    except Unreadable as problem:
        return Submission(body, sha256_hex(body), False, problem.id, None, problem.reason, None, received)
    return Submission(body, sha256_hex(body), False, event.id, event, None, held, received, event.dev, event.dseq)


def quarantined(body: bytes, reason: str, received: datetime | None, *, signed: bool, id_: str | None) -> Submission:
    """Keep bytes that cannot be read or trusted, with the reason."""
    return Submission(body, sha256_hex(body), signed, id_, None, reason, None, received)


def payload_bytes(body: bytes, signed: bool) -> bytes:
    """Return the JSON inside an entry's bytes: the JWS payload, or the bytes themselves."""
    if not signed:
        return body
    payload = body.split(b".")[1]
    return base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4))
