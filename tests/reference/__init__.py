"""A brute-force reading of a whole book, written from the contract alone, to compare the server's readings with.

It is slow and has no database: every question reads everything. README.md lists where the contract leaves a choice.
"""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from .counts import Counted
from .entries import Line, read_entries
from .postings import Posting
from .reading import Reading
from .runs import Run
from .shares import accounted, shares_through
from .statement import HELD, Scope, statement
from .trace import reach
from .verdict import SEVERITIES, Judge, gain_remains

__all__ = ["Book", "Posting", "read"]


def read(lines: Iterable[Line]) -> "Book":
    """Read a book file, given as its lines."""
    return Book(lines)


class Book:
    """All readings of one book. Masses are milligrams, units millionths, shares strings of four decimals."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._reading = Reading(read_entries(lines))
        self._gains: dict[str, bool] = {}

    def standing(self) -> set[str]:
        """The ids, in lower case, of the events that stand."""
        return self._reading.stands

    def postings(self) -> list[Posting]:
        """Every leg; each `group` (an event, or all events of one run) sums to zero."""
        return list(self._reading.postings)

    def links(self) -> list[dict[str, Any]]:
        """Every link, one for each pair of lots in an event or run."""
        return [
            {"from": link.source, "to": link.target, "way": link.way, "event": link.event, "mass_mg": link.mass_mg}
            for link in self._reading.links
        ]

    @cached_property
    def _held(self) -> dict[str, dict[str, int]]:
        """Lot -> stock, units and in process, after everything."""
        held: dict[str, dict[str, int]] = {}
        for posting in self._reading.postings:
            if posting.account in HELD:
                here = held.setdefault(posting.lot, {"stock_mg": 0, "units_micro": 0, "in_process_mg": 0})
                here["stock_mg" if posting.account == "stock" else "in_process_mg"] += posting.mass_mg
                here["units_micro"] += posting.units_micro if posting.account == "stock" else 0
        return held

    def lots(self) -> dict[str, dict[str, Any]]:
        """Every lot that anything names; kind, product and status are None for one that nothing made."""
        reading = self._reading
        return {
            lot: {
                "kind": reading.lots.kind(lot),
                "product": reading.lots.product_code(lot),
                "status": reading.statuses.of(lot),
                "claimed": reading.statuses.claimed(lot),
                "mass_in_mg": reading.came_in.get(lot, 0),
                **self._held.get(lot, {"stock_mg": 0, "units_micro": 0, "in_process_mg": 0}),
            }
            for lot in sorted(reading.all_lots)
        }

    def stock_by_place(self) -> dict[tuple[str, str | None], tuple[int, int]]:
        """(lot, place) -> (mass, units), without what is zero in both."""
        found: dict[tuple[str, str | None], tuple[int, int]] = {}
        for posting in self._reading.postings:
            if posting.account == "stock":
                mass, units = found.get((posting.lot, posting.place), (0, 0))
                found[posting.lot, posting.place] = mass + posting.mass_mg, units + posting.units_micro
        return {key: held for key, held in found.items() if any(held)}

    def statement(self, scope: Scope, since: date | str, to: date | str) -> dict[str, Any]:
        """The statement, with `lines` as {account: mass}, and the verdict with {code: severity} of its reasons."""
        first, last = _day(since), _day(to)
        found = statement(self._reading, scope, first, last)
        verdict, reasons = Judge(self._reading, scope, first, last, found, self._gain_remains).verdict()
        counted = {
            "opening": _counted(found.opening_count, found.lines["opening"]),
            "closing": _counted(found.closing_count, found.closing),
        }
        return {
            "scope": scope,
            "from": first.isoformat(),
            "to": last.isoformat(),
            "lines": found.lines,
            "closing": found.closing,
            "in_process": found.in_process,
            "counted": counted,
            "variance": found.variance,
            "verdict": verdict,
            "reasons": {code: SEVERITIES[code] for code in sorted(reasons)},
        }

    def _gain_remains(self, run: Run) -> bool:
        if run.key not in self._gains:
            self._gains[run.key] = gain_remains(self._reading, run)
        return self._gains[run.key]

    def trace(self, direction: str, lot: str) -> dict[str, Any]:
        """Rule 7, and rule 8 for a forward trace; `lots` is {lot: {depth, share}}, `percent` None without mass."""
        reading = self._reading
        depths, walked = reach(reading.links, lot, direction)
        ours = {code: shares_through(reading.links, reading.came_in, code) for code in {lot, *depths}}
        lots = {
            code: {
                "depth": depth,
                "share": _decimals(ours[code].get(lot) if direction == "back" else ours[lot].get(code), 4),
                "kind": reading.lots.kind(code),
                "status": reading.statuses.of(code),
                "mass_mg": reading.came_in.get(code, 0),
            }
            for code, depth in sorted(depths.items())
        }
        found: dict[str, Any] = {
            "lot": lot,
            "direction": direction,
            "lots": lots,
            "links": sorted({(link.source, link.target) for link in walked}),
            "customers": self._customers({lot} if direction == "back" else {lot, *depths}),
        }
        if direction == "forward":
            produced, total = self._accounted(lot, set(depths))
            percent = Fraction(total * 100, produced) if produced else None
            found["accounted"] = {
                "produced_mg": produced,
                "accounted_mg": total,
                "percent": _decimals(percent, 2),
            }
        return found

    def _accounted(self, lot: str, forward: set[str]) -> tuple[int, int]:
        reading = self._reading
        planted_or_applied = {event.id for event in reading.events if event.kind in ("plant", "apply")}
        kind = reading.lots.kind(lot)
        if kind is None and any(link.way == "harvest" and link.source == lot for link in reading.links):
            kind = "planting"
        return accounted(lot, kind, forward, reading.links, reading.postings, planted_or_applied, reading.came_in)

    def _customers(self, lots: set[str]) -> list[tuple[str, str, int]]:
        """(event, lot, mass) of everything shipped of these lots: of an unknown mass, too (rule 9)."""
        shipped: dict[tuple[str, str], int] = {}
        for flow, amount in self._reading.folded.amounts.items():
            if flow.account == "shipped" and flow.lot in lots:
                key = (flow.event.id, flow.lot)
                shipped[key] = shipped.get(key, 0) + (amount.mass_mg or 0)
        return sorted((event, lot, mass) for (event, lot), mass in shipped.items())


def _counted(found: Counted | None, book_mg: int) -> dict[str, Any] | None:
    """'The difference found is carried to the end of the period by the book.'"""
    if found is None:
        return None
    return {"mass_mg": book_mg + found.difference_mg, "on": found.on.isoformat()}


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


def _decimals(value: Fraction | None, places: int) -> str | None:
    """A decimal string, half-even."""
    if value is None:
        return None
    scaled = round(value * 10**places)
    return str(Decimal(scaled).scaleb(-places).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN))
