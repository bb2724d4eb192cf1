"""How large text may be in a box: measured by the font that travels along, so that every painter agrees. Pure.

Typesetters can find that out themselves, by trying; for a thousand labels that took half a minute.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import ImageFont

from lotbook.paper import FONTS

CAP_EM = 0.714
"""How high a capital is."""
_BELOW_EM, _BELOW_CAPITALS_EM = 0.24, 0.14
"""How far letters hang below the line; of capitals and figures only the slash does."""
_DOWN_EM = 1.17
_CODE_EM = 0.602
"""How wide each letter of a code is, in the font with letters of one width."""
_LEAST_MM = 1.3
_STEP = 0.94
_MEASURED_AT = 1_000
_GLUE, _CROSS = "\0", re.compile(r"\s+×\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with the upper left corner of its capitals, and the size of its font (the em)."""

    x_mm: float
    y_mm: float
    size_mm: float
    text: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text broken into lines, so many millimetres from one to the next."""

    size_mm: float
    down_mm: float
    height_mm: float
    lines: tuple[str, ...]


@lru_cache(maxsize=20_000)
def fitted(text: str, width_mm: float, height_mm: float, capitals: bool = False) -> Fitted:
    """Break text at its spaces and set it as large as a box allows; what still does not fit ends in an ellipsis.

    `capitals`: next to nothing hangs below the line.
    """
    below = _BELOW_CAPITALS_EM if capitals else _BELOW_EM
    size = height_mm / (CAP_EM + below)
    words = [[(word, width_em(word, capitals)) for word in _words(line)] for line in text.split("\n")]
    space = width_em(" ", capitals)
    while size > _LEAST_MM:
        lines = _broken(words, space, width_mm / size)
        if lines is not None and _high(len(lines), size, below) <= height_mm + 1e-6:
            return Fitted(size, _DOWN_EM * size, _high(len(lines), size, below), tuple(lines))
        size *= _STEP
    return _cut(text, width_mm, height_mm, capitals, below)


def _words(line: str) -> list[str]:
    """Part a line at its spaces, but for those around a cross: "8 × 1 lb" is "8 × 1" and "lb"."""
    return [word.replace(_GLUE, " ") for word in _CROSS.sub(f"{_GLUE}×{_GLUE}", line).split()]


def width_em(text: str, code: bool = False) -> float:
    """Return how wide text is, of its size."""
    return sum(_advance(letter, code) for letter in text)


def _high(lines: int, size: float, below: float) -> float:
    return (CAP_EM + below + (lines - 1) * _DOWN_EM) * size


def _broken(given: Sequence[Sequence[tuple[str, float]]], space: float, wide: float) -> list[str] | None:
    """Break lines of measured words into lines no wider than so many ems; None where a word is wider than that."""
    lines = []
    for words in given:
        line, long = "", 0.0
        for word, width in words:
            if width > wide:
                return None
            if line and long + space + width > wide:
                lines.append(line)
                line = ""
            line, long = (f"{line} {word}", long + space + width) if line else (word, width)
        lines.append(line)
    return lines


def _cut(text: str, width_mm: float, height_mm: float, code: bool, below: float) -> Fitted:
    size = _LEAST_MM
    most = max(1, int((height_mm / size - CAP_EM - below) // _DOWN_EM) + 1)
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most:
        line = rest
        while len(line) > 1 and width_em(line, code) > width_mm / size:
            line = line[:-1]
        rest = rest[len(line) :].lstrip()
        lines.append(line)
    if rest:
        lines[-1] = f"{lines[-1][:-1]}…"
    return Fitted(size, _DOWN_EM * size, _high(len(lines), size, below), tuple(lines))


@lru_cache(maxsize=5_000)
def _advance(letter: str, code: bool) -> float:
    wide: float = _font().getlength(letter) / _MEASURED_AT
    # Painters without the font of codes use the other: room for either.
    return max(wide, _CODE_EM) if code else wide


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "NotoSans-Bold.ttf", _MEASURED_AT)
