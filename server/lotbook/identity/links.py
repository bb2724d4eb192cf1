"""Inspection links: what lets somebody in who has no account, reads alone, and ends (inspections last an hour).

A link's secret opens a visit in one browser; the visit's token is what that browser shows. Both are kept as hashes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from lotbook.errors import Problem
from lotbook.identity import credentials
from lotbook.identity.models import InspectionLink, LinkView, Operation, Visit
from lotbook.kit.clock import micros
from lotbook.kit.ids import uuid7

Part = Literal["balance", "trace", "sales", "records"]
PARTS: tuple[Part, ...] = ("balance", "trace", "sales", "records")
LONGEST_DAYS = 90
"""A certifier's decision takes 30 to 45 days."""
STANDING_LASTS = timedelta(days=366)
"""So long may a standing link lie unopened: from one yearly inspection to the next."""
VISIT_LASTS = timedelta(hours=24)
SHORTEST_PASSCODE, LONGEST_PASSCODE = 4, 100
LONGEST_AGENT, LONGEST_PATH = 200, 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a link is to allow."""

    days: int
    parts: list[Part]
    amounts: bool = False
    standing: bool = False
    note: str | None = None


def passcode_hash(passcode: str | None) -> str | None:
    """Return what to store of a passcode; slow on purpose, so compute it before a transaction."""
    return None if passcode is None else credentials.hash_password(passcode)


def make(
    session: Session, operation: Operation, wanted: Wanted, passcode: str | None, made_by: str, now: datetime
) -> tuple[InspectionLink, str]:
    """Return a new link, with its secret, which nobody sees again; `passcode` is its hash."""
    secret = credentials.make_secret(operation.code, credentials.LINK)
    so_far = session.scalar(select(func.count()).where(InspectionLink.operation_id == operation.id)) or 0
    link = InspectionLink(
        operation_id=operation.id,
        code=f"L{so_far + 1}",
        secret_hash=credentials.kept(secret),
        passcode_hash=passcode,
        parts=" ".join(part for part in PARTS if part in wanted.parts),
        amounts=wanted.amounts,
        standing=wanted.standing,
        days=wanted.days,
        note=wanted.note,
        made_by=made_by,
        created_at=micros(now),
        expires_at=micros(now + (STANDING_LASTS if wanted.standing else timedelta(days=wanted.days))),
    )
    session.add(link)
    return link, secret


def parts_of(link: InspectionLink) -> list[Part]:
    """Return what a link may ask."""
    return cast(list[Part], link.parts.split())


def links(session: Session, operation_id: int) -> list[InspectionLink]:
    """Return every link that was made, the newest first."""
    of = select(InspectionLink).where(InspectionLink.operation_id == operation_id)
    return list(session.scalars(of.order_by(InspectionLink.created_at.desc(), InspectionLink.code.desc())))


def link(session: Session, operation_id: int, code: str) -> InspectionLink:
    """Return a link by its code; raises a Problem for none."""
    found = session.get(InspectionLink, (operation_id, code))
    if found is None:
        raise Problem("unknown_record", what="inspection link", code=code)
    return found


def link_of_secret(session: Session, operation_id: int, secret_hash: str) -> InspectionLink | None:
    """Return the link that a secret belongs to, ended or not."""
    of = (InspectionLink.operation_id == operation_id, InspectionLink.secret_hash == secret_hash)
    return session.scalars(select(InspectionLink).where(*of)).one_or_none()


def is_live(found: InspectionLink, now: datetime) -> bool:
    """Say whether a link still opens."""
    return found.revoked_at is None and found.expires_at > micros(now)


def revoke(session: Session, operation_id: int, code: str, by: str, now: datetime) -> None:
    """End a link and every visit by it, at once; what it saw stays in its log."""
    found = link(session, operation_id, code)
    if found.revoked_at is None:
        found.revoked_at, found.revoked_by = micros(now), by
    session.execute(delete(Visit).where(Visit.operation_id == operation_id, Visit.link == code))


def open_visit(session: Session, operation: Operation, found: InspectionLink, now: datetime) -> tuple[Visit, str]:
    """Return a new visit and its token; the first opening of a standing link sets its days running."""
    if found.opened_at is None:
        found.opened_at = micros(now)
        if found.standing:
            found.expires_at = micros(now + timedelta(days=found.days))
    session.execute(delete(Visit).where(Visit.operation_id == operation.id, Visit.expires_at <= micros(now)))
    token = credentials.make_secret(operation.code, credentials.VISIT)
    visit = Visit(
        operation_id=operation.id,
        secret_hash=credentials.kept(token),
        link=found.code,
        created_at=micros(now),
        expires_at=min(found.expires_at, micros(now + VISIT_LASTS)),
    )
    session.add(visit)
    return visit, token


def live_visit(session: Session, operation_id: int, secret_hash: str, now: datetime) -> InspectionLink | None:
    """Return the link of a visit that has not ended."""
    visit = session.get(Visit, (operation_id, secret_hash))
    if visit is None or visit.expires_at <= micros(now):
        return None
    found = session.get(InspectionLink, (operation_id, visit.link))
    return found if found is not None and is_live(found, now) else None


def note_view(
    session: Session,
    operation_id: int,
    code: str,
    what: str,
    path: str,
    address: str | None,
    agent: str | None,
    now: datetime,
) -> None:
    """Write a line of a link's access log."""
    session.add(
        LinkView(
            operation_id=operation_id,
            id=uuid7(),
            link=code,
            at_us=micros(now),
            what=what,
            path=path[:LONGEST_PATH],
            address=address,
            agent=agent[:LONGEST_AGENT] if agent is not None else None,
        )
    )


def views(session: Session, operation_id: int, code: str, before: str | None, limit: int) -> list[LinkView]:
    """Return the access log of a link, the newest first, before an id."""
    of = select(LinkView).where(LinkView.operation_id == operation_id, LinkView.link == code)
    if before is not None:
        of = of.where(LinkView.id < before)
    return list(session.scalars(of.order_by(LinkView.id.desc()).limit(limit)))


def view_counts(session: Session, operation_id: int) -> dict[str, int]:
    """Return how many lines the log of each link has."""
    of = select(LinkView.link, func.count()).where(LinkView.operation_id == operation_id).group_by(LinkView.link)
    return {row[0]: row[1] for row in session.execute(of)}
