"""Where labels lie on paper: sheets of A4 and Letter, all lengths in millimetres from the upper left corner.

Tags, lot labels and badges follow the die-cut sheets that shops sell, so that adhesive stock
works as well as plain paper with scissors; every grid keeps room for a footer below it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

QUIET_MODULES = 4
"""White modules around a QR symbol (ISO/IEC 18004)."""
LEAST_SYMBOL_MM = 25.0
LEAST_SMALL_SYMBOL_MM = 18.0
"""Of a label that is held in the hand."""
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

    @property
    def cells(self) -> dict[str, int]:
        return {"columns": self.columns, "rows": self.rows}


@dataclass(frozen=True, slots=True)
class Spot:
    """The upper left corner of one label, on a sheet counted from 0."""

    sheet: int
    x_mm: float
    y_mm: float


_A4, _LETTER = Paper(210, 297), Paper(215.9, 279.4)


@dataclass(frozen=True, slots=True)
class Stock:
    """Sheets of labels as shops sell them, or plain; `tag_qr_mm` is 0 where a tag's code would be too small."""

    paper: Paper
    columns: int
    rows: int
    width_mm: float
    height_mm: float
    left_mm: float
    top_mm: float
    across_mm: float
    down_mm: float
    qr_mm: float
    tag_qr_mm: float
    cut: bool = False
    """Plain paper: guides show where to cut."""

    def grid(self, kind: str) -> Grid | None:
        """Return the grid for a kind of label, None where it cannot stand on these."""
        qr_mm = self.qr_mm if kind in SMALL_KINDS else self.tag_qr_mm
        where = (self.left_mm, self.top_mm, self.across_mm, self.down_mm)
        return Grid(self.columns, self.rows, self.width_mm, self.height_mm, *where, qr_mm) if qr_mm else None


SMALL_KINDS = ("lot", "case", "pallet", "badge")
"""Their QR codes may be smaller than 25 mm: they are read at hand's length."""

_5160 = Stock(_LETTER, 3, 10, 66.675, 25.4, 4.7625, 12.7, 69.85, 25.4, qr_mm=25.4, tag_qr_mm=0)
STOCKS = {
    "5160": _5160,
    "6572": Stock(_LETTER, 3, 5, 66.675, 50.8, 4.7625, 12.7, 69.85, 50.8, qr_mm=38, tag_qr_mm=38),
    "22806": Stock(_LETTER, 3, 4, 50.8, 50.8, 15.875, 15.875, 66.675, 65.617, qr_mm=36, tag_qr_mm=40),
    "L7160": Stock(_A4, 3, 7, 63.5, 38.1, 7.25, 15.15, 66.0, 38.1, qr_mm=36, tag_qr_mm=35),
    "a4-24": Stock(_A4, 3, 8, 63.5, 33.9, 7.25, 12.9, 66.0, 33.9, qr_mm=33, tag_qr_mm=33),
    "a4-30": Stock(_A4, 3, 10, 64, 26.7, 6.46, 14, 66.54, 26.7, qr_mm=26.4, tag_qr_mm=0),
    "letter-24": Stock(_LETTER, 3, 8, 66.675, 32.5, 4.7625, 9.2, 69.85, 32.5, qr_mm=32, tag_qr_mm=32.4, cut=True),
    "letter-30": _5160,
}
"""By the number on the box: Avery 5160, 6572, 22806 and L7160; a4-24 is L7159's, a4-30 L7158's, letter-30 5160's."""

_WHOLE = {
    ("tag", "a4"): Grid(3, 7, 63.5, 38.1, 7.25, 15.15, 66.0, 38.1, qr_mm=35),
    ("tag", "letter"): Grid(3, 5, 66.675, 50.8, 4.7625, 12.7, 69.85, 50.8, qr_mm=38),
    ("place", "a4"): Grid(1, 2, 198, 139, 6, 6, 198, 143, qr_mm=96),
    ("place", "letter"): Grid(1, 2, 203.9, 130, 6, 6, 203.9, 134, qr_mm=88),
    ("lot", "a4"): Grid(2, 4, 99.1, 67.7, 4.65, 13.1, 101.6, 67.7, qr_mm=44),
    ("lot", "letter"): Grid(2, 3, 101.6, 84.6, 3.96875, 12.7, 106.3625, 84.667, qr_mm=46),
    ("case", "a4"): Grid(2, 3, 99.1, 93.1, 4.65, 8.7, 101.6, 93.1, qr_mm=46),
    ("case", "letter"): Grid(2, 3, 101.6, 84.6, 3.96875, 12.7, 106.3625, 84.667, qr_mm=46),
    ("pallet", "a4"): Grid(1, 2, 198, 139, 6, 6, 198, 143, qr_mm=27),
    ("pallet", "letter"): Grid(1, 2, 203.9, 130, 6, 6, 203.9, 134, qr_mm=27),
    ("badge", "a4"): Grid(2, 5, 85.6, 54, 18.4, 12, 87.6, 54, qr_mm=38),
    ("badge", "letter"): Grid(2, 4, 85.6, 54, 21.35, 25, 87.6, 54, qr_mm=38),
}
KINDS = ("tag", "place", "lot", "case", "pallet", "badge")
_ON_STOCK = ("tag", "place", "lot", "badge")
PAPERS = {"a4": _A4, "letter": _LETTER, **{name: stock.paper for name, stock in STOCKS.items()}}
GRIDS = _WHOLE | {
    (kind, name): grid for name, stock in STOCKS.items() for kind in _ON_STOCK if (grid := stock.grid(kind)) is not None
}
"""Of each kind of label on each paper, where it can stand on it."""


def has_guides(paper: str) -> bool:
    """Say whether guides are printed: labels that are cut already would bear them."""
    return paper not in STOCKS or STOCKS[paper].cut


def spots(grid: Grid, count: int, start: int, spare: Collection[int] = ()) -> Iterator[Spot]:
    """Give the place of each of `count` labels, row by row.

    On the first sheet the first `start` - 1 stay blank, and those whose numbers (from 1) are in `spare`.
    """
    left, index = count, start - 1
    while left:
        if index + 1 not in spare:
            sheet, cell = divmod(index, grid.per_sheet)
            row, column = divmod(cell, grid.columns)
            yield Spot(sheet, grid.left_mm + column * grid.across_mm, grid.top_mm + row * grid.down_mm)
            left -= 1
        index += 1


def room_left(grid: Grid, count: int, start: int, spare: Collection[int] = ()) -> int:
    """Return how many labels of the last sheet stay blank behind the last of `count`."""
    skipped = sum(one >= start for one in spare)
    return -(start - 1 + skipped + count) % grid.per_sheet


def module_mm(qr_mm: float, modules: int) -> float:
    """Return the side of one module of a QR symbol that is so many modules wide, with its quiet zone `qr_mm`."""
    return qr_mm / (modules + 2 * QUIET_MODULES)


def is_legible(qr_mm: float, modules: int, kind: str = "tag") -> bool:
    """Say whether the symbol is large enough for a phone at arm's length, and its modules for a plain printer."""
    module = module_mm(qr_mm, modules)
    least = LEAST_SMALL_SYMBOL_MM if kind in SMALL_KINDS else LEAST_SYMBOL_MM
    return module >= LEAST_MODULE_MM and module * modules >= least
