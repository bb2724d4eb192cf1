"""Tables of the registry: the newest record of each code, and what is kept beside the book."""

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from lotbook.db import Base


class RegistryRecord(Base):
    """The newest record of a code; older ones are in the book, by `seq`."""

    __tablename__ = "registry_record"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    type: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[str] = mapped_column(Text)


class Personal(Base):
    """A person's name and a contact's details: never under the book's hashes, so that they can be erased."""

    __tablename__ = "personal"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    type: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    body: Mapped[str] = mapped_column(Text)
