"""Layouts as ZPL II, the language of Zebra's printers and of most others that print labels from a roll."""

from collections.abc import Sequence

from lotbook.labels import bars
from lotbook.labels.fit import Line
from lotbook.labels.parts import Bars, Part, Qr, Size, Text
from lotbook.labels.qr import modules_of
from lotbook.labels.sheet import QUIET_MODULES

_MM_PER_INCH = 25.4
_MOST_MAGNIFIED = 10


def zpl(roll: Size, parts: Sequence[Part], dpi: int, copies: int = 1) -> bytes:
    """Return the print job of a label, so many copies of it one after the other."""
    size = f"^PW{_dots(roll.width_mm, dpi)}^LL{_dots(roll.height_mm, dpi)}"
    # UTF-8, no shift, and nothing left of the label before.
    body = "".join(_part(part, dpi) for part in parts)
    return f"^XA^CI28^LH0,0{size}{body}^PQ{copies}^XZ\n".encode()


def _part(part: Part, dpi: int) -> str:
    match part:
        case Text():
            return _text(part, dpi)
        case Qr():
            return _qr(part, dpi)
        case Bars():
            return _bars(part, dpi)


def _text(part: Text, dpi: int) -> str:
    box = ""
    if part.inverse:
        x, y, wide, high = (_dots(side, dpi) for side in (part.x_mm, part.y_mm, part.width_mm, part.height_mm))
        box = f"^FO{x},{y}^GB{wide},{high},{high}^FS"
    return box + "".join(_line(line, dpi, reverse=part.inverse) for line in part.lines())


def _line(line: Line, dpi: int, *, reverse: bool) -> str:
    x, y, high = _dots(line.x_mm, dpi), _dots(line.y_mm, dpi), _dots(line.size_mm, dpi)
    # ^FR takes the letters out of the black box below them.
    return f"^FO{x},{y}{'^FR' if reverse else ''}^A0N,{high}^FH^FD{_escaped(line.text)}^FS"


def _qr(part: Qr, dpi: int) -> str:
    module = qr_module_dots(part.side_mm, modules_of(part.text), dpi)
    quiet = QUIET_MODULES * module
    x, y = _dots(part.x_mm, dpi) + quiet, _dots(part.y_mm, dpi) + quiet
    # Printers put a QR code ten dots below where it was asked for.
    return f"^FO{x},{max(0, y - 10)}^BQN,2,{module}^FH^FDQA,{_escaped(part.text)}^FS"


def qr_module_dots(side_mm: float, modules: int, dpi: int) -> int:
    """Return how many dots a module may be wide, so that a symbol and its quiet zone fit into a square."""
    return max(1, min(_MOST_MAGNIFIED, _dots(side_mm, dpi) // (modules + 2 * QUIET_MODULES)))


def _bars(part: Bars, dpi: int) -> str:
    y, high = (_dots(value, dpi) for value in (part.y_mm, part.height_mm))
    module, x = bar_module_dots(part, dpi)
    return f"^FO{x},{y}^BY{module}^BCN,{high},N,N,N^FH^FD{_escaped(bars.zpl_data(part.text))}^FS"


def bar_module_dots(part: Bars, dpi: int) -> tuple[int, int]:
    """Return how many dots a module may be wide, and where they begin: in the middle of the box."""
    modules = len(bars.modules(part.text))
    wide = _dots(part.width_mm, dpi)
    module = max(1, min(_MOST_MAGNIFIED, part.most_dots(dpi), wide // modules))
    return module, _dots(part.x_mm, dpi) + max(0, wide - module * modules) // 2


def _escaped(text: str) -> str:
    """Write what would be a command, or the escape itself, as its number."""
    return "".join(f"_{ord(one):02X}" if one in "^~_\\" else one for one in text)


def _dots(mm: float, dpi: int) -> int:
    return round(mm / _MM_PER_INCH * dpi)
