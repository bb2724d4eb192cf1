"""Quantities, units and factors (contract: Event, and rule 0)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

LB = Fraction("453592.37")
MASS_MG = {
    "mg": Fraction(1), "g": Fraction(1000), "kg": Fraction(10**6), "t": Fraction(10**9),
    "oz": LB / 16, "lb": LB, "cwt": LB * 100, "ton": LB * 2000,
}  # fmt: skip
MICRO = 10**6
GRAM = 1000

# The end that an estimated factor is read at: (product, place in its list of unit masses) -> "min" or "max".
Ends = Mapping[tuple[str, int], str]


@dataclass(frozen=True)
class Measure:
    """What a quantity says: milligrams when given in a mass unit, else stock units. Exactly one is set."""

    mg: Fraction | None = None
    units: Fraction | None = None


def mass_of(quantity: dict[str, Any] | None) -> Fraction | None:
    """Milligrams of a quantity in a mass unit; None for another unit."""
    if not quantity or quantity["unit"] not in MASS_MG:
        return None
    return Fraction(quantity["value"]) * MASS_MG[quantity["unit"]]


def measure(quantity: dict[str, Any], product: dict[str, Any]) -> Measure | None:
    """'A mass unit is always read as mass', then the stock unit and the further ones; None: the unit is unknown."""
    mg = mass_of(quantity)
    if mg is not None:
        return Measure(mg=mg)
    per = {unit["unit"]: Fraction(unit["per"]) for unit in product.get("units") or []} | {product["unit"]: Fraction(1)}
    if quantity["unit"] not in per:
        return None
    return Measure(units=Fraction(quantity["value"]) * per[quantity["unit"]])


def factor(product: dict[str, Any], day: date, ends: Ends) -> Fraction | None:
    """Milligrams of one stock unit on a local date; None for a product without mass.

    Rule 0: 'Before the first `from` the first factor holds; of two with one `from`, the later in the list', and a
    stock unit that is a mass unit needs none.
    """
    if product["unit"] in MASS_MG:
        return MASS_MG[product["unit"]]
    masses = list(enumerate(product.get("unit_mass") or []))
    if not masses:
        return None
    past = [entry for entry in masses if date.fromisoformat(entry[1]["from"]) <= day]
    first = min(date.fromisoformat(mass["from"]) for _, mass in masses)
    place, mass = max(
        past or [entry for entry in masses if date.fromisoformat(entry[1]["from"]) == first],
        key=lambda entry: (date.fromisoformat(entry[1]["from"]), entry[0]),
    )
    end = ends.get((product["code"], place))
    return Fraction((mass.get(end) if end else None) or mass["value"]) * MASS_MG[mass["unit"]]


def estimates(products: Iterable[dict[str, Any]]) -> list[tuple[str, int]]:
    """Every factor that is an estimate with a range."""
    return [
        (product["code"], place)
        for product in products
        for place, mass in enumerate(product.get("unit_mass") or [])
        if mass.get("basis") == "estimate" and (mass.get("min") or mass.get("max"))
    ]


def split(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Rule 1: 'pro rata to their mass (largest remainder; ties to the lot code first in byte order)'."""
    whole = sum(weights.values())
    exact = {code: Fraction(total * weight, whole) for code, weight in weights.items()}
    parts = {code: share.__floor__() for code, share in exact.items()}
    by_remainder = sorted(weights, key=lambda code: (parts[code] - exact[code], code.encode()))
    for code in by_remainder[: total - sum(parts.values())]:
        parts[code] += 1
    return parts
