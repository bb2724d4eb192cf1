"""GS1-128 bar codes: the same symbols of Code 128 as modules for pictures, as SVG, and as data for printers.

Digits go in pairs (set C) up to the first that has no pair; from there on everything goes one by one (set B). To go
back would save a few modules in some lots, and some printers do not follow.
"""

import re
from functools import lru_cache
from itertools import count
from operator import mul

from barcode.charsets.code128 import CODES, STOP

from lotbook.labels.gs1 import FNC1
from lotbook.labels.parts import Bars, Size
from lotbook.labels.runs import path

LEAST_MODULE_MM = 0.24
"""Two dots of a label printer with 203 dots an inch, about the least that GS1 allows (a quarter of a millimetre)."""
_WIDEST_MODULE_MM, _LONGEST_MM = 0.66, 165.1
"""A bar code with its quiet zones is no longer than that (GS1 General Specifications, 5.4.4)."""
_QUIET_MODULES = 10
_START_C = 105
_TO_B, _FNC1 = 100, 102
_PAIR = re.compile(rf"\d\d|{FNC1}")
_PAIRS = re.compile(rf"(?:\d\d|{FNC1})*")


@lru_cache(maxsize=256)
def modules(text: str) -> str:
    """Return a text's modules as 0 (white) and 1 (black), without quiet zones; the FNC1 of GS1 is put before it."""
    values = _values(text)
    check = (values[0] + sum(map(mul, count(), values))) % 103
    drawn = "".join(CODES[value] for value in (*values, check)) + STOP + "11"
    return str(drawn)


def across(size: Size, y: float, high: float, text: str) -> Bars:
    """Set a bar code in the middle of a label, as wide as its quiet zones and GS1 let it be."""
    wide = module_mm(size.width_mm, text) * len(modules(text))
    return Bars((size.width_mm - wide) / 2, y, wide, high, text)


def module_mm(wide: float, text: str) -> float:
    """Return how wide a module of a text's bar code is, where it has so much room with its quiet zones."""
    return min(_WIDEST_MODULE_MM, min(wide, _LONGEST_MM) / (len(modules(text)) + 2 * _QUIET_MODULES))


def svg(text: str, width_mm: float, height_mm: float) -> str:
    """Draw a text's bars across a box."""
    drawn = modules(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width_mm}" height="{height_mm}"'
        f' viewBox="0 0 {len(drawn)} 1" preserveAspectRatio="none"><path d="{path(drawn)}"/></svg>'
    )


def zpl_data(text: str) -> str:
    """Return what makes a printer that speaks ZPL II draw the same bars (`^BC` in its mode without automatic sets)."""
    pairs, letters = _split(text)
    return (
        ">;>8" + pairs.replace(FNC1, ">8") + (">6" + letters.replace(">", ">0").replace(FNC1, ">8") if letters else "")
    )


@lru_cache(maxsize=256)
def _values(text: str) -> tuple[int, ...]:
    pairs, letters = _split(text)
    values = [_START_C, _FNC1, *(_FNC1 if pair == FNC1 else int(pair) for pair in _PAIR.findall(pairs))]
    if letters:
        values += [_TO_B, *(_FNC1 if letter == FNC1 else ord(letter) - 32 for letter in letters)]
    return tuple(values)


def _split(text: str) -> tuple[str, str]:
    """Part a text into what goes in pairs of digits and what goes letter by letter."""
    found = _PAIRS.match(text)
    end = found.end() if found else 0
    return text[:end], text[end:]
