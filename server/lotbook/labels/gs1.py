"""Numbers and texts of GS1 and the Produce Traceability Initiative (PTI): checked before they are printed. Pure.

Sources: GS1 General Specifications (check digit, application identifiers, character set 82), GS1 Digital Link URI
syntax, PTI voice pick code. Numbers are texts throughout: a spreadsheet rounds the long ones.
"""

import re
from urllib.parse import quote

FNC1 = "\xf1"
"""Ends a value of variable length that another follows."""
_CSET82 = re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}")
_DIGITS = re.compile(r"\d{8}|\d{12,14}")
_POLYNOMIAL = 0xA001


class NotGs1(ValueError):
    """It cannot stand on a label of GS1; the message says why."""


def check_digit(digits: str) -> str:
    """Return the digit that belongs behind some digits: weights 3, 1, 3 … from the right."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def gtin14(gtin: str) -> str:
    """Return a GTIN of 8, 12, 13 or 14 digits as one of 14; raises NotGs1 for any other, or for a wrong check digit."""
    if not gtin.isascii() or not _DIGITS.fullmatch(gtin):
        raise NotGs1(f"{gtin} is no GTIN: it has 8, 12, 13 or 14 digits.")
    if check_digit(gtin[:-1]) != gtin[-1]:
        raise NotGs1(f"{gtin} is no GTIN: its last digit should be {check_digit(gtin[:-1])}.")
    return gtin.zfill(14)


def batch(lot: str) -> str:
    """Return a lot as AI (10) takes it; raises NotGs1 for one that is too long, or has other characters."""
    if not _CSET82.fullmatch(lot):
        raise NotGs1(f"Lot {lot} cannot stand in a GS1 bar code: 1 to 20 characters of GS1's set of 82.")
    return lot


def case_code(gtin: str, lot: str) -> str:
    """Return what the bar code of a case says: GTIN (01) and lot (10); the lot comes last, so nothing ends it."""
    return f"01{gtin14(gtin)}10{batch(lot)}"


def sscc(prefix: str, serial: int) -> str:
    """Return a serial shipping container code of 18 digits under a company prefix; raises NotGs1 where none is left."""
    if not prefix.isascii() or not prefix.isdigit() or not 4 <= len(prefix) <= 12:
        raise NotGs1(f"{prefix} is no GS1 company prefix: it has 4 to 12 digits.")
    room = 16 - len(prefix)
    if not 1 <= serial < 10**room:
        raise NotGs1(f"Under the prefix {prefix} no pallet can have the number {serial}.")
    digits = f"0{prefix}{serial:0{room}}"
    return digits + check_digit(digits)


def pallet_content(gtin: str, count: int, lot: str) -> tuple[str, str]:
    """Return what a pallet's bar code says of its content, and the same in figures: (02) of the cases, (37), (10).

    It stands only beside an SSCC. (37) has an even number of digits, so that all of them go in pairs.
    """
    if not 1 <= count <= 99_999_999:
        raise NotGs1(f"{count} cases are not on a pallet: 1 to 99,999,999.")
    number = f"{count:0{2 * ((len(str(count)) + 1) // 2)}}"
    case, of = gtin14(gtin), batch(lot)
    return f"02{case}37{number}{FNC1}10{of}", f"(02){case}(37){number}(10){of}"


def voice_pick(gtin: str, lot: str, packed: str = "") -> str:
    """Return the four digits that are read aloud when a case is picked: CRC-16/ARC of GTIN, lot and YYMMDD, if any."""
    crc = 0
    for byte in f"{gtin14(gtin)}{lot}{packed}".encode("ascii"):
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (_POLYNOMIAL if crc & 1 else 0)
    return f"{crc % 10_000:04}"


def digital_link(public_url: str, operation_code: str, gtin: str, lot: str) -> str:
    """Return the address of a case's lot as a GS1 Digital Link, on our own domain.

    Its stem names the operation (`/G/OP`), for GS1 lets a stem be anything: whoever opens it and is not of the farm is
    shown the right farm's page.
    """
    return (
        f"{public_url.rstrip('/')}/G/{quote(operation_code, safe='')}/01/{gtin14(gtin)}/10/{quote(batch(lot), safe='')}"
    )
