"""The days that the demonstration farm lives through, and names that do not depend on today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Los_Angeles")
LETTERS = "ABCDEFG"
EVENING = 18.5  # no work is planned after it


@dataclass(frozen=True)
class Season:
    """Six whole months, lettered A to F, and month G, which ends today.

    Whatever the date, the farm is shown in the last month of its season: its
    calendar is shifted, so that there is always something in progress.
    """

    today: date
    now: datetime

    @classmethod
    def ending(cls, today: date, now: datetime | None = None) -> "Season":
        moment = now.astimezone(ZONE) if now else datetime.combine(today, time(15, 30), ZONE)
        return cls(today, moment)

    @property
    def first(self) -> date:
        return self.day("A", 1)

    def day(self, letter: str, number: int) -> date:
        month = self.today.year * 12 + self.today.month - 1 - 6 + LETTERS.index(letter)
        return date(month // 12, month % 12 + 1, number)

    def last(self, letter: str) -> date:
        """The last day of a month of the season."""
        if letter == "G":
            return self.today
        return self.day(LETTERS[LETTERS.index(letter) + 1], 1) - timedelta(days=1)

    def letter(self, day: date) -> str:
        return LETTERS[(day.year - self.first.year) * 12 + day.month - self.first.month]

    def code(self, day: date) -> str:
        """Month letter and day of the month, as packers print it: C14."""
        return f"{self.letter(day)}{day.day:02d}"

    def ends_month(self, day: date) -> bool:
        """Whether the evening counts of a whole month fall on this day."""
        return (day + timedelta(days=1)).day == 1 and self.first <= day < self.day("G", 1)

    def days(self) -> Iterator[date]:
        day = self.first
        while day <= self.today:
            yield day
            day += timedelta(days=1)

    def works(self, day: date) -> bool:
        """Sundays are free, but for today, which must have something in it."""
        return day.weekday() != 6 or day == self.today

    def at(self, day: date, hour: float) -> datetime:
        """An hour of a day, and today always in the past: the plan is squeezed into what is over."""
        seconds = hour * 3600
        if day == self.today:
            over = (self.now - datetime.combine(day, time(0), ZONE)).total_seconds()
            dawn = 5 * 3600 if over > 8 * 3600 else 0
            seconds = dawn + max(0.0, over - dawn) * max(0.0, hour - 5) / (EVENING - 5)
            seconds = min(seconds, over)
        return datetime.combine(day, time(0), ZONE) + timedelta(seconds=int(seconds))


def event_id(at: datetime, seed: int, serial: int) -> str:
    """A UUID of version 7 that the same seed makes again."""
    chance = int.from_bytes(sha256(f"{seed}:{serial}".encode()).digest()[:10], "big")
    millis = int(at.timestamp() * 1000) & (2**48 - 1)
    number = millis << 80 | 7 << 76 | (chance >> 62 & 0xFFF) << 64 | 2 << 62 | chance & (2**62 - 1)
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
