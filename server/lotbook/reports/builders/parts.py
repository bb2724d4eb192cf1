"""How single values of an answer are written, whatever the report."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from lotbook.kit.clock import zone
from lotbook.kit.mass import MG_PER_UNIT, mass_text
from lotbook.reports.words import Words


def mass(mass_mg: int, unit: str) -> str:
    """Write a mass for people: thousands apart, one decimal, more only for what is less than a unit."""
    value = Decimal(mass_mg) / MG_PER_UNIT[unit]
    if value and abs(value) < 1:
        return mass_text(mass_mg, unit).replace("-", "−")
    return f"{value.quantize(Decimal('0.1'), ROUND_HALF_EVEN):,}".replace("-", "−")


def units(some: Mapping[str, str] | None) -> str:
    """Write units as `60 bin, 3 box`, with a minus that no spreadsheet takes for a formula."""
    return ", ".join(f"{value.replace('-', '−')} {unit}" for unit, value in sorted((some or {}).items()))


def day(at: str | None) -> str:
    """Return the day of a moment with its offset."""
    return (at or "")[:10]


def moment(at: str | None, timezone: str) -> str:
    """Write a moment on the farm's clock, to the minute."""
    if not at:
        return ""
    return datetime.fromisoformat(at).astimezone(zone(timezone)).strftime("%Y-%m-%d %H:%M")


def papers(refs: Iterable[Mapping[str, Any]] | None, w: Words) -> str:
    """Write references as `bill of lading 77, invoice 5`."""
    return ", ".join(f"{w.code('ref', one.get('kind'))} {one.get('number', '')}".strip() for one in refs or ())


def share(value: str | None) -> str | None:
    """Return a share as a percentage with two decimals."""
    return None if value is None else f"{float(value) * 100:.2f}"


def gaps(found: Iterable[Mapping[str, Any]], w: Words) -> list[tuple[str, str]]:
    """Return what is missing, in words, and what it is about."""
    return [
        (
            w.code("gap", one["code"], one.get("text")),
            " ".join(str(value) for name, value in sorted((one.get("about") or {}).items(), reverse=True)),
        )
        for one in found
    ]
