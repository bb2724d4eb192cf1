"""Mass and units as exact integers: milligrams, and millionths of a stock unit.

US avoirdupois; 1 lb = 453.59237 g exactly. Decimals carry what people wrote, integers what
the book holds, and each line is rounded once, half to even. A float appears nowhere.
"""

from decimal import ROUND_HALF_EVEN, Context, Decimal

MG_PER_UNIT: dict[str, Decimal] = {
    "mg": Decimal(1),
    "g": Decimal(1_000),
    "kg": Decimal(1_000_000),
    "t": Decimal(1_000_000_000),
    "oz": Decimal("28349.523125"),
    "lb": Decimal("453592.37"),
    "cwt": Decimal("45359237"),
    "ton": Decimal("907184740"),
}

MICRO = 1_000_000
GRAM_MG = 1_000
"""Residues under one gram are rounding (2-contract.md, rule 0)."""

LARGEST = 10**15
"""The largest figure a line may hold, in mg or millionths: a million tonnes, so that sums fit 64 bits."""

# Products of two captured decimals must be exact, so that rounding happens once, at the end.
_EXACT = Context(prec=80, rounding=ROUND_HALF_EVEN)


def is_mass_unit(unit: str) -> bool:
    """Say whether a unit is read as mass whatever the product."""
    return unit in MG_PER_UNIT


def product(*factors: Decimal) -> Decimal:
    """Multiply without losing a digit."""
    result = Decimal(1)
    for factor in factors:
        result = _EXACT.multiply(result, factor)
    return result


def whole(value: Decimal) -> int:
    """Round half to even to an integer."""
    return int(value.to_integral_value(ROUND_HALF_EVEN, _EXACT))


def ratio(amount: int, numerator: int, denominator: int) -> int:
    """Return amount × numerator ÷ denominator, rounded half to even; the denominator is not zero."""
    scaled = amount * numerator
    if denominator < 0:
        scaled, denominator = -scaled, -denominator
    quotient, rest = divmod(scaled, denominator)
    twice = 2 * rest
    if twice > denominator or (twice == denominator and quotient & 1):
        quotient += 1
    return quotient


def decimal_ratio(value: Decimal, divisor: Decimal, scale: int) -> int:
    """Return value ÷ divisor × scale, rounded half to even, with exact rational arithmetic."""
    a_num, a_den = value.as_integer_ratio()
    b_num, b_den = divisor.as_integer_ratio()
    return ratio(scale, a_num * b_den, a_den * b_num)


def split(total: int, weights: list[int]) -> list[int]:
    """Split a total pro rata by largest remainder; ties go to the earlier weight.

    The parts add up to the total exactly. Where all weights are zero, the first takes all.
    """
    if not weights:
        return []
    whole_weight = sum(weights)
    if whole_weight == 0:
        return [total] + [0] * (len(weights) - 1)
    sign = -1 if total < 0 else 1
    size = abs(total)
    parts = [size * weight // whole_weight for weight in weights]
    rests = [size * weight % whole_weight for weight in weights]
    missing = size - sum(parts)
    for index in sorted(range(len(weights)), key=lambda i: (-rests[i], i))[:missing]:
        parts[index] += 1
    return [sign * part for part in parts]


def mass_text(mass_mg: int, unit: str) -> str:
    """Write a mass in a unit with three decimals, as statements print it."""
    return f"{_EXACT.divide(Decimal(mass_mg), MG_PER_UNIT[unit]).quantize(Decimal('0.001'), ROUND_HALF_EVEN)}"


def units_text(units_micro: int) -> str:
    """Write millionths of a unit as a plain decimal without trailing zeros."""
    sign = "-" if units_micro < 0 else ""
    whole_units, rest = divmod(abs(units_micro), MICRO)
    return f"{sign}{whole_units}" + (f".{rest:06d}".rstrip("0") if rest else "")
