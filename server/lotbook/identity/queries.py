"""Every select about who is who; each within one operation."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lotbook.identity.models import Account, ApiToken, BrowserSession, Device, Enrolment, Operation, Sample


def operation_by_code(session: Session, code: str) -> Operation | None:
    """Return an operation by its code; labels carry it in capitals, so letters match either way."""
    exact = session.scalar(select(Operation).where(Operation.code == code))
    if exact is not None:
        return exact
    loose = select(Operation).where(func.lower(Operation.code) == code.lower()).order_by(Operation.id)
    return session.scalars(loose.limit(1)).one_or_none()


def is_empty(session: Session) -> bool:
    """Say whether there is no operation here yet."""
    return session.scalar(select(Operation.id).limit(1)) is None


def sample(session: Session, operation_id: int) -> Sample | None:
    """Return the sample farm that was loaded for an operation."""
    return session.get(Sample, operation_id)


def is_sample(session: Session, operation_id: int) -> bool:
    """Say whether an operation is a sample that was loaded for another."""
    return session.scalar(select(Sample.sample_id).where(Sample.sample_id == operation_id)) is not None


def account(session: Session, operation_id: int, person: str) -> Account | None:
    """Return the account of a person."""
    return session.get(Account, (operation_id, person))


def accounts_of(session: Session, operation_id: int, people: Sequence[str]) -> list[str]:
    """Return which of some people have an account."""
    of = select(Account.person).where(Account.operation_id == operation_id, Account.person.in_(people))
    return list(session.scalars(of))


def live_session(session: Session, operation_id: int, secret_hash: str, now: int) -> BrowserSession | None:
    """Return a session that has not ended."""
    row = session.get(BrowserSession, (operation_id, secret_hash))
    return row if row is not None and row.expires_at > now else None


def live_token(session: Session, operation_id: int, secret_hash: str, now: int) -> ApiToken | None:
    """Return a token that is neither expired nor revoked."""
    row = session.get(ApiToken, (operation_id, secret_hash))
    good = row is not None and row.revoked_at is None and row.expires_at > now
    return row if good else None


def tokens(session: Session, operation_id: int) -> list[ApiToken]:
    """Return every token that was made, the newest first."""
    of = select(ApiToken).where(ApiToken.operation_id == operation_id)
    return list(session.scalars(of.order_by(ApiToken.created_at.desc(), ApiToken.secret_hash)))


def enrolment(session: Session, operation_id: int, code_hash: str) -> Enrolment | None:
    """Return an enrolment by the hash of its code."""
    return session.get(Enrolment, (operation_id, code_hash))


def device_of_token(session: Session, operation_id: int, secret_hash: str) -> Device | None:
    """Return the device that a token belongs to, revoked or not."""
    of = select(Device).where(Device.operation_id == operation_id, Device.secret_hash == secret_hash)
    return session.scalars(of).one_or_none()


def device(session: Session, operation_id: int, code: str) -> Device | None:
    """Return a device by its code."""
    return session.get(Device, (operation_id, code))


def devices(session: Session, operation_id: int, codes: Iterable[str] | None = None) -> list[Device]:
    """Return devices in the order they were enrolled, all or those named."""
    of = select(Device).where(Device.operation_id == operation_id)
    if codes is not None:
        of = of.where(Device.code.in_(list(codes)))
    return list(session.scalars(of.order_by(Device.enrolled_at, Device.code)))
