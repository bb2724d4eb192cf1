"""QR codes as small SVG pictures: level Q, one fixed mask, four quiet modules."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import QRData, optimal_mode

from lotbook.labels.sheet import QUIET_MODULES

_RUN = re.compile("1+")
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
    return _modules(optimal_mode(text.encode()), len(text.encode()))


@lru_cache(maxsize=1_000)
def _modules(mode: int, length: int) -> int:
    """Return it for any text of a length in a mode (of QR codes: digits, capitals, bytes)."""
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    code.add_data(QRData(b"0" * length, mode=mode, check_data=False), optimize=0)
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
    dots = "".join("1" if dark else "0" for dark in row)
    return "".join(
        f"M{run.start()} {y}h{run.end() - run.start()}v1h{run.start() - run.end()}z" for run in _RUN.finditer(dots)
    )
