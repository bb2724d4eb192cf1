"""Places: their parents, their status by date, and the places of plantings (rules 3 and 7)."""

from collections.abc import Iterable
from datetime import date

from .entries import Entries, Event

Planted = dict[str, list[tuple[date, str | None]]]


def place_status(entries: Entries, code: str | None, day: date) -> str | None:
    """'A place without a status on that date has its parent's'; None where nobody above has one either."""
    for here in (code, *above(entries, code)):
        record = entries.record("place", here) or {}
        past = [
            (status["from"], number, status["status"])
            for number, status in enumerate(record.get("status") or [])
            if date.fromisoformat(status["from"]) <= day
        ]
        if past:
            return str(max(past)[2])
    return None


def above(entries: Entries, code: str | None) -> list[str]:
    """Every place over this one, nearest first; parents in a circle end where they meet."""
    found: list[str] = []
    while (record := entries.record("place", code)) and record.get("parent"):
        code = record["parent"]
        if code in found:
            break
        found.append(code)
    return found


def together(entries: Entries, one: str, other: str | None) -> bool:
    """Rule 7: 'the plantings at, under or over it'."""
    return other is not None and (one == other or one in above(entries, other) or other in above(entries, one))


def planted(events: Iterable[Event]) -> Planted:
    """'A planting made by several events is at all their places, each from its date.'"""
    found: Planted = {}
    for event in events:
        if event.kind == "plant":
            found.setdefault(event.body["lot"], []).append((event.day, event.place))
    return found
