"""How each kind of label is laid out, on whatever size it is printed: the layout of a sheet is that of a roll. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lotbook.labels.parts import Part, Qr, Size, Text

_SQUARE = 1.25
"""Less wide than so many times its height, and the words stand below the QR code, not beside it."""
_HEADLINE_MM = 11.0
"""Where so much is free above the QR code, the headline goes across the label."""


@dataclass(frozen=True, slots=True)
class Face:
    """What a label says: its address, the code in letters, and the words around it."""

    url: str
    alt: str
    spelled: str
    operation: str
    headline: str = ""
    caption: str = ""
    facts: str = ""
    status: str = ""
    organic: bool = False
    reprint: str = ""
    """The word for it, where a label is printed again."""


def tag(size: Size, qr_mm: float, face: Face) -> list[Part]:
    """Lay out a tag: the QR code, and its own code in two groups as large as the rest of the label lets it be."""
    if size.width_mm < _SQUARE * size.height_mm:
        return _tag_below(size, qr_mm, face)
    wide, high = size.width_mm - qr_mm - 3, size.height_mm - 5.5
    x, y = qr_mm + 1, 2.75
    row = min(6.0, high * 0.17)
    return [
        Qr(0.5, (size.height_mm - qr_mm) / 2, qr_mm, face.url, face.alt),
        *_marks(x, y, wide, row, face),
        Text(x, y + row + 1, wide, high * 0.83 - row - 2, face.spelled.replace(" ", "\n"), "code", "middle"),
        Text(x, y + high * 0.83, wide, high * 0.17, face.operation, at="bottom"),
    ]


def _tag_below(size: Size, qr_mm: float, face: Face) -> list[Part]:
    top, wide, x = qr_mm - 1.2, size.width_mm - 4, 2.0
    high = size.height_mm - top - 1.2
    last = high * 0.36
    return [
        Qr((size.width_mm - qr_mm) / 2, 0, qr_mm, face.url, face.alt),
        Text(x, top, wide, high * 0.58, face.spelled, "code", "middle", centred=True),
        *_marks(x, top + high - last, wide, last, face, rest=face.operation),
    ]


def card(size: Size, qr_mm: float, face: Face) -> list[Part]:
    """Lay out a lot label, a place sign or a badge: what it is first, then the code that links to the records."""
    if size.width_mm < _SQUARE * size.height_mm and size.height_mm < 60:
        return _card_below(size, qr_mm, face)
    pad = min(7.0, max(1.5, size.width_mm * 0.035))
    wide, x = size.width_mm - qr_mm - pad - 1, qr_mm + 1
    qr = Qr(0.5, size.height_mm - qr_mm, qr_mm, face.url, face.alt)
    above = size.height_mm - qr_mm
    if above >= _HEADLINE_MM:
        head = Text(pad, pad, size.width_mm - 2 * pad, above - pad + 1, face.headline, "bold", "middle")
        inner = qr_mm - 3 - pad
        return [qr, head, *_column(x, above + 3, wide, inner, face)]
    inner = size.height_mm - 2 * pad
    head = Text(x, pad, wide, inner * 0.3, face.headline, "bold")
    centred = Qr(0.5, above / 2, qr_mm, face.url, face.alt)
    return [centred, head, *_column(x, pad + inner * 0.34, wide, inner * 0.66, face)]


def _column(x: float, y: float, wide: float, high: float, face: Face) -> list[Part]:
    """Stack what stands beside the QR code: marks, the code, when and where, whose."""
    rows: list[tuple[float, Callable[[float, float], Sequence[Part]]]] = [
        (0.26, lambda at, tall: _marks(x, at, wide, tall, face)),
        (0.34, lambda at, tall: [Text(x, at, wide, tall, face.spelled, "code", "middle")]),
    ]
    if face.facts:
        rows.append((0.22, lambda at, tall: [Text(x, at, wide, tall, face.facts)]))
    rows.append((0.18, lambda at, tall: [Text(x, at, wide, tall, face.operation, at="bottom")]))
    gap = high * 0.05
    scale = (high - gap * (len(rows) - 1)) / sum(share for share, _ in rows)
    parts: list[Part] = []
    for share, row in rows:
        parts += row(y, share * scale)
        y += share * scale + gap
    return parts


def _card_below(size: Size, qr_mm: float, face: Face) -> list[Part]:
    top, wide, x = qr_mm - 1.2, size.width_mm - 4, 2.0
    high = size.height_mm - top - 1.2
    facts = " · ".join(one for one in (face.facts, face.operation) if one)
    return [
        Qr((size.width_mm - qr_mm) / 2, 0, qr_mm, face.url, face.alt),
        Text(x, top, wide, high * 0.28, face.headline, "bold", "middle", centred=True),
        Text(x, top + high * 0.33, wide, high * 0.32, face.spelled.replace("\n", ""), "code", "middle", centred=True),
        *_marks(x, top + high * 0.72, wide, high * 0.28, face, rest=facts),
    ]


def _marks(x: float, y: float, wide: float, high: float, face: Face, rest: str | None = None) -> list[Part]:
    """Set ORG or the status on the left, REPRINT on the right, and between them what kind of code it is."""
    parts: list[Part] = []
    left, right = x, x + wide
    if face.organic:
        parts.append(Text(left, y, min(high * 2.6, wide * 0.45), high, "ORG", "inverse"))
        left += parts[-1].width_mm + 1
    if face.reprint:
        parts.append(Text(right - wide * 0.42, y, wide * 0.42, high, face.reprint, "inverse"))
        right -= wide * 0.42 + 1
    crowded = face.organic and face.reprint
    words = ("" if crowded else face.caption) if rest is None else rest
    if face.status and not face.organic:
        words = f"{face.status} · {words}" if words else face.status
    parts.append(Text(left, y + high * 0.15, right - left, high * 0.7, words, "plain", "middle"))
    return parts
