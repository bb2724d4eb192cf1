"""What a table of records would change, row by row, and what in it is wrong. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from lotbook.registry.boundaries import SENTENCES, Fault, checked
from lotbook.registry.cells import SEPARATOR, YES, Cells, Change, cell_of, changes
from lotbook.registry.columns import CODE, COLUMNS, Column
from lotbook.registry.records import read_record
from lotbook.registry.sheet import Sheet
from lotbook.registry.wkt import read_shape

REFERS: dict[tuple[str, str], str] = {
    ("place", "parent"): "place",
    ("recipe", "product"): "product",
    ("recipe", "ingredient_product"): "product",
    ("plan", "product"): "product",
}
"""Columns that name another record, and of which type; a record of the same file will do."""
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")
_YES, _NO = frozenset((YES, "true", "1", "x", "si", "sí")), frozenset(("no", "false", "0"))
_SENTENCES = {
    "needed": "It is empty, and it is needed.",
    "number": "{value} is not a number like 12.5.",
    "whole": "{value} is not a whole number.",
    "day": "{value} is not a day written YYYY-MM-DD.",
    "choice": "{value} is none of {choices}.",
    "yes": "{value} is neither yes nor no.",
    "unknown": "There is no {value}.",
    "itself": "{value} cannot be part of itself.",
    "like": "There is {value} already: write it so, or it would be another one.",
    "twice": "{value} is not what an earlier row of the same code says.",
    "no_shape": "It is neither POLYGON ((…)) or MULTIPOLYGON (((…))), as WKT has it, nor a GeoJSON geometry.",
    "other": "{value}",
    # Where on earth, if that is known, stands behind what is wrong there.
    **{code: f"{sentence}{{value}}" for code, sentence in SENTENCES.items()},
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a cell: the row of the spreadsheet, the column, and a code with what it is about."""

    row: int
    column: str
    code: str
    value: str = ""
    choices: str = ""

    @property
    def text(self) -> str:
        """Return the sentence for programs; people read it in their own language, by `code`."""
        what = _SENTENCES[self.code].format(value=self.value, choices=self.choices)
        return f"Row {self.row}, column {self.column}: {what}"


@dataclass(slots=True)
class Proposed:
    """What the rows of one code would do: `new`, `change`, `same`, or nothing because they are `wrong`."""

    row: int
    code: str
    changes: list[Change] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    before: dict[str, Any] | None = None
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """Return which of the four it is."""
        if self.mistakes:
            return "wrong"
        return "new" if self.before is None else "change" if self.changes else "same"


def propose(
    type_: str,
    sheet: Sheet,
    known: Mapping[str, dict[str, Any]],
    referred: Mapping[str, set[str]],
    refused: Callable[[dict[str, Any], dict[str, Any]], str | None] = lambda before, after: None,
) -> list[Proposed]:
    """Return what each code of a sheet would become, in the order of the file.

    `known` are the records that there are; `referred` the codes of each type that a column may name; `refused` says
    why the caller may not make a change. A column that the file does not have stays as it is; an empty cell empties.
    """
    grouped: dict[str, list[tuple[int, Cells]]] = {}
    found = []
    for number, cells in sheet.rows:
        if CODE in cells:
            grouped.setdefault(cells[CODE], []).append((number, cells))
        else:
            found.append(Proposed(number, "", mistakes=[Mistake(number, CODE, "needed")]))
    alike = {code.casefold(): code for code in known}
    codes = {**referred, type_: {*referred.get(type_, ()), *grouped}}
    for code, rows in grouped.items():
        one = Proposed(rows[0][0], code, before=known.get(code))
        if one.before is None and code.casefold() in alike:
            one.mistakes.append(Mistake(one.row, CODE, "like", alike[code.casefold()]))
        _Reading(type_, sheet, one, rows, codes).read()
        if not one.mistakes and (why := refused(one.before or {}, one.body)) is not None:
            one.mistakes.append(Mistake(one.row, "roles", "other", why))
        found.append(one)
    return sorted(found, key=lambda proposed: proposed.row)


