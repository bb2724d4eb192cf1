"""A report as CSV (RFC 4180): its tables one after another, each under its name; masses are plain decimals."""

import csv
from collections.abc import Iterator
from io import StringIO

from lotbook.kit.mass import mass_text
from lotbook.reports.report import Cell, Column, Report, Table
from lotbook.reports.words import Words
from lotbook.reports.xlsx import heading

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def delimited(report: Report, unit: str, w: Words) -> bytes:
    """Return UTF-8 with a byte order mark, so that spreadsheets read accents, and CRLF at each line's end."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([report.title])
    writer.writerow([report.subtitle])
    if report.verdict is not None:
        writer.writerow([w("verdict"), report.verdict[1]])
    writer.writerows([label, harmless(value)] for label, value in report.facts)
    for table in report.tables:
        writer.writerow([])
        writer.writerow([w(f"table.{table.name}")])
        writer.writerows(_lines(table, unit, w))
    return "\ufeff".encode() + out.getvalue().encode()


def _lines(table: Table, unit: str, w: Words) -> Iterator[list[str]]:
    yield [heading(table, column, unit, w) for column in table.columns]
    for cells in table.rows:
        yield [_text(column, cell, unit) for column, cell in zip(table.columns, cells, strict=True)]
    if table.total is not None and table.rows:
        sums = [
            mass_text(sum(int(cells[place] or 0) for cells in table.rows), unit) if column.sum else ""
            for place, column in enumerate(table.columns)
        ]
        yield [w(table.total), *sums[1:]]


def _text(column: Column, cell: Cell, unit: str) -> str:
    if cell is None:
        return ""
    return mass_text(int(cell), unit) if column.kind == "mass" else harmless(str(cell))


def harmless(text: str) -> str:
    """Keep a spreadsheet from taking somebody's words for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
