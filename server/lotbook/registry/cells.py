"""A record as the cells of its table, and what one version of it says otherwise than another. Pure."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from lotbook.registry.columns import COLUMNS, Column
from lotbook.registry.wkt import write_shape

LONGEST = 300
"""Characters of a field that a change shows: enough to see what changed, of a boundary say."""
_BEFORE = 40
NOT_SHOWN = ("type", "code", "seq", "since", "by", "beside", "restores")
SEPARATOR = ", "
YES = "yes"

Cells = dict[str, str]
"""By a column's name; what is empty is left out."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field that two versions say otherwise; None: nothing. An item of a list is named by its first cell."""

    column: str
    old: str | None
    new: str | None
    item: str | None = None


def scalars(type_: str, record: dict[str, Any]) -> Cells:
    """Return the cells of the fields that a record has once."""
    return _filled((column, _at(record, column.path)) for column in COLUMNS[type_] if column.lines is None)


def lists(type_: str, record: dict[str, Any]) -> dict[str, list[Cells]]:
    """Return the cells of each item of each list that the table has columns for."""
    found: dict[str, list[Cells]] = {}
    for name in lists_of(type_):
        columns = [column for column in COLUMNS[type_] if column.lines == name]
        items = record.get(name) or ()
        found[name] = [_filled((column, _at(item, column.path)) for column in columns) for item in items]
    return found


def lists_of(type_: str) -> list[str]:
    """Return the names of the fields of a type that are lists with columns, in their order."""
    return list(dict.fromkeys(column.lines for column in COLUMNS[type_] if column.lines is not None))


def changes(type_: str, before: dict[str, Any] | None, after: dict[str, Any]) -> list[Change]:
    """Return what a version says otherwise than the one before it, field by field, in the table's order."""
    old = before or {}
    return [
        *_differing(scalars(type_, old), scalars(type_, after)),
        *(change for name in lists_of(type_) for change in _items(type_, name, old, after)),
        *_differing(_others(type_, old), _others(type_, after)),
    ]


def in_short(change: Change) -> Change:
    """Return a change whose long texts are cut to where they part."""
    old, new = change.old or "", change.new or ""
    parted = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(0, parted - _BEFORE) if max(len(old), len(new)) > LONGEST else 0
    return replace(change, old=_cut(change.old, start), new=_cut(change.new, start))


def _cut(text: str | None, start: int) -> str | None:
    if text is None or len(text) <= LONGEST:
        return text
    return ("…" if start else "") + text[start : start + LONGEST] + ("…" if len(text) > start + LONGEST else "")


def _items(type_: str, name: str, old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    before, after = (_by_first_cell(lists(type_, record)[name]) for record in (old, new))
    return [
        Change(name, before.get(key), after.get(key), key[0])
        for key in dict.fromkeys((*before, *after))
        if before.get(key) != after.get(key)
    ]


def _by_first_cell(items: Iterable[Cells]) -> dict[tuple[str, int], str]:
    """Return the other cells of each item as one text; of two with one first cell, each in its turn."""
    found: dict[tuple[str, int], str] = {}
    for item in items:
        first, *others = item.values() if item else ("",)
        turn = 0
        while (first, turn) in found:
            turn += 1
        found[first, turn] = SEPARATOR.join(others)
    return found


def _differing(old: Cells, new: Cells) -> list[Change]:
    return [
        Change(name, old.get(name), new.get(name))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    ]


def _others(type_: str, record: dict[str, Any]) -> Cells:
    """What has no column."""
    known = {column.lines or column.path[0] for column in COLUMNS[type_]}
    return {
        name: json.dumps(value, ensure_ascii=False, sort_keys=True)
        for name, value in record.items()
        if name not in known and name not in NOT_SHOWN and value is not None
    }


def _at(record: Any, path: tuple[str, ...]) -> Any:
    """Return what a path leads to. A certificate may be its number alone."""
    found = record
    for name in path:
        if name == "number" and isinstance(found, str):
            return found
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _filled(pairs: Iterable[tuple[Column, Any]]) -> Cells:
    return {column.name: text for column, value in pairs if (text := cell_of(column, value)) != ""}


def cell_of(column: Column, value: Any) -> str:
    """Return a field's value as its column says it."""
    return write_shape(value) if column.sort == "shape" and value is not None else cell(value)


def cell(value: Any) -> str:
    """Return a field's value as a cell says it."""
    if value is None or value is False:
        return ""
    if value is True:
        return YES
    if isinstance(value, (list, tuple)):
        return SEPARATOR.join(str(one) for one in value)
    return str(value).strip()
