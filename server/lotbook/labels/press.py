"""One print run: what was asked for is checked, each label gets its QR code and its spot, and typst sets the pages."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from lotbook.errors import Problem
from lotbook.labels import refusals
from lotbook.labels.qr import symbol
from lotbook.labels.rules import MOST_LABELS, Issuer, is_printable, label_url, spelled
from lotbook.labels.sheet import GRIDS, PAPERS, QUIET_MODULES, Grid, is_legible, module_mm, spots
from lotbook.labels.words import Words
from lotbook.paper.typeset import typeset

refusals.register()

_TEMPLATES = Path(__file__).parent / "templates"
_MOST_LABELS_HERE = 300
"""More than so many are typeset in a process of their own: each takes some hundred kilobytes until the PDF is done."""

Label = tuple[str, dict[str, Any]]
"""A label's code, and what its template prints beside the QR code."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to print: the kind of label, the letter of its URL, and the paper it goes on."""

    kind: str
    letter: str
    title: str
    public_url: str
    issuer: Issuer
    paper: str
    start: int
    copies: int
    letters: Callable[[str], str] = spelled
    """How the code is written for people."""


def press(order: Order, labels: Sequence[Label], said: Words) -> bytes:
    """Return the PDF of an order; copies of a label follow one another."""
    grid = _checked_grid(order, len(labels))
    for code in (order.issuer.code, *(code for code, _ in labels)):
        if not is_printable(code):
            raise Problem("label_code", typed=code)
    drawn = [_drawn(order, grid, label, said) for label in labels]
    copies = [label for label in drawn for _ in range(order.copies)]
    data = {
        "title": " · ".join(part for part in (order.issuer.name, order.title) if part),
        "language": said.language,
        "words": said.table,
        "paper": asdict(PAPERS[order.paper]),
        "grid": asdict(grid),
        "sheets": _sheets(grid, copies, order.start),
    }
    template = _TEMPLATES / f"{order.kind}.typ"
    return typeset(template, orjson.dumps(data), elsewhere=len(copies) > _MOST_LABELS_HERE)


def check_count(count: int) -> None:
    """Refuse a number of labels that nobody prints at once."""
    if not 1 <= count <= MOST_LABELS:
        raise Problem("label_count", count=count, most=MOST_LABELS)


def _checked_grid(order: Order, labels: int) -> Grid:
    if order.paper not in PAPERS:
        raise Problem("label_paper", paper=order.paper, papers=", ".join(PAPERS))
    check_count(labels * order.copies if order.copies > 0 else order.copies)
    grid = GRIDS[order.kind, order.paper]
    if not 1 <= order.start <= grid.per_sheet:
        raise Problem("label_start", start=order.start, most=grid.per_sheet)
    return grid


def _drawn(order: Order, grid: Grid, label: Label, said: Words) -> dict[str, Any]:
    code, fields = label
    url = label_url(order.public_url, order.letter, order.issuer.code, code)
    qr = symbol(url)
    if not is_legible(grid, qr.modules):
        raise Problem("label_url", url=url)
    alt = said.say("scan", code=code.upper())
    quiet_mm = QUIET_MODULES * module_mm(grid, qr.modules)
    drawn = {"operation": order.issuer.name, "qr": qr.svg, "alt": alt, "quiet_mm": quiet_mm}
    return {"spelled": order.letters(code), **drawn, **fields}


def _sheets(grid: Grid, labels: Sequence[dict[str, Any]], start: int) -> list[list[dict[str, Any]]]:
    sheets: list[list[dict[str, Any]]] = []
    for spot, label in zip(spots(grid, len(labels), start), labels, strict=True):
        if spot.sheet == len(sheets):
            sheets.append([])
        sheets[-1].append({"x_mm": spot.x_mm, "y_mm": spot.y_mm, **label})
    return sheets
