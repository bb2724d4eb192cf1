"""Labels of a roll, for printers that print one after the other: laid out once, painted as ZPL II or as a picture.

A layout is a list of parts in millimetres from the upper left corner; both painters draw exactly these. QR codes are
the same as on sheets: level Q, our own address in capitals.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lotbook.labels.gs1 import case_code, digital_link, gtin14, voice_pick
from lotbook.labels.rules import Issuer, LotLabel, grouped, label_url, spelled
from lotbook.labels.words import Words

DPI = (203, 300)
_GLYPH = 0.62
"""How wide a letter is of its height, at most, in the bold fonts of both painters."""


@dataclass(frozen=True, slots=True)
class Roll:
    """The size of a label."""

    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text in a box: as large as fits, and never larger than `height_mm`."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    text: str
    inverse: bool = False

    @property
    def size_mm(self) -> float:
        return min(self.height_mm, self.width_mm / (_GLYPH * max(1, len(self.text))))


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code in a square that holds its quiet zone."""

    x_mm: float
    y_mm: float
    side_mm: float
    text: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A GS1-128 bar code."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    text: str


Part = Text | Qr | Bars
TAG = Roll(76.2, 50.8)
LOT = Roll(101.6, 50.8)
CASE = Roll(101.6, 76.2)


def tag(public_url: str, issuer: Issuer, code: str, *, organic: bool) -> list[Part]:
    """Lay out a blank tag."""
    parts: list[Part] = [
        Qr(1, 5, 42, label_url(public_url, "T", issuer.code, code)),
        Text(43, 6, 32, 5, issuer.name),
    ]
    parts += _lines(43, 15, 32, 10, grouped(code).split(" "))
    return [*parts, Text(43, 40, 32, 8, "ORG")] if organic else parts


def lot(public_url: str, issuer: Issuer, label: LotLabel, said: Words, *, reprint: bool) -> list[Part]:
    """Lay out the label of a container of a lot."""
    facts = (said.made(label.kind, label.made_on) if label.made_on else None, label.place)
    parts: list[Part] = [
        Qr(1, 3, 44, label_url(public_url, "L", issuer.code, label.code)),
        Text(46, 3, 54, 7, label.product),
        Text(46, 12, 54, 3.2, said.say("traceability_lot" if label.is_traceability_lot else "lot")),
        *_lines(46, 16, 54, 7, spelled(label.code).split("\n")),
        Text(46, 33, 54, 3.4, " · ".join(fact for fact in facts if fact)),
        Text(46, 38, 36, 3.4, issuer.name),
        Text(46, 43, 30, 6, "ORG") if label.organic else Text(46, 43, 40, 4, said.status(label.status)),
    ]
    return [*parts, Text(80, 46, 20, 3.4, said.say("reprint"))] if reprint else parts


def case(public_url: str, issuer: Issuer, label: LotLabel, gtin: str, said: Words, *, reprint: bool) -> list[Part]:
    """Lay out the case label of PTI; raises gs1.NotGs1 for what GS1 does not take."""
    number, code = gtin14(gtin), label.code.upper()
    pick = voice_pick(number, code)
    parts: list[Part] = [
        Bars(4, 3, 94, 17, case_code(number, code)),
        Text(4, 21.5, 94, 3.6, f"(01){number}(10){code}"),
        # Capitals keep the symbol in its smaller mode, and an address's host does not mind.
        Qr(1, 28, 36, digital_link(public_url, number, code).upper()),
        Text(38, 28, 62, 7, label.product),
        Text(38, 37, 62, 3.4, issuer.name),
        Text(38, 42, 40, 3.2, said.say("traceability_lot")),
        *_lines(38, 46, 40, 6, spelled(label.code).split("\n")),
        Text(38, 60, 40, 3.4, said.made(label.kind, label.made_on) if label.made_on else ""),
        Text(38, 66, 22, 7, "ORG") if label.organic else Text(38, 66, 40, 4, said.status(label.status)),
        # Whoever picks a case says the two large digits.
        Text(78, 58, 9, 6, pick[:2]),
        Text(87, 52, 13, 13, pick[2:], inverse=True),
    ]
    return [*parts, Text(80, 69, 20, 3.4, said.say("reprint"))] if reprint else parts


def _lines(x_mm: float, y_mm: float, width_mm: float, height_mm: float, lines: Sequence[str]) -> list[Part]:
    return [Text(x_mm, y_mm + row * (height_mm + 1), width_mm, height_mm, line) for row, line in enumerate(lines)]
