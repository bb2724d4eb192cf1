"""Lots: what made them, of which product, of which kind (contract: Lot kinds, and rule 9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from . import quantities
from .entries import Entries, Event
from .quantities import Ends, Measure

BY_STAGE = {"input": "input", "planting": "planting", "harvested": "harvest", "packed": "packed"}


@dataclass(frozen=True, eq=False)
class Making:
    """One line that made a lot: of a named product, or of what its source is."""

    event: Event
    number: int
    lot: str
    product: str | None
    source: str | None = None
    claim: str | None = None


def makings(events: Iterable[Event]) -> list[Making]:
    """Every line that makes a lot, in the order of (at, id)."""
    found: list[Making] = []
    for event in sorted(events, key=lambda event: event.key):
        body = event.body
        match event.kind:
            case "open" | "receive":
                made = [(line["lot"], line["product"], None, line.get("status")) for line in event.lines()]
            case "plant":
                made = [(body["lot"], body["product"], None, None)]
            case "harvest":
                made = [(body["lot"], body["product"], None, body.get("status"))]
            case "pack":
                made = [(line["lot"], line["product"], None, line.get("status")) for line in event.lines("outputs")]
            case "reclassify":
                made = [(line["to_lot"], None, line["lot"], body.get("status")) for line in event.lines()]
            case _:
                made = []
        found += [Making(event, number, *line) for number, line in enumerate(made)]
    return found


class Lots:
    """Answers what a lot is, from the standing events."""

    def __init__(self, entries: Entries, events: Iterable[Event], ends: Ends) -> None:
        self.entries = entries
        self.ends = ends
        self.made: dict[str, list[Making]] = {}
        for making in makings(events):
            self.made.setdefault(making.lot, []).append(making)

    def first(self, lot: str, seen: frozenset[str] = frozenset()) -> Making | None:
        """What first gave a lot its product, through reclassifications: 'where one code was given two products, the
        first holds'; a lot reclassified from one that nothing made was given none by it."""
        for making in self.made.get(lot, []):
            if making.source is None:
                return making
            if making.source not in seen | {lot} and (found := self.first(making.source, seen | {lot})):
                return found
        return None

    def product_code(self, lot: str) -> str | None:
        first = self.first(lot)
        return first.product if first else None

    def product(self, lot: str) -> dict[str, Any] | None:
        return self.entries.record("product", self.product_code(lot))

    def kind(self, lot: str) -> str | None:
        """By the event that first made it; None for a lot that nothing made."""
        first = self.first(lot)
        stage = (self.product(lot) or {}).get("stage")
        match first.event.kind if first else None:
            case "plant":
                return "planting"
            case "harvest":
                return "packed" if stage == "packed" else "harvest"
            case "pack":
                return "packed"
            case "receive":
                return "input" if stage in ("input", "planting") else "received"
            case "open":
                return BY_STAGE.get(stage or "")
        return None

    def class_(self, lot: str) -> str:
        """'A field left out is null; class is then agricultural.' So is what is not known."""
        return (self.product(lot) or {}).get("class") or "agricultural"

    def measure(self, lot: str | None, quantity: dict[str, Any] | None) -> Measure | None:
        """Rule 9: None where the mass is not known: an unknown product or unit, an unknown lot not in a mass unit."""
        if lot is None or quantity is None:
            return None
        if self.product_code(lot) is None:
            mg = quantities.mass_of(quantity)
            return None if mg is None else Measure(mg=mg)
        product = self.product(lot)
        return quantities.measure(quantity, product) if product else None

    def factor(self, lot: str, day: date) -> Fraction | None:
        product = self.product(lot)
        return quantities.factor(product, day, self.ends) if product else None
