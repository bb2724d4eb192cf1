"""QR codes as small SVG pictures: level Q, one fixed mask, four quiet modules."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import QRData, optimal_mode

from lotbook.labels.codewords import codewords
from lotbook.labels.runs import path
from lotbook.labels.sheet import QUIET_MODULES

_TIMING = 6
"""The column of the timing pattern has no data: pairs of columns step over it."""
_MASK = 2
"""Choosing among all eight masks takes six times as long, and readers undo any of them."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR symbol so many modules wide, and its picture with the quiet zone."""

    modules: int
    svg: str


def matrix(text: str) -> list[list[bool]]:
    """Return the modules of a text's QR symbol; capitals, digits and `:/.-` alone take the alphanumeric mode."""
    return [[dot == "1" for dot in row] for row in _rows(text)]


def _rows(text: str) -> list[str]:
    modules = modules_of(text)
    frame = _frame((modules - 17) // 4)
    data = bytes(codewords(text, optimal_mode(text.encode()), frame.version))
    # A few modules behind the last codeword belong to none: they are zeros, and masked like the others.
    bits = (int.from_bytes(data) << frame.room - 8 * len(data)) ^ frame.mask
    drawn = "".join(frame.put(f"01{bits:0{frame.room}b}"))
    return [drawn[start : start + modules] for start in range(0, len(drawn), modules)]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all symbols of a version share: the patterns by which they are found, and where the data goes."""

    version: int
    room: int
    """So many bits of data have their place."""
    mask: int
    put: Callable[[str], tuple[str, ...]]
    """Puts each module in its place, row by row: from a light one, a dark one and the bits of the data."""


@cache
def _frame(version: int) -> _Frame:
    blank = _Blank(version=version, error_correction=ERROR_CORRECT_Q, mask_pattern=_MASK, border=0)
    blank.data_cache = []
    blank.make(fit=False)
    size = len(blank.modules)
    order, upward = [], True
    for right in range(size - 1, 0, -2):
        column = right if right > _TIMING else right - 1
        for row in range(size - 1, -1, -1) if upward else range(size):
            order += [row * size + at for at in (column, column - 1) if blank.modules[row][at] is None]
        upward = not upward
    mask = int("".join("1" if place % size % 3 == 0 else "0" for place in order), 2)
    places = [int(bool(dark)) for row in blank.modules for dark in row]
    for number, place in enumerate(order, start=2):
        places[place] = number
    return _Frame(version, len(order), mask, itemgetter(*places))


class _Blank(QRCode):  # type: ignore[misc]
    """A symbol without its data."""

    def map_data(self, data: object, mask_pattern: object) -> None:
        """Leave the modules of data as they are: None."""


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
    """Draw a text as a QR symbol: a rectangle for each run of dark modules, so that no seam shows inside one."""
    rows = _rows(text)
    side = len(rows) + 2 * QUIET_MODULES
    dark = "".join([path(row, y) for y, row in enumerate(rows)])
    view = f"{-QUIET_MODULES} {-QUIET_MODULES} {side} {side}"
    return Symbol(len(rows), f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}"><path d="{dark}"/></svg>')
