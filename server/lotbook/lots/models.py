"""Tables of readings: whatever is here can be made again from the book (`lotbook rebuild`)."""

from sqlalchemy import BigInteger, Boolean, Index, Integer, SmallInteger, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lotbook.db import Base


class Lot(Base):
    """A lot that the book names; `kind` is None where no standing event made it.

    `first_us` is when it was first made; `began_us` and `emptied_us` bound the time in which it held
    stock, the latter None while it does. `made_mg` is all that came in as declared, harvested,
    received, made or reclassified. `deficits` are JSON pairs of days at whose end it held less than nothing.
    """

    __tablename__ = "lot"
    __table_args__ = (
        UniqueConstraint("operation_id", "code"),
        Index("ix_lot_product", "operation_id", "product", "code"),
        Index("ix_lot_emptied", "operation_id", "emptied_us"),
        # Claims above what is permitted are few, and looked for on every page of findings.
        Index(
            "ix_lot_overclaimed",
            "operation_id",
            "id",
            postgresql_where=text("overclaimed"),
            sqlite_where=text("overclaimed"),
        ),
        Index(
            "ix_lot_odd",
            "operation_id",
            "product",
            postgresql_where=text("deficits IS NOT NULL OR overclaimed"),
            sqlite_where=text("deficits IS NOT NULL OR overclaimed"),
        ),
    )

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(Text)
    product: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str | None] = mapped_column(Text)
    claimed: Mapped[str | None] = mapped_column(Text)
    cap: Mapped[str | None] = mapped_column(Text)
    overclaimed: Mapped[bool] = mapped_column(Boolean)
    place: Mapped[str | None] = mapped_column(Text)
    partner: Mapped[str | None] = mapped_column(Text)
    first_us: Mapped[int | None] = mapped_column(BigInteger)
    began_us: Mapped[int | None] = mapped_column(BigInteger)
    emptied_us: Mapped[int | None] = mapped_column(BigInteger)
    made_mg: Mapped[int] = mapped_column(BigInteger)
    made_units: Mapped[int] = mapped_column(BigInteger)
    stock_mg: Mapped[int] = mapped_column(BigInteger)
    stock_units: Mapped[int] = mapped_column(BigInteger)
    mean_mg: Mapped[int] = mapped_column(BigInteger)
    mean_units: Mapped[int] = mapped_column(BigInteger)
    deficits: Mapped[str | None] = mapped_column(Text)


class Posting(Base):
    """A signed mass and units of a lot on `account`, against another, so that each row sums to zero.

    `part` 0 are the lines of a lot's fold, 1 the splits of a run. Product and status of the lot, and of
    the lot that it went `into`, stand here too, so that a statement reads one index.
    """

    __tablename__ = "posting"
    __table_args__ = (
        Index("ix_posting_event", "operation_id", "seq"),
        Index(
            "ix_posting_statement",
            "operation_id",
            "product",
            "day",
            postgresql_include=["against", "status", "into_product", "into_status", "mass_mg", "units_micro", "seq"],
        ),
        Index(
            "ix_posting_into",
            "operation_id",
            "into_id",
            postgresql_where=text("into_id IS NOT NULL"),
            sqlite_where=text("into_id IS NOT NULL"),
        ),
        # Where stock lies, and what was harvested when, are asked for on every page of the desk.
        Index(
            "ix_posting_stock",
            "operation_id",
            "lot_id",
            postgresql_include=["place", "units_micro", "mass_mg"],
            postgresql_where=text("account = 'stock'"),
            sqlite_where=text("account = 'stock'"),
        ),
        Index(
            "ix_posting_harvested",
            "operation_id",
            "day",
            postgresql_include=["product", "place", "mass_mg", "units_micro", "seq", "lot_id"],
            postgresql_where=text("account = 'stock' AND against = 'harvested'"),
            sqlite_where=text("account = 'stock' AND against = 'harvested'"),
        ),
        Index(
            "ix_posting_returned",
            "operation_id",
            "lot_id",
            postgresql_where=text("against = 'returned'"),
            sqlite_where=text("against = 'returned'"),
        ),
        Index(
            "ix_posting_unread",
            "operation_id",
            "day",
            postgresql_where=text("basis = 'unread'"),
            sqlite_where=text("basis = 'unread'"),
        ),
    )

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    lot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    part: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    account: Mapped[str] = mapped_column(Text)
    against: Mapped[str] = mapped_column(Text)
    day: Mapped[int] = mapped_column(Integer)
    place: Mapped[str | None] = mapped_column(Text)
    mass_mg: Mapped[int] = mapped_column(BigInteger)
    units_micro: Mapped[int] = mapped_column(BigInteger)
    low_mg: Mapped[int | None] = mapped_column(BigInteger)
    high_mg: Mapped[int | None] = mapped_column(BigInteger)
    """The mass of what a pack takes or makes at the ends of estimated factors, where there are any."""
    basis: Mapped[str] = mapped_column(Text)
    into_id: Mapped[int | None] = mapped_column(BigInteger)
    product: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str | None] = mapped_column(Text)
    into_product: Mapped[str | None] = mapped_column(Text)
    into_status: Mapped[str | None] = mapped_column(Text)


