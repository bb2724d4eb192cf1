"""A report as a workbook: one sheet a table, numbers as numbers, sums as formulas, written row by row."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from lotbook.kit.mass import MG_PER_UNIT
from lotbook.reports.report import Cell, Column, Report, Table
from lotbook.reports.words import Words

MASS, WHOLE, SHARE = "#,##0.000", "#,##0", "0.00"
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_NAME = 31


def workbook(report: Report, unit: str, w: Words) -> bytes:
    """Return a workbook; the first sheet says what it is and by which entry and hash it can be checked."""
    target = BytesIO()
    # Text that begins with = is somebody's words and never a formula; rows leave memory as they are written.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": report.title, "subject": report.subtitle, "author": "Lotbook"})
    formats = {
        "bold": book.add_format({"bold": True}),
        "title": book.add_format({"bold": True, "font_size": 16}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "mass": book.add_format({"num_format": MASS}),
        "number": book.add_format({"num_format": WHOLE}),
        "percent": book.add_format({"num_format": SHARE}),
        "sum": book.add_format({"num_format": MASS, "bold": True, "top": 1}),
        "total": book.add_format({"bold": True, "top": 1}),
    }
    _front(book, report, formats, w)
    taken: set[str] = set()
    for table in report.tables:
        _sheet(book, table, unit, formats, w, taken)
    book.close()
    return target.getvalue()


def _front(book: Any, report: Report, formats: dict[str, Any], w: Words) -> None:
    sheet = book.add_worksheet(w("sheet.front"))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, report.title, formats["title"])
    sheet.write_string(1, 0, report.subtitle, formats["bold"])
    row = 3
    if report.verdict is not None:
        sheet.write_string(row, 0, w("verdict"), formats["bold"])
        sheet.write_string(row, 1, report.verdict[1], formats["bold"])
        row += 1
    for label, value in report.facts:
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, value)
        row += 1
    for text in report.paragraphs:
        row += 1
        sheet.write_string(row, 0, text)


def _sheet(book: Any, table: Table, unit: str, formats: dict[str, Any], w: Words, taken: set[str]) -> None:
    sheet = book.add_worksheet(sheet_name(w(f"table.{table.name}"), taken))
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, heading(table, column, unit, w), formats["head"])
    for number, cells in enumerate(table.rows, 1):
        for place, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
            _write(sheet, number, place, column, cell, unit, formats)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    if table.total is not None and table.rows:
        _totals(sheet, table, unit, formats, w)
    elif not table.rows:
        sheet.write_string(1, 0, w(table.empty))


def _write(sheet: Any, row: int, place: int, column: Column, cell: Cell, unit: str, formats: dict[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if column.kind == "mass":
        sheet.write_number(row, place, float(Decimal(cell) / MG_PER_UNIT[unit]), formats["mass"])
    elif column.kind == "text":
        sheet.write_string(row, place, str(cell))
    else:
        sheet.write_number(row, place, float(cell), formats["number" if column.kind == "number" else "percent"])


def _totals(sheet: Any, table: Table, unit: str, formats: dict[str, Any], w: Words) -> None:
    """Sums that the reader's own spreadsheet computes; the value beside the formula is for those that do not."""
    last = len(table.rows)
    sheet.write_string(last + 1, 0, w(table.total or ""), formats["total"])
    for place, column in enumerate(table.columns):
        if column.sum:
            letter = xlsxwriter.utility.xl_col_to_name(place)
            value = sum(int(cells[place] or 0) for cells in table.rows)
            shown = float(Decimal(value) / MG_PER_UNIT[unit])
            formula = f"=SUM({letter}2:{letter}{last + 1})"
            sheet.write_formula(last + 1, place, formula, formats["sum"], shown)


def heading(table: Table, column: Column, unit: str, w: Words) -> str:
    """Return the heading of a column, with its unit."""
    if table.fixed:
        return column.name
    text = w(f"column.{column.name}")
    return f"{text} ({unit})" if column.kind == "mass" else f"{text} (%)" if column.kind == "percent" else text


def sheet_name(text: str, taken: set[str]) -> str:
    """Return a sheet's name: 31 characters at most, none of []:*?/\\, no apostrophe at an end, and no other sheet's."""
    base = text.translate(_FORBIDDEN)[:_LONGEST_NAME].strip("' ") or "Table"
    name, number = base, 2
    while name.lower() in taken or name.lower() == "history":
        name, number = f"{base[: _LONGEST_NAME - 3]} {number}", number + 1
    taken.add(name.lower())
    return name
