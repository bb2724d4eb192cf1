"""Tables of the book: its entries in order, and an index of what they mention."""

from sqlalchemy import BigInteger, Boolean, Index, Integer, LargeBinary, SmallInteger, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lotbook.db import Base


class Entry(Base):
    """One line of the book: exact bytes, their hash, and what is needed to find them.

    `state` is read, unread (its reading failed), held or quarantined. `event_id` is set for events that
    were accepted or held, in lower case; `code` for records and releases. `standing` is a reading: rule 6.
    `clock_ms` is what was to be added to `at` to be right, where a phone's clock was seen to be wrong.
    """

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("operation_id", "sha256"),
        UniqueConstraint("operation_id", "event_id"),
        Index("ix_entry_kind", "operation_id", "kind", "day"),
        Index("ix_entry_received", "operation_id", "received_us"),
        Index("ix_entry_device", "operation_id", "dev", "dseq"),
        Index(
            "ix_entry_waiting",
            "operation_id",
            "seq",
            postgresql_where=text("state IN ('held', 'quarantined')"),
            sqlite_where=text("state IN ('held', 'quarantined')"),
        ),
        # What could not be read makes every statement of its day one to review: there should be none.
        Index(
            "ix_entry_unread",
            "operation_id",
            "day",
            postgresql_where=text("state = 'unread'"),
            sqlite_where=text("state = 'unread'"),
        ),
        Index(
            "ix_entry_clock",
            "operation_id",
            "seq",
            postgresql_where=text("clock_ms IS NOT NULL"),
            sqlite_where=text("clock_ms IS NOT NULL"),
        ),
        Index(
            "ix_entry_release",
            "operation_id",
            "code",
            postgresql_where=text("type = 'release'"),
            sqlite_where=text("type = 'release'"),
        ),
    )

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    type: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    standing: Mapped[bool] = mapped_column(Boolean)
    signed: Mapped[bool] = mapped_column(Boolean)
    sha256: Mapped[str] = mapped_column(Text)
    event_id: Mapped[str | None] = mapped_column(Text)
    code: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(Text)
    at_us: Mapped[int | None] = mapped_column(BigInteger)
    day: Mapped[int | None] = mapped_column(Integer)
    run: Mapped[str | None] = mapped_column(Text)
    dev: Mapped[str | None] = mapped_column(Text)
    dseq: Mapped[int | None] = mapped_column(BigInteger)
    received_us: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str | None] = mapped_column(Text)
    clock_ms: Mapped[int | None] = mapped_column(BigInteger)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class Mention(Base):
    """What an event names, so that whatever arrives late finds what it touches."""

    __tablename__ = "mention"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    what: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class Finding(Base):
    """Something odd about a subject (a lot, run, tag, event or device), open as long as it is here.

    `opens_day` is the local day from which it counts, None for at once. `about` and `args` are JSON.
    """

    __tablename__ = "finding"
    __table_args__ = (
        Index("ix_finding_severity", "operation_id", "severity"),
        Index("ix_finding_seq", "operation_id", "seq"),
    )

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    subject: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    severity: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    args: Mapped[str] = mapped_column(Text)
    opens_day: Mapped[int | None] = mapped_column(Integer)
    seq: Mapped[int] = mapped_column(BigInteger)


class Acknowledgement(Base):
    """The office has seen a finding, and says why it is all right."""

    __tablename__ = "acknowledgement"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    subject: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    at_us: Mapped[int] = mapped_column(BigInteger)
