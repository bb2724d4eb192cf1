"""What the lines of a book file are: a registry of newest records, and events in the order of (at, id)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

Line = dict[str, Any]
REGISTRY = ("operation", "place", "product", "recipe", "plan", "partner", "person", "device")


@dataclass(frozen=True, eq=False)
class Event:
    """One event with its moment and its local date in the operation's time zone (rule 4)."""

    id: str
    kind: str
    at: datetime
    day: date
    body: Line
    received: datetime | None

    @property
    def key(self) -> tuple[datetime, str]:
        """Order of (`at`, id), which every rule uses for ties."""
        return self.at, self.id

    @property
    def place(self) -> str | None:
        place: str | None = self.body.get("place")
        return place

    @property
    def replaces(self) -> str | None:
        named = self.body.get("replaces")
        return named.lower() if named else None

    @property
    def voids(self) -> str | None:
        named = self.body.get("event") if self.kind == "void" else None
        return named.lower() if named else None

    def lines(self, name: str = "lines") -> list[Line]:
        return list(self.body.get(name) or [])


@dataclass
class Entries:
    """Registry and events of one operation. Of an id sent twice the first holds: a duplicate, or quarantined."""

    zone: ZoneInfo
    registry: dict[str, dict[str, Line]] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)

    @cached_property
    def in_order(self) -> list[Event]:
        return sorted(self.events.values(), key=lambda event: event.key)

    def record(self, type_: str, code: str | None) -> Line | None:
        return self.registry.get(type_, {}).get(code) if code else None


def read_entries(lines: Iterable[Line]) -> Entries:
    """'The newest by seq holds'; held events are unread until they are released; quarantined bytes are never read."""
    taken = list(lines)
    zone = "UTC"
    registry: dict[str, dict[str, Line]] = {}
    seen: list[Line] = []
    for line in taken:
        if line["type"] in REGISTRY and line not in seen:
            seen.append(line)
            registry.setdefault(line["type"], {})[line["code"]] = line
            zone = line["timezone"] if line["type"] == "operation" else zone
    entries = Entries(ZoneInfo(zone), registry)
    for line in taken:
        if line["type"] == "event" and not line.get("held"):
            event = _event(line, entries.zone)
            entries.events.setdefault(event.id, event)
    return entries


def _event(line: Line, zone: ZoneInfo) -> Event:
    at = datetime.fromisoformat(line["at"])
    received = line.get("received")
    return Event(
        id=line["id"].lower(),
        kind=line["kind"],
        at=at,
        day=at.astimezone(zone).date(),
        body=line,
        received=datetime.fromisoformat(received) if received else None,
    )
