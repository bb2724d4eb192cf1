"""Tables of who is who: the operation, which is the tenant and owner of one book; accounts, sessions,
tokens, enrolments, devices, and the links that let inspectors in. Moments are microseconds since 1970."""

from sqlalchemy import BigInteger, Boolean, Index, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lotbook.db import Base


class Operation(Base):
    """The tenant, and the head of its book: whoever appends locks this row first."""

    __tablename__ = "operation"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    code: Mapped[str] = mapped_column(Text, unique=True)
    head_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    epoch: Mapped[str] = mapped_column(Text)
    durable_seq: Mapped[int | None] = mapped_column(BigInteger)
    """Up to where a verified backup of this epoch holds the book."""
    timezone: Mapped[str] = mapped_column(Text)
    mass_unit: Mapped[str] = mapped_column(Text)


class Account(Base):
    """A person who can sign in; name and roles are the registry's."""

    __tablename__ = "account"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    person: Mapped[str] = mapped_column(Text, primary_key=True)
    password_hash: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[int] = mapped_column(BigInteger)


class BrowserSession(Base):
    """A browser that is signed in; its secret is kept as a hash."""

    __tablename__ = "browser_session"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    secret_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    person: Mapped[str] = mapped_column(Text)
    created_at: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[int] = mapped_column(BigInteger)


class ApiToken(Base):
    """What a program shows; its id is the beginning of its hash."""

    __tablename__ = "api_token"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    secret_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    role: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[int] = mapped_column(BigInteger)
    revoked_at: Mapped[int | None] = mapped_column(BigInteger)


class Enrolment(Base):
    """A code that lets one phone in, once; `salt` makes the token with it, the same every time."""

    __tablename__ = "enrolment"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    code_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    role: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[int] = mapped_column(BigInteger)
    device: Mapped[str | None] = mapped_column(Text)
    thumbprint: Mapped[str | None] = mapped_column(Text)


class Device(Base):
    """An enrolled phone or browser: its public key, its token, and which of its records have arrived.

    `high` is the greatest `dseq` that came, `missing` the ranges below it that did not, as JSON. What follows it
    said of itself when it last called: its version of the app, how many records and photos waited then, and
    (measured here) how many milliseconds its clock was behind ours.
    """

    __tablename__ = "device"
    __table_args__ = (UniqueConstraint("operation_id", "secret_hash"),)

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    secret_hash: Mapped[str] = mapped_column(Text)
    jwk: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    enrolled_at: Mapped[int] = mapped_column(BigInteger)
    revoked_at: Mapped[int | None] = mapped_column(BigInteger)
    seen_at: Mapped[int | None] = mapped_column(BigInteger)
    high: Mapped[int] = mapped_column(BigInteger, default=0)
    missing: Mapped[str] = mapped_column(Text, default="[]")
    app: Mapped[str | None] = mapped_column(Text)
    waiting: Mapped[int | None] = mapped_column(BigInteger)
    photos: Mapped[int | None] = mapped_column(BigInteger)
    clock_ms: Mapped[int | None] = mapped_column(BigInteger)


class Restored(Base):
    """A book was put back from a backup: the epoch that began with it, and where the book ended then."""

    __tablename__ = "restored"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    epoch: Mapped[str] = mapped_column(Text, primary_key=True)
    at_us: Mapped[int] = mapped_column(BigInteger)
    backed_up_us: Mapped[int] = mapped_column(BigInteger)
    head_seq: Mapped[int] = mapped_column(BigInteger)


class Sample(Base):
    """The sample farm that was loaded beside an operation's own book, in an operation of its own.

    `begun_us` is when its season ends, `lines` how long its book is and `taken` how much of it is there already;
    `loaded_seq` is where it ended once all of it was there, and what is recorded after that is not the sample's.
    """

    __tablename__ = "sample"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sample_id: Mapped[int] = mapped_column(Integer, unique=True)
    begun_us: Mapped[int] = mapped_column(BigInteger)
    lines: Mapped[int] = mapped_column(Integer)
    taken: Mapped[int] = mapped_column(Integer)
    loaded_seq: Mapped[int | None] = mapped_column(BigInteger)


class InspectionLink(Base):
    """What lets an inspector in who has no account: what may be asked, until when, and by whom it was made.

    A standing link lies sealed in the office; its days count from when it is first opened.
    """

    __tablename__ = "inspection_link"
    __table_args__ = (UniqueConstraint("operation_id", "secret_hash"),)

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    secret_hash: Mapped[str] = mapped_column(Text)
    passcode_hash: Mapped[str | None] = mapped_column(Text)
    parts: Mapped[str] = mapped_column(Text)
    amounts: Mapped[bool] = mapped_column(Boolean)
    standing: Mapped[bool] = mapped_column(Boolean)
    days: Mapped[int] = mapped_column(Integer)
    note: Mapped[str | None] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[int] = mapped_column(BigInteger)
    opened_at: Mapped[int | None] = mapped_column(BigInteger)
    revoked_at: Mapped[int | None] = mapped_column(BigInteger)
    revoked_by: Mapped[str | None] = mapped_column(Text)


class Visit(Base):
    """A browser in which a link was opened; its token is kept as a hash."""

    __tablename__ = "visit"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    secret_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    link: Mapped[str] = mapped_column(Text)
    created_at: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[int] = mapped_column(BigInteger)


class LinkView(Base):
    """The access log of a link: what was looked at, when, and from where. Ids are in the order of time."""

    __tablename__ = "link_view"
    __table_args__ = (Index("ix_link_view_link", "operation_id", "link", "id"),)

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    link: Mapped[str] = mapped_column(Text)
    at_us: Mapped[int] = mapped_column(BigInteger)
    what: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    agent: Mapped[str | None] = mapped_column(Text)
