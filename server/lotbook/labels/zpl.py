"""Layouts as ZPL II, the language of Zebra's printers and of most others that print labels from a roll."""

from collections.abc import Iterable, Sequence

from lotbook.labels.qr import modules_of
from lotbook.labels.sheet import QUIET_MODULES
from lotbook.labels.thermal import Bars, Part, Qr, Roll, Text

_MM_PER_INCH = 25.4
_MOST_MAGNIFIED = 10
_CODE128_MODULES = 11


def zpl(roll: Roll, labels: Iterable[Sequence[Part]], dpi: int, copies: int = 1) -> bytes:
    """Return a print job: each label by itself, so many copies of it one after the other."""
    return "".join(_label(roll, parts, dpi, copies) for parts in labels).encode()


def _label(roll: Roll, parts: Sequence[Part], dpi: int, copies: int) -> str:
    size = f"^PW{_dots(roll.width_mm, dpi)}^LL{_dots(roll.height_mm, dpi)}"
    # UTF-8, no shift, and nothing left of the label before.
    body = "".join(_part(part, dpi) for part in parts)
    return f"^XA^CI28^LH0,0{size}{body}^PQ{copies}^XZ\n"


def _part(part: Part, dpi: int) -> str:
    match part:
        case Text():
            return _text(part, dpi) if part.text else ""
        case Qr():
            return _qr(part, dpi)
        case Bars():
            return _bars(part, dpi)


def _text(part: Text, dpi: int) -> str:
    x, y, height = (_dots(value, dpi) for value in (part.x_mm, part.y_mm, part.size_mm))
    field = f"^FO{x},{y}^A0N,{height}^FH^FD{_escaped(part.text)}^FS"
    if not part.inverse:
        return field
    wide, high = _dots(part.width_mm, dpi), _dots(part.height_mm, dpi)
    # White on black: a black box, and the text in its middle taken out of it.
    middle = f"^FO{x},{y + (high - height) // 2}^FR^A0N,{height}^FB{wide},1,0,C^FH^FD{_escaped(part.text)}^FS"
    return f"^FO{x},{y}^GB{wide},{high},{high}^FS{middle}"


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
    x, y, high = (_dots(value, dpi) for value in (part.x_mm, part.y_mm, part.height_mm))
    # A start, a function character, pairs of digits, the other characters one by one, a check and a stop.
    modules = _CODE128_MODULES * (len(part.text) + 6)
    module = max(1, min(_MOST_MAGNIFIED, _dots(part.width_mm, dpi) // modules))
    head, tail = part.text[:18], part.text[18:]
    # Set C for the digits of (01) and the key (10), set B for the lot; >8 is FNC1, which makes it a code of GS1.
    return f"^FO{x},{y}^BY{module}^BCN,{high},N,N,N^FH^FD>;>8{head}>6{_escaped(tail.replace('>', '>0'))}^FS"


def _escaped(text: str) -> str:
    """Write what would be a command, or the escape itself, as its number."""
    return "".join(f"_{ord(one):02X}" if one in "^~_\\" else one for one in text)


def _dots(mm: float, dpi: int) -> int:
    return round(mm / _MM_PER_INCH * dpi)
