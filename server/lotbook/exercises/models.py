"""The answers of exercises, by their hash."""

from sqlalchemy import Integer, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from lotbook.db import Base


class SealedResult(Base):
    """The bytes of an answer, packed; the book has their hash."""

    __tablename__ = "sealed_result"

    operation_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    packed: Mapped[bytes] = mapped_column(LargeBinary)
