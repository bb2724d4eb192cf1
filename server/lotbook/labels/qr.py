"""QR codes as small SVG pictures: level Q, one fixed mask, four quiet modules."""

from collections.abc import Sequence
from dataclasses import dataclass

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode

from lotbook.labels.sheet import QUIET_MODULES

_MASK = 2
"""Choosing among all eight masks takes six times as long, and readers undo any of them."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR symbol so many modules wide, and its picture with the quiet zone."""

    modules: int
    svg: str


def matrix(text: str) -> list[list[bool | None]]:
    """Return the modules of a text's QR symbol; capitals, digits and `:/.-` alone take the alphanumeric mode."""
    code = QRCode(error_correction=ERROR_CORRECT_Q, mask_pattern=_MASK, border=0)
    code.add_data(text, optimize=0)
    code.make()
    return list(code.modules)


def modules_of(text: str) -> int:
    """Return how many modules wide a text's symbol is, without drawing it."""
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    code.add_data(text, optimize=0)
    return 17 + 4 * int(code.best_fit())


def symbol(text: str) -> Symbol:
    """Draw a text as a QR symbol."""
    modules = matrix(text)
    size = len(modules)
    side = size + 2 * QUIET_MODULES
    dark = "".join(_row(y, row) for y, row in enumerate(modules))
    view = f"{-QUIET_MODULES} {-QUIET_MODULES} {side} {side}"
    return Symbol(size, f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}"><path d="{dark}"/></svg>')


def _row(y: int, row: Sequence[bool | None]) -> str:
    """Return the path of a row: a rectangle for each run of dark modules, so that no seam shows inside one."""
    path, x = [], 0
    while x < len(row):
        begin = x
        while x < len(row) and row[x]:
            x += 1
        if x > begin:
            path.append(f"M{begin} {y}h{x - begin}v1h{begin - x}z")
        x += 1
    return "".join(path)
