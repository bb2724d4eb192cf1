"""A table of records as CSV: read as spreadsheets write it, written so that they read it. Pure."""

import codecs
import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from itertools import zip_longest
from typing import Any

from lotbook.registry.cells import Cells, lists, scalars
from lotbook.registry.columns import CODE, COLUMNS

MOST_ROWS = 2_000
_DELIMITERS = ",;\t"
CELL_MAX = 1024 * 1024
"""Characters; a boundary of 2,000 corners has some 90,000, more than half of what the reader takes unless told."""
csv.field_size_limit(CELL_MAX)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class BadSheet(ValueError):
    """What cannot be read as a table of this kind at all; `code` is that of the refusal."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file by their number in a spreadsheet, where the heading is row 1; empty ones are left out."""

    columns: tuple[str, ...]
    rows: list[tuple[int, Cells]]
    ignored: list[str]
    decimal_comma: bool
    """A list that is separated by semicolons comes from where numbers are written 1,5."""


def read_sheet(type_: str, data: bytes) -> Sheet:
    """Read a file of records of a type; raises BadSheet."""
    text = _decoded(data)
    if "\0" in text:
        raise BadSheet("table_unreadable", "there is a zero byte in it")
    known = {column.name for column in COLUMNS[type_]}
    heading = text.partition("\n")[0].rstrip("\r")
    delimiter = max(_DELIMITERS, key=lambda one: len(known.intersection(_names(heading.split(one)))))
    try:
        table = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as problem:
        raise BadSheet("table_unreadable", str(problem)) from None
    names = _names(table[0]) if table else []
    if CODE not in names:
        raise BadSheet("table_without_codes")
    if len(table) - 1 > MOST_ROWS:
        raise BadSheet("table_too_long")
    rows = [(number, _cells(names, cells, known)) for number, cells in enumerate(table[1:], 2)]
    return Sheet(
        tuple(name for name in dict.fromkeys(names) if name in known),
        [(number, cells) for number, cells in rows if cells],
        [name for name in names if name and name not in known],
        delimiter == ";",
    )


def write_sheet(type_: str, records: Iterable[dict[str, Any]]) -> bytes:
    """Return records as a file that `read_sheet` takes back as they are; without records, an empty form of it."""
    out = StringIO()
    writer = csv.writer(out)
    names = [column.name for column in COLUMNS[type_]]
    writer.writerow(names)
    for record in records:
        items = lists(type_, record).values()
        for turn, parts in enumerate(zip_longest([scalars(type_, record)], *items, fillvalue={})):
            cells = {CODE: record["code"]} if turn else {}
            for part in parts:
                cells |= part
            writer.writerow([_harmless(cells.get(name, "")) for name in names])
    return codecs.BOM_UTF8 + out.getvalue().encode()


def _decoded(data: bytes) -> str:
    """Spreadsheets write UTF-8 with or without a mark, UTF-16 with one, or what Windows in America and Europe has."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _names(cells: Iterable[str]) -> list[str]:
    return [cell.strip().strip('"').strip().lower().replace(" ", "_") for cell in cells]


def _cells(names: list[str], cells: list[str], known: set[str]) -> Cells:
    pairs = zip(names, cells, strict=False)
    return {name: text for name, cell in pairs if name in known and (text := _meant(cell.strip())) != ""}


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking somebody's words for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _meant(text: str) -> str:
    """Take back the sign that keeps words from being a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
