"""The label of a pallet: what lies on it, and its serial shipping container code (SSCC) where there may be one.

GS1 Logistic Label Guideline: (00) on every one; the content as (02) with (37) and (10), for each GTIN and lot. Without
a company prefix there is no SSCC, and without an SSCC neither (02) nor (37) may stand in a bar code.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lotbook.labels.bars import LEAST_MODULE_MM, across, module_mm
from lotbook.labels.gs1 import NotGs1, digital_link, gtin14, pallet_content
from lotbook.labels.parts import Part, Qr, Size, Text
from lotbook.labels.rules import Issuer, LotLabel, check_code, label_url, spelled
from lotbook.labels.words import Words

MOST_LOTS = 2
"""So many have room on a label that is still read from a forklift."""
_TOP_MM, _ROW_MM, _CONTENT_MM, _SSCC_MM = 10.0, 27.0, 14.5, 38.0
_ROW_SHARE = 0.265
"""Of a wide label a row with its QR code is higher, up to so much of the width."""
_HIGH_MM = 32.0
"""A bar code is read from a forklift where it is so high."""


@dataclass(frozen=True, slots=True)
class PalletLine:
    """So many of a lot."""

    lot: LotLabel
    count: int


@dataclass(frozen=True, slots=True)
class Pallet:
    """What lies on a pallet, and its code of 18 digits."""

    lines: Sequence[PalletLine]
    sscc: str | None = None


def pallet(size: Size, public_url: str, issuer: Issuer, what: Pallet, said: Words, *, reprint: bool) -> list[Part]:
    """Lay it out; raises gs1.NotGs1 for what GS1 does not take."""
    left, wide = 2.0, size.width_mm - 4
    parts: list[Part] = [Text(left, 2.5, wide - 32, 6, issuer.name, "bold", "middle")]
    if reprint:
        parts.append(Text(left + wide - 30, 2.5, 30, 6, said.say("reprint"), "inverse"))
    content = [
        pallet_content(gtin14(one.lot.gtin), one.count, one.lot.code.upper()) if what.sscc and one.lot.gtin else None
        for one in what.lines
    ]
    y, count = _TOP_MM, len(what.lines)
    free = size.height_mm - y - (_SSCC_MM if what.sscc else 1) - _CONTENT_MM * sum(one is not None for one in content)
    row = max(_ROW_MM, min(free / count, size.width_mm * _ROW_SHARE))
    taller = max(0.0, free / count - row)
    for line, coded in zip(what.lines, content, strict=True):
        parts += _line(left, y, wide, row, public_url, issuer, line, said)
        y += row
        if coded is not None:
            bars, figures = coded
            if module_mm(size.width_mm, bars) < LEAST_MODULE_MM:
                raise NotGs1(f"Lot {line.lot.code} is too long for a pallet's bar code: its bars would be too fine.")
            high = min(_HIGH_MM, _CONTENT_MM - 5 + taller)
            parts += [across(size, y, high, bars), Text(left, y + high + 1, wide, 3, figures, centred=True)]
            y += high + 5
    if what.sscc:
        high = min(_HIGH_MM, size.height_mm - y - 7)
        parts += [
            across(size, size.height_mm - high - 6, high, f"00{what.sscc}"),
            Text(left, size.height_mm - 5, wide, 4, f"(00){what.sscc}", "bold", centred=True),
        ]
    return parts


def _line(
    x: float, y: float, wide: float, row: float, public_url: str, issuer: Issuer, line: PalletLine, said: Words
) -> list[Part]:
    lot, code = line.lot, line.lot.code.upper()
    for one in (issuer.code, code):
        check_code(one)
    url = digital_link(public_url, issuer.code, lot.gtin, code) if lot.gtin else None
    mm = row / _ROW_MM
    beside, rest, aside = x + row + 0.5, wide - row - 1, 20 * mm
    status = "ORG" if lot.organic else said.status(lot.status)
    right = beside + rest - aside + mm
    return [
        Qr(x, y, row, (url or label_url(public_url, "L", issuer.code, code)).upper(), said.say("scan", code=code)),
        Text(beside, y + 2 * mm, rest, 7 * mm, lot.product, "bold"),
        Text(beside, y + 10 * mm, rest - aside, 6.5 * mm, spelled(code), "code", "middle"),
        Text(right, y + 10 * mm, aside - mm, 6.5 * mm, status, "inverse")
        if lot.organic
        else Text(right, y + 11 * mm, aside - mm, 4 * mm, status),
        Text(beside, y + 18.5 * mm, rest * 0.5, 6 * mm, said.say("cases", count=line.count), "bold", "middle"),
        Text(
            beside + rest * 0.52,
            y + 19.5 * mm,
            rest * 0.48,
            4 * mm,
            said.made(lot.kind, lot.made_on) if lot.made_on else "",
        ),
    ]
