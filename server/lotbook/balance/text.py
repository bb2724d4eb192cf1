"""A statement as a ledger on a terminal."""

from decimal import Decimal
from typing import Any

from lotbook.kit.columns import columns
from lotbook.kit.mass import mass_text


def statement_text(statement: dict[str, Any]) -> str:
    """Return a statement (2-contract.md, "Balance, as JSON") as text for people."""
    unit = statement["mass_unit"]
    scope = ", ".join(f"{name} {value}" for name, value in statement["scope"].items())
    table = [
        (line["account"], _figure(line["mass_mg"], unit), _units(line.get("units")), _events(line.get("events", 0)))
        for line in statement["lines"]
    ]
    closing = statement["closing"]
    in_process = closing["in_process_mg"]
    rest = f"of it {_figure(in_process, unit)} in process" if in_process else ""
    table.append(("= closing", _figure(closing["mass_mg"], unit), _units(closing.get("units")), rest))
    for name in ("opening", "closing"):
        counted = statement["counted"][name]
        what, on = ("", "never") if counted is None else (_figure(counted["mass_mg"], unit), f"on {counted['on']}")
        table.append((f"counted, {name}", what, "", on))
    if statement["variance"] is not None:
        table.append(("variance", _figure(statement["variance"]["mass_mg"], unit), "", ""))
    lines = [
        f"Mass balance of {scope}, {statement['from']} to {statement['to']}, in {unit}",
        "",
        *columns(table, frozenset({1})),
        "",
        f"Verdict: {statement['verdict']}",
        *(f"  {reason['severity']}: {reason['text']} ({reason['code']})" for reason in statement["reasons"]),
        "",
        f"As of entry {statement['as_of']['seq']}.",
    ]
    return "\n".join(lines)


def _figure(mass_mg: int, unit: str) -> str:
    return f"{Decimal(mass_text(mass_mg, unit)):,}"


def _units(units: dict[str, str] | None) -> str:
    return ", ".join(f"{value} {unit}" for unit, value in (units or {}).items())


def _events(count: int) -> str:
    return "" if not count else "1 event" if count == 1 else f"{count:,} events"
