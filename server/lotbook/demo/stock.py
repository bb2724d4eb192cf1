"""What the demonstration farm has, so that it never sells what it has not (2-contract.md, rule 0)."""

from dataclasses import dataclass, field
from decimal import Decimal

from lotbook.kit.mass import MICRO, ratio, units_text

Units = Decimal | int


def micro(units: Units) -> int:
    return int(Decimal(units) * MICRO)


@dataclass
class Lot:
    """One lot as the book will read it: units, mass, places, and the tags stuck on it."""

    code: str
    product: str
    status: str
    made: str
    units_micro: int = 0
    mass_mg: int = 0
    places: dict[str, int] = field(default_factory=dict)
    tags: dict[str, int] = field(default_factory=dict)
    held: bool = False

    @property
    def units(self) -> Decimal:
        return Decimal(units_text(self.units_micro))

    @property
    def loose(self) -> int:
        """Whole units that stand on no tag."""
        return (self.units_micro - sum(self.tags.values())) // MICRO

    @property
    def place(self) -> str:
        return max(self.places, key=lambda place: (self.places[place], place)) if self.places else ""

    def comes(self, units: Units, mass_mg: int, place: str) -> None:
        amount = micro(units)
        self.units_micro += amount
        self.mass_mg += mass_mg
        self.places[place] = self.places.get(place, 0) + amount

    def goes(self, units: Units, place: str) -> int:
        """Take units at the lot's mean and return their mass; the last unit takes the last milligram."""
        amount = micro(units)
        if amount > self.units_micro:
            raise ValueError(f"{self.code}: {units} of {self.units} {self.product}")
        mass = ratio(amount, self.mass_mg, self.units_micro) if amount else 0
        self.units_micro -= amount
        self.mass_mg -= mass
        self._leaves(amount, place)
        return mass

    def moves(self, units: Units, place: str, to: str) -> None:
        amount = micro(units)
        self._leaves(amount, place)
        self.places[to] = self.places.get(to, 0) + amount

    def _leaves(self, amount: int, place: str) -> None:
        while amount:
            at = place if self.places.get(place) else self.place
            part = min(amount, self.places.get(at, 0))
            if part <= 0:
                raise ValueError(f"{self.code}: nothing at {place}")
            self.places[at] -= part
            if not self.places[at]:
                del self.places[at]
            amount -= part