class _Reading:
    """The rows of one code, on their way to a record."""

    def __init__(
        self, type_: str, sheet: Sheet, one: Proposed, rows: list[tuple[int, Cells]], codes: Mapping[str, set[str]]
    ) -> None:
        self.type_, self.one, self.rows, self.codes, self.comma = type_, one, rows, codes, sheet.decimal_comma
        self.columns = [column for column in COLUMNS[type_] if column.name in sheet.columns]
        self.item_rows: dict[str, list[int]] = {}

    def read(self) -> None:
        one = self.one
        one.body = {**(one.before or {}), "type": self.type_, "code": one.code}
        for column in self.columns:
            if column.lines is None and column.name != CODE:
                _set(one.body, column.path, self._scalar(column))
        if isinstance(one.body.get("certificate"), dict) and set(one.body["certificate"]) == {"number"}:
            one.body["certificate"] = one.body["certificate"]["number"]
        for name in dict.fromkeys(column.lines for column in self.columns if column.lines is not None):
            one.body[name] = self._items(name)
        if not one.mistakes:
            self._check()
        if not one.mistakes:
            one.changes = [change for change in changes(self.type_, one.before, one.body) if change.column != CODE]

    def _scalar(self, column: Column) -> Any:
        """The first row says it; a later one of the same code says it again, or nothing."""
        number, cells = self.rows[0]
        for later, others in self.rows[1:]:
            if others.get(column.name, "") not in ("", cells.get(column.name, "")):
                self._wrong(later, column, "twice", others[column.name])
        text = cells.get(column.name, "")
        if text == "":
            if column.needed:
                self._wrong(number, column, "needed")
            return None
        return self._value(number, column, text)

    def _items(self, name: str) -> list[dict[str, Any]]:
        columns = [column for column in self.columns if column.lines == name]
        key = next(column.path for column in COLUMNS[self.type_] if column.lines == name)
        had = {item.get(key[0]): item for item in (self.one.before or {}).get(name) or ()}
        found: list[dict[str, Any]] = []
        for number, cells in self.rows:
            if not any(column.name in cells for column in columns):
                continue
            told = {
                column.path[0]: self._value(number, column, cells[column.name]) if column.name in cells else None
                for column in columns
            }
            item = {**had.get(told.get(key[0]), {}), **told}
            found.append({field_: value for field_, value in item.items() if value is not None})
            self.item_rows.setdefault(name, []).append(number)
        return found

    def _value(self, number: int, column: Column, text: str) -> Any:
        if column.sort == "number":
            plain = text.replace(",", ".") if self.comma else text
            return plain if _NUMBER.fullmatch(plain) else self._wrong(number, column, "number", text)
        if column.sort == "whole":
            return int(text) if text.isascii() and text.isdigit() else self._wrong(number, column, "whole", text)
        if column.sort == "day":
            return text if _is_day(text) else self._wrong(number, column, "day", text)
        if column.sort == "yes":
            if text.lower() in _NO:
                return None
            return True if text.lower() in _YES else self._wrong(number, column, "yes", text)
        if column.sort == "choice":
            return text if text in column.choices else self._wrong(number, column, "choice", text)
        if column.sort == "list":
            parts = [part.strip() for part in re.split(r"[,;|]", text) if part.strip()]
            # A partner may have had other roles before there was a table of them.
            had = (self.one.before or {}).get(column.path[0]) or ()
            strange = [part for part in parts if part not in column.choices and part not in had]
            return self._wrong(number, column, "choice", strange[0]) if strange else parts
        if column.sort == "shape":
            return self._shape(number, column, text)
        type_ = REFERS.get((self.type_, column.name))
        if type_ is not None and text not in self.codes.get(type_, ()):
            return self._wrong(number, column, "unknown", text)
        if column.name == "parent" and text == self.one.code:
            return self._wrong(number, column, "itself", text)
        return text

    def _shape(self, number: int, column: Column, text: str) -> Any:
        """What the book has stays as it was told, whatever it is; anything new is land, or it is wrong."""
        before = (self.one.before or {}).get(column.path[0])
        if before is not None and text == cell_of(column, before):
            return before
        try:
            geometry = read_shape(text)
            checked(geometry)
        except Fault as fault:
            where = f" ({fault.at[1]}, {fault.at[0]})" if fault.at is not None else ""
            return self._wrong(number, column, fault.code, where)
        except ValueError:
            return self._wrong(number, column, "no_shape")
        return geometry

    def _check(self) -> None:
        """What no single cell can tell: the record as the book would take it."""
        try:
            read_record({key: value for key, value in self.one.body.items() if key != "seq"})
        except msgspec.ValidationError as problem:
            row, name, message = self._where(str(problem))
            self.one.mistakes.append(
                Mistake(row, name, "needed" if "missing required" in message else "other", message)
            )

    def _where(self, text: str) -> tuple[int, str, str]:
        """Return row and column of msgspec's `Expected `str` - at `$.unit_mass[0].value``."""
        message, _, path = text.partition(" - at `")
        parts = [part for part in re.split(r"[.\[\]$`]+", path) if part]
        missing = re.search(r"missing required field `(\w+)`", message)
        if missing is not None:
            parts.append(missing[1])
        row, names = self.one.row, [part for part in parts if not part.isdigit()]
        places = [int(part) for part in parts if part.isdigit()]
        if names and places and places[0] < len(self.item_rows.get(names[0], ())):
            row = self.item_rows[names[0]][places[0]]
        for column in COLUMNS[self.type_]:
            if names == [*([column.lines] if column.lines else []), *column.path]:
                return row, column.name, message
        return row, ".".join(names) or CODE, message

    def _wrong(self, row: int, column: Column, code: str, value: str = "") -> None:
        self.one.mistakes.append(Mistake(row, column.name, code, value, SEPARATOR.join(column.choices)))


def _set(body: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Set a field, or a field of a field; what has no field left is nothing."""
    if len(path) == 1:
        body[path[0]] = value
        return
    had = body.get(path[0])
    inner = dict(had) if isinstance(had, dict) else {"number": had} if isinstance(had, str) else {}
    inner[path[1]] = value
    body[path[0]] = {name: one for name, one in inner.items() if one is not None} or None


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
