"""A table of the desk as a workbook: what a page shows, with numbers as numbers, days as days and codes as text."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Annotated, Any, Literal

import xlsxwriter
from msgspec import Meta, Struct

from lotbook.reports.xlsx import sheet_name

MOST_ROWS, MOST_COLUMNS = 50_000, 60
LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds."""
WIDEST, NARROWEST = 60, 8
_FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets believe in 29 February 1900; what is older is written as text."""

Cell = Annotated[str, Meta(max_length=LONGEST_CELL)] | float | None


class GridColumn(Struct, frozen=True):
    """A column: `text` is never read as anything else, `number` is a number, `day` is YYYY-MM-DD."""

    title: Annotated[str, Meta(max_length=200)]
    kind: Literal["text", "number", "day"] = "text"


class Grid(Struct, frozen=True):
    """A table: its name says what it is and of which days."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    columns: Annotated[list[GridColumn], Meta(min_length=1, max_length=MOST_COLUMNS)]
    rows: Annotated[list[Annotated[list[Cell], Meta(max_length=MOST_COLUMNS)]], Meta(max_length=MOST_ROWS)]


def grid_workbook(grid: Grid) -> bytes:
    """Return a workbook of one sheet: a heading that stays, a filter, and a row for each row of the table."""
    target = BytesIO()
    # Text that begins with = is somebody's words and never a formula, and a code of digits is no number.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": grid.name, "author": "Lotbook"})
    sheet = book.add_worksheet(sheet_name(grid.name, set()))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{grid.name.replace('&', '&&')}&R&P / &N")
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats = [_format(book, grid, place, column) for place, column in enumerate(grid.columns)]
    for place, column in enumerate(grid.columns):
        sheet.set_column(place, place, _width(grid, place, column))
    for place, column in enumerate(grid.columns):
        sheet.write_string(0, place, column.title, head)
    for number, cells in enumerate(grid.rows, 1):
        for place, (column, cell) in enumerate(zip(grid.columns, cells, strict=False)):
            _write(sheet, number, place, column, cell, formats[place])
    if grid.rows:
        sheet.autofilter(0, 0, len(grid.rows), len(grid.columns) - 1)
    book.close()
    return target.getvalue()


def _write(sheet: Any, row: int, place: int, column: GridColumn, cell: Cell, form: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, float):
        sheet.write_number(row, place, cell, form)
    elif column.kind == "day" and (day := _day(cell)) is not None:
        sheet.write_datetime(row, place, datetime.combine(day, time(0)), form)
    else:
        sheet.write_string(row, place, cell)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None


def _format(book: Any, grid: Grid, place: int, column: GridColumn) -> Any:
    """Days as the book writes them; numbers with as many digits as the one that has most, three at most."""
    if column.kind == "day":
        return book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    values = [cell for row in grid.rows for cell in row[place : place + 1] if isinstance(cell, float)]
    digits = next((n for n in range(3) if all(round(value, n) == round(value, 3) for value in values)), 3)
    return book.add_format({"num_format": "#,##0" + ("." + "0" * digits if digits else "")})


def _width(grid: Grid, place: int, column: GridColumn) -> int:
    longest = max((len(str(row[place])) for row in grid.rows[:500] if place < len(row)), default=0)
    return min(WIDEST, max(NARROWEST, longest + 2, min(20, len(column.title) + 2)))
