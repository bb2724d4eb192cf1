"""Intents about who is who: sign in, make and revoke tokens, enrol and revoke phones.

Each works in its caller's transaction. What also belongs in the book (a device, a person) is
appended by the view, in the same transaction.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from lotbook.errors import Problem
from lotbook.identity import credentials, keys, queries
from lotbook.identity.models import Account, ApiToken, BrowserSession, Device, Enrolment, Operation
from lotbook.identity.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD, Role, is_good_password
from lotbook.kit.clock import micros

SESSION_LASTS = timedelta(days=7)
ENROLMENT_LASTS = timedelta(minutes=10)
LONGEST_TOKEN_DAYS = 3_650


def password_hash(password: str) -> str:
    """Return what to store of a good password; slow on purpose, so compute it before a transaction."""
    if not is_good_password(password):
        raise Problem("bad_password", shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD)
    return credentials.hash_password(password)


def set_password(session: Session, operation_id: int, person: str, hashed: str, now: datetime) -> None:
    """Give a person an account, or another password; whoever was signed in as them no longer is."""
    session.merge(Account(operation_id=operation_id, person=person, password_hash=hashed, changed_at=micros(now)))
    of = (BrowserSession.operation_id == operation_id, BrowserSession.person == person)
    session.execute(delete(BrowserSession).where(*of))


def start_session(session: Session, operation: Operation, person: str, now: datetime) -> str:
    """Sign a person in, and return the secret of the session; ended ones are swept away."""
    ended = (BrowserSession.operation_id == operation.id, BrowserSession.expires_at <= micros(now))
    session.execute(delete(BrowserSession).where(*ended))
    secret = credentials.make_secret(operation.code, credentials.SESSION)
    session.add(
        BrowserSession(
            operation_id=operation.id,
            secret_hash=credentials.kept(secret),
            person=person,
            created_at=micros(now),
            expires_at=micros(now + SESSION_LASTS),
        )
    )
    return secret


def end_session(session: Session, operation_id: int, secret_hash: str) -> None:
    """Sign out."""
    of = (BrowserSession.operation_id == operation_id, BrowserSession.secret_hash == secret_hash)
    session.execute(delete(BrowserSession).where(*of))


def make_token(
    session: Session, operation: Operation, role: Role, days: int, made_by: str | None, now: datetime
) -> str:
    """Return a new token for a program; only its hash is kept."""
    if not 1 <= days <= LONGEST_TOKEN_DAYS:
        raise Problem("invalid_fields", errors={"days": [f"It must be between 1 and {LONGEST_TOKEN_DAYS}."]})
    secret = credentials.make_secret(operation.code, credentials.TOKEN)
    session.add(
        ApiToken(
            operation_id=operation.id,
            secret_hash=credentials.kept(secret),
            role=role,
            made_by=made_by,
            created_at=micros(now),
            expires_at=micros(now + timedelta(days=days)),
        )
    )
    return secret


def revoke_token(session: Session, operation_id: int, token_id: str, now: datetime) -> None:
    """End a token before its time."""
    of = (ApiToken.operation_id == operation_id, ApiToken.secret_hash.startswith(token_id, autoescape=True))
    done = session.scalars(update(ApiToken).where(*of).values(revoked_at=micros(now)).returning(ApiToken.secret_hash))
    if not list(done):
        raise Problem("unknown_record", what="token", code=token_id)


def offer_enrolment(
    session: Session, operation: Operation, role: Role, made_by: str, now: datetime
) -> tuple[str, Enrolment]:
    """Return a new code of 128 bits and more for one phone, and its row; spent ones are swept away."""
    spent = (Enrolment.operation_id == operation.id, Enrolment.expires_at <= micros(now))
    session.execute(delete(Enrolment).where(*spent))
    code = credentials.random_code(130)
    row = Enrolment(
        operation_id=operation.id,
        code_hash=credentials.hashed(code),
        role=role,
        salt=secrets.token_hex(16),
        made_by=made_by,
        created_at=micros(now),
        expires_at=micros(now + ENROLMENT_LASTS),
    )
    session.add(row)
    return f"{operation.code}.{code}", row


@dataclass(frozen=True, slots=True)
class Before:
    """Who a phone says it was: its code, and of its numbers those that arrived, where the book knows them."""

    code: str
    high: int = 0
    missing: Sequence[Sequence[int]] = ()


def enrol(
    session: Session,
    operation: Operation,
    code: str,
    jwk: Mapping[str, str],
    now: datetime,
    before: Before | None = None,
) -> tuple[Device, str, bool]:
    """Return the device of a code and a key, its token, and whether its record is to be written.

    The same code with the same key gives the same answer, because a reply can be lost. A phone that was here
    `before`, with the same key, stays who it was, so that its chain of records goes on; the caller has seen to it
    that no other key has that name.
    """
    row = queries.enrolment(session, operation.id, credentials.hashed(code))
    thumb = keys.thumbprint(jwk)
    if row is None or row.expires_at <= micros(now) or row.thumbprint not in (None, thumb):
        raise Problem("enrolment_refused")
    token = credentials.derived_secret(operation.code, credentials.DEVICE, code, row.salt)
    if row.device is not None:
        device = queries.device(session, operation.id, row.device)
        if device is None or device.state != "active":
            raise Problem("enrolment_refused")
        return device, token, False
    device = queries.device(session, operation.id, before.code) if before is not None else None
    if device is None:
        device = Device(
            operation_id=operation.id,
            code=before.code if before is not None else "d" + credentials.random_code(45).lower(),
            jwk=json.dumps(dict(jwk), sort_keys=True),
            state="active",
            enrolled_at=micros(now),
            high=before.high if before is not None else 0,
            missing=json.dumps(before.missing if before is not None else []),
        )
        session.add(device)
    device.secret_hash, device.role = credentials.kept(token), row.role
    row.device, row.thumbprint = device.code, thumb
    return device, token, True


def revoke_device(session: Session, operation_id: int, code: str, now: datetime) -> Device | None:
    """End a phone's trust, and return it if it was enrolled here; its records still land, in quarantine."""
    device = queries.device(session, operation_id, code)
    if device is not None and device.state == "active":
        device.state, device.revoked_at = "revoked", micros(now)
    return device
