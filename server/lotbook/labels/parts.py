"""What a label is made of: boxes of text, QR codes and bar codes, in millimetres from its upper left corner.

A layout is a list of these. Three painters draw exactly what they say: PDF for sheets, ZPL II and pictures for rolls.
"""

from dataclasses import dataclass
from typing import Literal

from lotbook.labels.fit import Line, fitted, width_em
from lotbook.labels.rules import in_two_lines

_MM_PER_INCH = 25.4
_WIDEST_MODULE_MM = 0.75
_LONG_CODE, _MUCH_LARGER = 13, 1.4
"""A code of so many letters that can be so much larger on two lines stands on two."""
Style = Literal["plain", "bold", "code", "inverse"]
"""How text looks: `code` is what is typed from a label, `inverse` is white on black."""


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a label."""

    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Text:
    """Text in a box, on one line or several: as large as fits it."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    text: str
    style: Style = "plain"
    at: Literal["top", "middle", "bottom"] = "top"
    centred: bool = False

    @property
    def inverse(self) -> bool:
        return self.style == "inverse"

    def lines(self) -> list[Line]:
        """Return its lines, each from the upper left corner of its capitals."""
        if not self.text:
            return []
        inset = self.height_mm * 0.18 if self.inverse else 0.0
        wide, high = self.width_mm - 2 * inset, self.height_mm - 2 * inset
        found = fitted(self.text, wide, high, self.style in ("code", "inverse"))
        if self.style == "code" and len(self.text) >= _LONG_CODE and len(self.text.split()) == 1:
            in_two = fitted(in_two_lines(self.text), wide, high, True)
            if in_two.size_mm > _MUCH_LARGER * found.size_mm:
                found = in_two
        spare = high - found.height_mm
        place = "middle" if self.inverse else self.at
        y = self.y_mm + inset + {"top": 0.0, "middle": spare / 2, "bottom": spare}[place]
        lines = []
        for number, words in enumerate(found.lines):
            left = self.x_mm + inset
            if self.centred or self.inverse:
                left += (wide - width_em(words, self.style == "code") * found.size_mm) / 2
            lines.append(Line(left, y + number * found.down_mm, found.size_mm, words))
        return lines


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code in a square that holds its quiet zone; `alt` says it in words."""

    x_mm: float
    y_mm: float
    side_mm: float
    text: str
    alt: str = ""

    @property
    def width_mm(self) -> float:
        return self.side_mm

    @property
    def height_mm(self) -> float:
        return self.side_mm


@dataclass(frozen=True, slots=True)
class Bars:
    """A GS1-128 bar code, no wider than its box; without its quiet zones."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    text: str

    def most_dots(self, dpi: int) -> int:
        """Return how many dots wide a module may be at most: GS1 takes none above a millimetre."""
        return max(2, int(_WIDEST_MODULE_MM / _MM_PER_INCH * dpi))


Part = Text | Qr | Bars
