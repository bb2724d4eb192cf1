"""Codes that people read off labels and type: their check characters, and what typing does to them."""

import re

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TAG_LENGTH = 10
_VALUE = {character: value for value, character in enumerate(CROCKFORD)}
_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LABEL_CODE = re.compile(r"[0-9A-Z-]{1,20}")


def _powers() -> tuple[int, ...]:
    """Powers of 2 in GF(32) with x^5 + x^2 + 1: no two within 31 places are alike."""
    powers, value = [], 1
    for _ in range(TAG_LENGTH):
        powers.append(value)
        value = value << 1 ^ (0b100101 if value & 0b10000 else 0)
    return tuple(powers)


def _times(a: int, b: int) -> int:
    result = 0
    while b:
        if b & 1:
            result ^= a
        a = a << 1 ^ (0b100101 if a & 0b10000 else 0)
        b >>= 1
    return result


_POWERS = _powers()


def _weighted(code: str) -> int:
    total = 0
    for power, character in zip(_POWERS, code, strict=False):
        total ^= _times(power, _VALUE[character])
    return total


def tag_code(nine: str) -> str:
    """Return nine Crockford characters with their check character.

    Any one wrong character and any swap of two are found, because the weights differ.
    """
    target = _weighted(nine)
    for character in CROCKFORD:
        if _times(_POWERS[TAG_LENGTH - 1], _VALUE[character]) == target:
            return nine + character
    raise AssertionError("a field has an inverse for every element but zero")


def is_tag_code(code: str) -> bool:
    """Say whether a code is ten Crockford characters whose check holds."""
    return len(code) == TAG_LENGTH and all(c in _VALUE for c in code) and _weighted(code) == 0


def normal_tag_code(typed: str) -> str:
    """Return what was typed as a tag code is written: upper case, no spaces, O as 0, I and L as 1."""
    bare = re.sub(r"[\s-]", "", typed).upper()
    return bare.replace("O", "0").replace("I", "1").replace("L", "1")


def check_character(code: str) -> str:
    """Return the check character of a label's code by ISO 7064 MOD 37,36; dashes do not count."""
    product = 36
    for character in code.upper():
        if character == "-":
            continue
        total = (product + _ALPHANUMERIC.index(character)) % 36 or 36
        product = total * 2 % 37
    return _ALPHANUMERIC[(37 - product) % 36]


def is_label_code(code: str) -> bool:
    """Say whether a code may stand on a label: 1 to 20 of digits, capitals and dashes."""
    return _LABEL_CODE.fullmatch(code) is not None
