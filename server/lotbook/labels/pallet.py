"""The label of a pallet: what lies on it, and its serial shipping container code (SSCC) where there may be one.

GS1 Logistic Label Guideline: (00) on every one; the content as (02) with (37) and (10), for each GTIN and lot. Without
a company prefix there is no SSCC, and without an SSCC neither (02) nor (37) may stand in a bar code.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lotbook.labels.bars import LEAST_MODULE_MM, modules
from lotbook.labels.gs1 import NotGs1, digital_link, gtin14, pallet_content
from lotbook.labels.parts import Bars, Part, Qr, Size, Text
from lotbook.labels.rules import Issuer, LotLabel, check_code, label_url, spelled
from lotbook.labels.words import Words

MOST_LOTS = 2
"""So many have room on a label that is still read from a forklift."""
_ROW_MM, _CONTENT_MM = 27.0, 14.5
_SSCC_MM = 38.0


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
    y = 10.0
    for line in what.lines:
        parts += _line(left, y, wide, public_url, issuer, line, said)
        y += _ROW_MM
        if what.sscc and line.lot.gtin:
            bars, figures = pallet_content(gtin14(line.lot.gtin), line.count, line.lot.code.upper())
            if (wide - 1) / len(modules(bars)) < LEAST_MODULE_MM:
                raise NotGs1(f"Lot {line.lot.code} is too long for a pallet's bar code: its bars would be too fine.")
            parts += [Bars(left + 0.5, y, wide - 1, 9.5, bars), Text(left, y + 10.5, wide, 3, figures, centred=True)]
            y += _CONTENT_MM
    if what.sscc:
        high = min(32.0, size.height_mm - y - 7)
        side = (wide - 82) / 2
        parts += [
            Bars(left + side, size.height_mm - high - 6, 82, high, f"00{what.sscc}"),
            Text(left, size.height_mm - 5, wide, 4, f"(00){what.sscc}", "bold", centred=True),
        ]
    return parts


def _line(
    x: float, y: float, wide: float, public_url: str, issuer: Issuer, line: PalletLine, said: Words
) -> list[Part]:
    lot, code = line.lot, line.lot.code.upper()
    for one in (issuer.code, code):
        check_code(one)
    url = digital_link(public_url, issuer.code, lot.gtin, code) if lot.gtin else None
    beside, rest = x + _ROW_MM + 0.5, wide - _ROW_MM - 1
    status = "ORG" if lot.organic else said.status(lot.status)
    return [
        Qr(x, y, _ROW_MM, (url or label_url(public_url, "L", issuer.code, code)).upper(), said.say("scan", code=code)),
        Text(beside, y + 2, rest, 7, lot.product, "bold"),
        Text(beside, y + 10, rest - 20, 6.5, spelled(code), "code", "middle"),
        Text(beside + rest - 19, y + 10, 19, 6.5, status, "inverse")
        if lot.organic
        else Text(beside + rest - 19, y + 11, 19, 4, status),
        Text(beside, y + 18.5, rest * 0.5, 6, said.say("cases", count=line.count), "bold", "middle"),
        Text(beside + rest * 0.52, y + 19.5, rest * 0.48, 4, said.made(lot.kind, lot.made_on) if lot.made_on else ""),
    ]
