"""A report as a tagged PDF, readable in black and white, with entry and hash on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from lotbook.paper.typeset import typeset
from lotbook.reports.builders.parts import mass
from lotbook.reports.report import Cell, Column, Report, Table
from lotbook.reports.words import Words
from lotbook.reports.xlsx import heading

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
MOST_ROWS = 2_000
"""A table of more rows is cut on paper, and says so: the spreadsheet has them all."""
_ROWS_HERE = 300
WIDEST = 10
"""More columns than this want the paper on its side."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What stands at the foot of every page."""

    operation: str
    exercise: str
    seq: str
    sha256: str


def pdf(report: Report, seal: Seal, unit: str, paper: str, w: Words) -> bytes:
    """Return the PDF of a report, on `a4` or `letter`."""
    data = {
        "title": report.title,
        "subtitle": report.subtitle,
        "language": w.language,
        "paper": {"a4": "a4", "letter": "us-letter"}[paper],
        "flipped": max((len(table.columns) for table in report.tables), default=0) > WIDEST,
        "facts": [{"label": label, "value": value} for label, value in report.facts],
        "verdict": None if report.verdict is None else dict(zip(("code", "word"), report.verdict, strict=True)),
        "paragraphs": list(report.paragraphs),
        "picture": None if report.picture is None else dict(zip(("svg", "alt"), report.picture, strict=True)),
        "tables": [_table(table, unit, w) for table in report.tables],
        "operation": seal.operation,
        "foot": {"exercise": seal.exercise, "seq": seal.seq, "sha256": seal.sha256},
        "page": w.table["page"],
    }
    rows = sum(len(table.rows) for table in report.tables)
    return typeset(_TEMPLATE, orjson.dumps(data), elsewhere=rows > _ROWS_HERE)


def _table(table: Table, unit: str, w: Words) -> dict[str, Any]:
    shown = table.rows[:MOST_ROWS]
    rows = [[_text(c, cell, unit) for c, cell in zip(table.columns, cells, strict=True)] for cells in shown]
    cut = len(table.rows) - len(shown)
    return {
        "name": w(f"table.{table.name}"),
        "columns": [
            {"head": heading(table, column, unit, w), "right": column.kind != "text", "width": column.width}
            for column in table.columns
        ],
        "rows": rows,
        "total": _total(table, unit, w),
        "empty": w(table.empty),
        "note": w("cut", shown=f"{len(shown):,}", all=f"{len(table.rows):,}") if cut else table.note,
        "wide": table.wide,
    }


def _total(table: Table, unit: str, w: Words) -> list[str] | None:
    if table.total is None or not table.rows:
        return None
    sums = [_sum(column, place, table.rows, unit) for place, column in enumerate(table.columns)]
    return [w(table.total), *sums[1:]]


def _sum(column: Column, place: int, rows: Sequence[Sequence[Cell]], unit: str) -> str:
    return _text(column, sum(int(cells[place] or 0) for cells in rows), unit) if column.sum else ""


def _text(column: Column, cell: Cell, unit: str) -> str:
    if cell is None:
        return ""
    if column.kind == "mass":
        return mass(int(cell), unit)
    return f"{int(cell):,}" if column.kind == "number" else str(cell)