class SettledDay(Base):
    """The sums of a product's postings on a day, as JSON; None where they were unsettled since (lots/settled.py)."""

    __tablename__ = "settled_day"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    product: Mapped[str] = mapped_column(Text, primary_key=True)
    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sums: Mapped[str | None] = mapped_column(Text)


class Link(Base):
    """Lot `source_id` went into lot `target_id`; `kind` is plant, transplant, harvest, pack or reclassify.

    `day` is when: through a planting only what went in by the day of a harvest lies behind it (rule 7).
    """

    __tablename__ = "link"
    __table_args__ = (
        Index("ix_link_target", "operation_id", "target_id"),
        Index("ix_link_event", "operation_id", "seq"),
    )

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    source_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    target_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    day: Mapped[int] = mapped_column(Integer)
    mass_mg: Mapped[int | None] = mapped_column(BigInteger)


class Application(Base):
    """An input lot was applied to a code: a planting, a place or a stored lot, whichever it is when asked."""

    __tablename__ = "application"
    __table_args__ = (
        Index("ix_application_to", "operation_id", "to_code"),
        Index("ix_application_lot", "operation_id", "lot_id"),
    )

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    lot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    to_code: Mapped[str] = mapped_column(Text, primary_key=True)
    day: Mapped[int] = mapped_column(Integer)


class PlantingPlace(Base):
    """A planting is at a place, from a day on."""

    __tablename__ = "planting_place"
    __table_args__ = (Index("ix_planting_place_place", "operation_id", "place"),)

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    lot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    place: Mapped[str] = mapped_column(Text)
    day: Mapped[int] = mapped_column(Integer)


class Making(Base):
    """An event that made (more of) a lot, and what permits its status: places and papers, a run, or a lot."""

    __tablename__ = "making"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    lot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    claim: Mapped[str | None] = mapped_column(Text)
    permitted: Mapped[str] = mapped_column(Text)
    run: Mapped[str | None] = mapped_column(Text)
    parent: Mapped[str | None] = mapped_column(Text)


class Run(Base):
    """A run of a packing line as it reads; `lots` are the ids that it touches, `deficits` pairs of days."""

    __tablename__ = "run"
    __table_args__ = (
        Index("ix_run_closed", "operation_id", "closed_day"),
        Index("ix_run_odd", "operation_id", postgresql_where=text("odd"), sqlite_where=text("odd")),
    )

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    first_us: Mapped[int] = mapped_column(BigInteger)
    last_us: Mapped[int] = mapped_column(BigInteger)
    place: Mapped[str | None] = mapped_column(Text)
    closed: Mapped[bool] = mapped_column(Boolean)
    closed_day: Mapped[int] = mapped_column(Integer)
    unaccounted_mg: Mapped[int | None] = mapped_column(BigInteger)
    favourable_gain_mg: Mapped[int] = mapped_column(BigInteger)
    odd: Mapped[bool] = mapped_column(Boolean)
    """Anything that a verdict must look at: a gain, a deficit, unclosed, unweighed, unread or empty."""
    unweighed: Mapped[bool] = mapped_column(Boolean)
    empty: Mapped[bool] = mapped_column(Boolean)
    unread: Mapped[bool] = mapped_column(Boolean)
    first_day: Mapped[int] = mapped_column(Integer)
    lots: Mapped[str] = mapped_column(Text)
    parents: Mapped[str] = mapped_column(Text)
    """The codes of its agricultural inputs, as JSON: they permit its outputs' status."""
    deficits: Mapped[str | None] = mapped_column(Text)


class TagNow(Base):
    """What a tag means now: blank, bound, free or retired."""

    __tablename__ = "tag_now"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    tag: Mapped[str] = mapped_column(Text, primary_key=True)
    state: Mapped[str] = mapped_column(Text)
    lot: Mapped[str | None] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)


class TagMeaning(Base):
    """What a line that carries a tag means, where the line itself does not say all."""

    __tablename__ = "tag_meaning"
    __table_args__ = (
        Index("ix_tag_meaning_lot", "operation_id", "lot"),
        Index(
            "ix_tag_meaning_unknown",
            "operation_id",
            postgresql_where=text("lot IS NULL OR value IS NULL"),
            sqlite_where=text("lot IS NULL OR value IS NULL"),
        ),
    )

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    tag: Mapped[str] = mapped_column(Text)
    lot: Mapped[str | None] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    read: Mapped[bool] = mapped_column(Boolean)


class Weighed(Base):
    """The mass that a later weigh gave a line."""

    __tablename__ = "weighed"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    mass_mg: Mapped[int] = mapped_column(BigInteger)


class Counted(Base):
    """A line of a standing count; the line with `n` -1 says that everything at the place was counted."""

    __tablename__ = "counted"
    __table_args__ = (
        Index("ix_counted_day", "operation_id", "day"),
        Index("ix_counted_lot", "operation_id", "lot"),
    )

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at_us: Mapped[int] = mapped_column(BigInteger)
    event_id: Mapped[str] = mapped_column(Text)
    day: Mapped[int] = mapped_column(Integer)
    place: Mapped[str | None] = mapped_column(Text)
    lot: Mapped[str | None] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    received_us: Mapped[int | None] = mapped_column(BigInteger)
