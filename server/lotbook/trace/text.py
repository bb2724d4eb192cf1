"""A trace as lists on a terminal."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from lotbook.kit.columns import columns
from lotbook.kit.mass import mass_text


def trace_text(trace: dict[str, Any], unit: str) -> str:
    """Return a trace (2-contract.md, "Trace, as JSON") as text for people, masses in a unit."""
    return "\n".join(_lines(trace, unit))


def _lines(trace: dict[str, Any], unit: str) -> Iterator[str]:
    way = "Back from" if trace["direction"] == "back" else "Forward from"
    yield f"{way} {trace['lot']}: {_count(trace['count'], 'lot')} in {trace['elapsed_ms']} ms, masses in {unit}"
    yield from _part("Lots", [_lot(one, unit) for one in trace["lots"]], {5, 6})
    yield from _part("Origins", [_origin(one) for one in trace["origins"]])
    yield from _part("Customers", [_customer(one, unit) for one in trace["customers"]], {3})
    on_hand = [(one["lot"], one["place"] or "", _mass(one["mass_mg"], unit)) for one in trace["on_hand"]]
    yield from _part("On hand", on_hand, {2})
    accounted = trace.get("accounted")
    if accounted is not None:
        figures = [_mass(accounted[name], unit) for name in ("accounted_mg", "produced_mg")]
        percent = "" if accounted["percent"] is None else f": {accounted['percent']} %"
        yield from ("", f"Accounted for {figures[0]} of {figures[1]} {unit}{percent}")
    yield from _part("Gaps", [(gap["code"], gap["text"]) for gap in trace["gaps"]])
    yield from ("", f"As of entry {trace['as_of']['seq']}.")


def _part(title: str, table: Sequence[tuple[str, ...]], right: set[int] | None = None) -> Iterator[str]:
    if not table:
        return
    yield from ("", title)
    for line in columns(table, frozenset(right or ())):
        yield f"  {line}"


def _lot(one: dict[str, Any], unit: str) -> tuple[str, ...]:
    # The nearest stand furthest left.
    indented = "  " * (one["depth"] - 1) + one["lot"]
    words = (one[name] or "" for name in ("kind", "product", "status", "place"))
    share = "" if one["share"] is None else f"{Decimal(one['share']) * 100:.2f} %"
    return (indented, *words, _mass(one["mass_mg"], unit), share, (one["at"] or "")[:10])


def _origin(one: dict[str, Any]) -> tuple[str, ...]:
    return one["lot"], one["kind"] or "", one.get("place") or one.get("partner") or ""


def _customer(one: dict[str, Any], unit: str) -> tuple[str, ...]:
    units = ", ".join(f"{value} {name}" for name, value in one["units"].items())
    papers = ", ".join(f"{ref['kind']} {ref['number']}" for ref in one["refs"])
    return one["partner"] or "", one["at"][:10], one["lot"], _mass(one["mass_mg"], unit), units, papers


def _mass(mass_mg: int | None, unit: str) -> str:
    return "" if mass_mg is None else f"{Decimal(mass_text(mass_mg, unit)):,}"


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"
