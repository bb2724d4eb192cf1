"""The case label of the Produce Traceability Initiative (PTI), on a sheet or a roll."""

from lotbook.labels.bars import across
from lotbook.labels.gs1 import case_code, digital_link, gtin14, voice_pick
from lotbook.labels.parts import Part, Qr, Size, Text
from lotbook.labels.rules import Issuer, LotLabel, spelled
from lotbook.labels.words import Words

LEAST = Size(99.0, 72.0)
"""A bar code with a lot of twenty letters needs the width."""


def case(
    size: Size, public_url: str, issuer: Issuer, label: LotLabel, gtin: str, said: Words, *, reprint: bool
) -> list[Part]:
    """Lay it out: GTIN and lot as a bar code and in figures, the voice pick code, and a Digital Link.

    Raises gs1.NotGs1 for what GS1 does not take.
    """
    number, code = gtin14(gtin), label.code.upper()
    pick = voice_pick(number, code)
    left = (size.width_mm - LEAST.width_mm) / 2
    top = min(4.0, (size.height_mm - LEAST.height_mm) / 2)
    right = left + LEAST.width_mm
    parts: list[Part] = [
        across(size, top + 1, 17, case_code(number, code)),
        Text(left + 2.2, top + 19.5, LEAST.width_mm - 4.4, 4, f"(01){number}(10){code}", "bold", centred=True),
        # Capitals keep the symbol in its smaller mode, and an address's host does not mind.
        Qr(
            left, top + 26, 37, digital_link(public_url, issuer.code, number, code).upper(), said.say("scan", code=code)
        ),
        Text(left + 37, top + 26, right - left - 39, 9, label.product, "bold"),
        Text(left + 37, top + 36.5, right - left - 39, 3.6, issuer.name),
        Text(left + 37, top + 42, 38, 3.2, said.say("traceability_lot" if label.is_traceability_lot else "lot")),
        Text(left + 37, top + 46, 38, 10, spelled(label.code), "code"),
        Text(left + 37, top + 58, 38, 4, said.made(label.kind, label.made_on) if label.made_on else ""),
        Text(left + 37, top + 63, 18, 6.5, "ORG", "inverse")
        if label.organic
        else Text(left + 37, top + 64, 36, 4, said.status(label.status)),
        # Whoever picks a case says the two large digits.
        Text(right - 23, top + 53, 8, 7, pick[:2], "bold"),
        Text(right - 15, top + 47, 13, 13, pick[2:], "inverse"),
    ]
    return [*parts, Text(right - 30, top + 63, 28, 6, said.say("reprint"), "inverse")] if reprint else parts
