"""Amounts as they are written, weighed and taken: what every part of the season counts with."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from lotbook.demo.stock import Units
from lotbook.kit.mass import MG_PER_UNIT, whole

Line = dict[str, Any]
LB = MG_PER_UNIT["lb"]


def quantity(value: Decimal | int | str, unit: str) -> dict[str, str]:
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return {"value": text.rstrip("0").rstrip(".") if "." in text else text, "unit": unit}


def moment_text(moment: datetime) -> str:
    """A moment of receipt as an export writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def pounds(mass_mg: int) -> Decimal:
    """A mass as a scale shows it: in lb, cut after the tenth."""
    return Decimal(int(mass_mg * 10 / LB)) / 10


def milligrams(value: Decimal) -> int:
    return whole(value * LB)


@dataclass(frozen=True)
class Take:
    """So much of a lot, by its tag where it has one."""

    lot: str
    units: Units
    tag: str | None = None


@dataclass
class Run:
    """What a packing run has taken in and given out so far."""

    code: str
    place: str
    taken_mg: int = 0
    made_mg: int = 0
    lost_mg: int = 0

    @property
    def inside_mg(self) -> int:
        return self.taken_mg - self.made_mg - self.lost_mg
