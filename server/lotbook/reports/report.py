"""A report before it is PDF, XLSX or CSV: a title, facts, and tables whose columns say what they hold. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "mass", "number", "percent", "amount"]
Cell = str | int | float | None
"""`mass` cells are milligrams, `percent` and `amount` decimal numbers as text."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by the name of its heading in the catalogue of words."""

    name: str
    kind: Kind = "text"
    width: int = 16
    """Characters, for a spreadsheet; on paper its part of the line."""
    sum: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; `name` is its heading in the catalogue, `empty` what to say where there are none."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    empty: str = "none"
    total: str | None = None
    """The heading of a last row that sums the columns that say so."""
    note: str | None = None
    fixed: bool = False
    """The headings are an outside form's own words, not ours."""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; every text in it is in the reader's language already."""

    title: str
    subtitle: str
    facts: Sequence[tuple[str, str]]
    tables: Sequence[Table]
    verdict: tuple[str, str] | None = None
    """Its code and its word."""
    paragraphs: Sequence[str] = field(default=())
    picture: tuple[str, str] | None = None
    """An SVG, and what it shows in words."""
