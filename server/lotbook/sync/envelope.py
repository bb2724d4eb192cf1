"""A phone's signed record: taken apart, verified, and read, before any transaction.

A record is a compact JWS (RFC 7515) with the header {"alg": "ES256", "kid": device}. Nothing here
raises: what cannot be trusted or read keeps its bytes and gets a reason (3-sync.md).
"""

import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, datetime
from functools import lru_cache

import msgspec
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from lotbook.book.events import Event, Unreadable, decode_event
from lotbook.book.submission import Submission, quarantined
from lotbook.identity.keys import decode_base64url, signature_holds
from lotbook.kit.jsonbytes import sha256_hex

HIGHEST_DSEQ = 2**53 - 1
"""Beyond this, JavaScript cannot count."""


def is_in_time(event: Event) -> bool:
    """Say whether a moment has a local day on every farm: at the ends of the calendar it may not."""
    return MINYEAR < event.at.year < MAXYEAR


@dataclass(frozen=True, slots=True)
class Signer:
    """A device as verification needs it."""

    code: str
    key: EllipticCurvePublicKey
    active: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A JWS in its parts; `kid` is what its header claims."""

    body: bytes
    kid: str
    signed: bytes
    payload: bytes
    signature: bytes


class _Header(msgspec.Struct, forbid_unknown_fields=True):
    alg: str
    kid: str
    typ: str | None = None


_read_header = msgspec.json.Decoder(_Header)


@lru_cache(maxsize=4_096)
def _kid(header: bytes) -> str | None:
    """The device a header names, None unless it is exactly what 3-sync.md says; a phone repeats its header."""
    try:
        read = _read_header.decode(decode_base64url(header))
    except (binascii.Error, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return read.kid if read.alg == "ES256" else None


def take_apart(body: bytes) -> Letter | None:
    """Return the parts of a JWS; None for anything else."""
    signed, _, signature = body.rpartition(b".")
    header, dot, payload = signed.partition(b".")
    if not dot or b"." in payload:
        return None
    kid = _kid(header)
    if kid is None:
        return None
    try:
        return Letter(body, kid, signed, decode_base64url(payload), decode_base64url(signature))
    except binascii.Error:
        return None


def as_bytes(item: object) -> bytes:
    """Return what was sent in a batch as bytes to keep, even if it is no text at all."""
    if isinstance(item, str):
        return item.encode("utf-8", "surrogatepass")
    return msgspec.json.encode(item)


def kids(letters: Iterable[Letter | None]) -> set[str]:
    """Return the devices that a batch claims to come from."""
    return {letter.kid for letter in letters if letter is not None}


@dataclass(frozen=True, slots=True)
class Opened:
    """What to append, and which number of which phone it is proved to be."""

    submission: Submission
    dev: str | None = None
    dseq: int | None = None


def open_letter(body: bytes, letter: Letter | None, signers: Mapping[str, Signer], received: datetime) -> Opened:
    """Return what to append: an event if it is signed by an active phone and can be read, else a reason."""
    if letter is None:
        return Opened(quarantined(body, "malformed", received, signed=True, id_=None))
    event, claimed, problem = _read(letter.payload)
    signer = signers.get(letter.kid)
    if signer is None:
        return Opened(quarantined(body, "unknown_device", received, signed=True, id_=claimed))
    if not signature_holds(signer.key, letter.signed, letter.signature):
        return Opened(quarantined(body, "bad_signature", received, signed=True, id_=claimed))
    number = _number(letter.payload) if event is None else event.dseq
    number = number if number is not None and 1 <= number <= HIGHEST_DSEQ else None
    if event is not None and (event.dev != letter.kid or number is None or not is_in_time(event)):
        problem = "malformed"
    if not signer.active:
        problem = "revoked_device"
    if problem is not None or event is None:
        kept = quarantined(body, problem or "malformed", received, signed=True, id_=claimed)
        return Opened(kept, letter.kid, number)
    read = Submission(
        body=body,
        sha256=sha256_hex(body),
        signed=True,
        id=event.id,
        event=event,
        reason=None,
        held=None,
        received=received,
        dev=event.dev,
        dseq=number,
    )
    return Opened(read, letter.kid, number)


def _read(payload: bytes) -> tuple[Event | None, str | None, str | None]:
    try:
        event = decode_event(payload)
    except Unreadable as unreadable:
        return None, unreadable.id, unreadable.reason
    return event, event.id, None


class _Numbered(msgspec.Struct):
    dseq: int


_read_number = msgspec.json.Decoder(_Numbered)


def _number(payload: bytes) -> int | None:
    """The place in its phone's row of a record that cannot be read otherwise: it did arrive."""
    try:
        return _read_number.decode(payload).dseq
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
