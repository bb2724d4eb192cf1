"""What people did that is neither an event nor a record of the registry."""

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from lotbook.db import Base


class Act(Base):
    """Somebody made a token, took a table away, printed labels: never changed, never deleted.

    Ids are in the order of time. `by` is a person's code, a program's sort and the beginning of its token, or None
    for a command on the server. `args` is JSON, without names of people: a code can outlive its name.
    """

    __tablename__ = "act"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    at_us: Mapped[int] = mapped_column(BigInteger)
    by: Mapped[str | None] = mapped_column(Text)
    act: Mapped[str] = mapped_column(Text)
    subject: Mapped[str | None] = mapped_column(Text)
    args: Mapped[str] = mapped_column(Text)
