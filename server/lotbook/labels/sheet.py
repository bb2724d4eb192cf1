"""Where labels lie on paper: sheets of A4 and Letter, all lengths in millimetres from the upper left corner.

Tags, lot labels and badges follow the die-cut sheets that shops sell, so that adhesive stock
works as well as plain paper with scissors; every grid keeps room for a footer below it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

QUIET_MODULES = 4
"""White modules around a QR symbol (ISO/IEC 18004)."""
LEAST_SYMBOL_MM = 25.0
LEAST_MODULE_MM = 0.5
"""Four dots of a label printer with 203 dots an inch."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet as it lies in the printer."""

    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Labels in rows on one paper; `qr_mm` is the side of the QR code with its quiet zone."""

    columns: int
    rows: int
    width_mm: float
    height_mm: float
    left_mm: float
    top_mm: float
    across_mm: float
    down_mm: float
    qr_mm: float

    @property
    def per_sheet(self) -> int:
        return self.columns * self.rows


@dataclass(frozen=True, slots=True)
class Spot:
    """The upper left corner of one label, on a sheet counted from 0."""

    sheet: int
    x_mm: float
    y_mm: float


PAPERS = {"a4": Paper(210, 297), "letter": Paper(215.9, 279.4)}

GRIDS = {
    ("tag", "a4"): Grid(3, 7, 63.5, 38.1, 7.25, 15.15, 66.0, 38.1, qr_mm=35),
    ("tag", "letter"): Grid(3, 5, 66.675, 50.8, 4.7625, 12.7, 69.85, 50.8, qr_mm=38),
    ("place", "a4"): Grid(1, 2, 198, 139, 6, 6, 198, 143, qr_mm=96),
    ("place", "letter"): Grid(1, 2, 203.9, 130, 6, 6, 203.9, 134, qr_mm=88),
    ("lot", "a4"): Grid(2, 4, 99.1, 67.7, 4.65, 13.1, 101.6, 67.7, qr_mm=44),
    ("lot", "letter"): Grid(2, 3, 101.6, 84.6, 3.96875, 12.7, 106.3625, 84.667, qr_mm=46),
    ("badge", "a4"): Grid(2, 5, 85.6, 54, 18.4, 12, 87.6, 54, qr_mm=38),
    ("badge", "letter"): Grid(2, 4, 85.6, 54, 21.35, 25, 87.6, 54, qr_mm=38),
}


def spots(grid: Grid, count: int, start: int) -> Iterator[Spot]:
    """Give the place of each of `count` labels, row by row; the first `start` − 1 of the first sheet stay blank."""
    for index in range(start - 1, start - 1 + count):
        sheet, cell = divmod(index, grid.per_sheet)
        row, column = divmod(cell, grid.columns)
        yield Spot(sheet, grid.left_mm + column * grid.across_mm, grid.top_mm + row * grid.down_mm)


def module_mm(grid: Grid, modules: int) -> float:
    """Return the side of one module of a QR symbol that is so many modules wide."""
    return grid.qr_mm / (modules + 2 * QUIET_MODULES)


def is_legible(grid: Grid, modules: int) -> bool:
    """Say whether the symbol is large enough for a phone at arm's length, and its modules for a plain printer."""
    module = module_mm(grid, modules)
    return module >= LEAST_MODULE_MM and module * modules >= LEAST_SYMBOL_MM
