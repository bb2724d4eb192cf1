"""The codewords of a QR code (ISO/IEC 18004, 7.4 and 7.5), as whole numbers instead of lists of bits. Pure.

The library that draws the symbols takes two thirds of its time for these; where a thousand labels are drawn while
somebody waits, that is a second. A test holds them against the library's own.
"""

from functools import cache

from qrcode.base import gexp, glog, rs_blocks
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.util import ALPHA_NUM, MODE_8BIT_BYTE, MODE_ALPHA_NUM, MODE_NUMBER, length_in_bits

_VALUES = {chr(code): value for value, code in enumerate(ALPHA_NUM)}
_PADS = (0xEC, 0x11)


def codewords(text: str, mode: int, version: int) -> list[int]:
    """Return the data of a text in a mode with its error correction at level Q, interleaved for a version of symbol."""
    data = text.encode()
    bits, length = mode << length_in_bits(mode, version) | len(data), 4 + length_in_bits(mode, version)
    if mode == MODE_ALPHA_NUM:
        bits, length = _in_pairs(text, bits, length)
    elif mode == MODE_8BIT_BYTE:
        bits, length = bits << 8 * len(data) | int.from_bytes(data), length + 8 * len(data)
    elif mode == MODE_NUMBER:
        bits, length = _in_threes(text, bits, length)
    else:
        raise ValueError(f"mode {mode} is none of ours")
    blocks = rs_blocks(version, ERROR_CORRECT_Q)
    return _interleaved(_filled(bits, length, sum(block.data_count for block in blocks)), blocks)


def _in_pairs(text: str, bits: int, length: int) -> tuple[int, int]:
    for at in range(0, len(text) - 1, 2):
        bits = bits << 11 | _VALUES[text[at]] * 45 + _VALUES[text[at + 1]]
    length += 11 * (len(text) // 2)
    return (bits << 6 | _VALUES[text[-1]], length + 6) if len(text) % 2 else (bits, length)


def _in_threes(text: str, bits: int, length: int) -> tuple[int, int]:
    for at in range(0, len(text), 3):
        some = text[at : at + 3]
        wide = 1 + 3 * len(some)
        bits, length = bits << wide | int(some), length + wide
    return bits, length


def _filled(bits: int, length: int, most: int) -> bytes:
    """End the bits, fill their last byte, and pad to so many bytes."""
    end = min(4, 8 * most - length)
    bits, length = bits << end, length + end
    spare = -length % 8
    data = (bits << spare).to_bytes((length + spare) // 8)
    missing = most - len(data)
    return data + bytes(_PADS[place % 2] for place in range(missing))


def _interleaved(data: bytes, blocks: list[tuple[int, int]]) -> list[int]:
    parts, checks, at = [], [], 0
    for total, count in blocks:
        part = data[at : at + count]
        at += count
        parts.append(part)
        checks.append(_check(part, total - count))
    found = [part[place] for place in range(max(map(len, parts))) for part in parts if place < len(part)]
    return found + [check[place] for place in range(len(checks[0])) for check in checks]


def _check(data: bytes, count: int) -> bytes:
    """Return the remainder of data by the generator polynomial of Reed and Solomon."""
    table, top, mask = _multiples(count), 8 * (count - 1), (1 << 8 * count) - 1
    rest = 0
    for byte in data:
        rest = (rest << 8 & mask) ^ table[byte ^ rest >> top]
    return rest.to_bytes(count)


@cache
def _multiples(count: int) -> tuple[int, ...]:
    """Return the generator polynomial of a degree times each of the 256 elements, without its first coefficient."""
    generator = [1]
    for root in range(count):
        longer = [*generator, 0]
        for place, coefficient in enumerate(generator):
            longer[place + 1] ^= _times(coefficient, gexp(root))
        generator = longer
    return tuple(int.from_bytes(bytes(_times(one, by) for one in generator[1:])) for by in range(256))


def _times(a: int, b: int) -> int:
    return int(gexp((glog(a) + glog(b)) % 255)) if a and b else 0
