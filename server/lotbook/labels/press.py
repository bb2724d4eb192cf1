"""One print run: what was asked for is checked, each label is laid out on its spot, and typst sets the pages."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import orjson

from lotbook.errors import Problem
from lotbook.labels import bars, refusals
from lotbook.labels.batches import Batch
from lotbook.labels.parts import Part, Qr, Size, Text
from lotbook.labels.qr import symbol
from lotbook.labels.rules import MOST_LABELS
from lotbook.labels.sheet import GRIDS, PAPERS, Grid, has_guides, is_legible, spots
from lotbook.paper.typeset import typeset

refusals.register()

_TEMPLATE = Path(__file__).parent / "templates" / "sheet.typ"
_MOST_LABELS_HERE = 300
"""More than so many are typeset in a process of their own: each takes some hundred kilobytes until the PDF is done."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper that labels go on, and where on its first sheet to begin."""

    paper: str
    start: int = 1
    copies: int = 1
    spare: Collection[int] = ()
    """Labels of the first sheet, from 1, that are to stay blank."""


def press(batch: Batch[T], sheet: Sheet, on_drawn: Callable[[int], None] | None = None) -> bytes:
    """Return the PDF of a batch; copies of a label follow one another. `on_drawn` is told how many labels are drawn."""
    grid = check_sheet(batch.what, sheet, len(batch.faces))
    size = Size(grid.width_mm, grid.height_mm)
    drawn = []
    for number, face in enumerate(batch.faces, start=1):
        drawn.append(_drawn(batch.lay_out(size, grid.qr_mm, face), batch.what))
        if on_drawn is not None:
            on_drawn(number)
    copies = [label for label in drawn for _ in range(sheet.copies)]
    data = {
        "title": " · ".join(part for part in (batch.issuer.name, batch.said.say(batch.title)) if part),
        "language": batch.said.language,
        "words": batch.said.table,
        "paper": asdict(PAPERS[sheet.paper]),
        "grid": asdict(grid),
        "guides": has_guides(sheet.paper),
        "sheets": _sheets(grid, copies, sheet),
    }
    return typeset(_TEMPLATE, orjson.dumps(data), elsewhere=len(copies) > _MOST_LABELS_HERE)


def check_sheet(kind: str, sheet: Sheet, labels: int) -> Grid:
    """Return how so many labels of a kind lie on a sheet; refuses what cannot be printed on it."""
    grid = grid_of(kind, sheet.paper)
    check_count(labels * sheet.copies if sheet.copies > 0 else sheet.copies)
    for cell in (sheet.start, *sheet.spare):
        if not 1 <= cell <= grid.per_sheet:
            raise Problem("label_start", start=cell, most=grid.per_sheet)
    return grid


def check_count(count: int) -> None:
    """Refuse a number of labels that nobody prints at once."""
    if not 1 <= count <= MOST_LABELS:
        raise Problem("label_count", count=count, most=MOST_LABELS)


def grid_of(kind: str, paper: str) -> Grid:
    """Return how labels of a kind lie on a paper; refuses a paper that nobody has, and one too small for them."""
    if paper not in PAPERS:
        raise Problem("label_paper", paper=paper, papers=", ".join(PAPERS))
    grid = GRIDS.get((kind, paper))
    if grid is None:
        fitting = ", ".join(name for of, name in GRIDS if of == kind)
        raise Problem("label_stock", paper=paper, papers=fitting)
    return grid


def _drawn(parts: Sequence[Part], kind: str) -> dict[str, Any]:
    """Return the rectangles, pictures and lines of a label, from its upper left corner."""
    black, pictures, texts = [], [], []
    for part in parts:
        if isinstance(part, Text):
            if part.inverse:
                black.append((part.x_mm, part.y_mm, part.width_mm, part.height_mm))
            texts.append((part.style, [(one.x_mm, one.y_mm, one.size_mm, one.text) for one in part.lines()]))
        elif isinstance(part, Qr):
            pictures.append((part.x_mm, part.y_mm, part.side_mm, _legible(part, kind), part.alt))
        else:
            pictures.append(
                (part.x_mm, part.y_mm, part.width_mm, bars.svg(part.text, part.width_mm, part.height_mm), "")
            )
    return {"black": black, "pictures": pictures, "texts": texts}


def _legible(part: Qr, kind: str) -> str:
    drawn = symbol(part.text)
    if not is_legible(part.side_mm, drawn.modules, kind):
        raise Problem("label_url", url=part.text)
    return drawn.svg


def _sheets(grid: Grid, labels: Sequence[dict[str, Any]], sheet: Sheet) -> list[list[dict[str, Any]]]:
    sheets: list[list[dict[str, Any]]] = []
    for spot, label in zip(spots(grid, len(labels), sheet.start, sheet.spare), labels, strict=True):
        while spot.sheet >= len(sheets):
            sheets.append([])
        sheets[-1].append({"x": spot.x_mm, "y": spot.y_mm, **label})
    return sheets
