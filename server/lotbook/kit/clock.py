"""Moments and local days. A moment is microseconds since 1970 in UTC, a day is a proleptic ordinal."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def now() -> datetime:
    """Return the present moment, with its offset."""
    return datetime.now(UTC)


def micros(moment: datetime) -> int:
    """Return a moment with an offset as microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(value: int) -> datetime:
    """Return the moment in UTC."""
    return _EPOCH + timedelta(microseconds=value)


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """Return a time zone by its name; raises ValueError or KeyError for none of that name."""
    return ZoneInfo(name)


def local_day(moment: datetime, timezone: str) -> int:
    """Return the day on the farm's calendar as an ordinal."""
    return moment.astimezone(zone(timezone)).toordinal()


def day_start_us(day: int, timezone: str) -> int:
    """Return the moment at which a day on the farm's calendar begins."""
    begin = date.fromordinal(day)
    return micros(datetime(begin.year, begin.month, begin.day, tzinfo=zone(timezone)))


def day_text(day: int) -> str:
    """Write a day as YYYY-MM-DD."""
    return date.fromordinal(day).isoformat()


def day_number(text: str) -> int:
    """Read YYYY-MM-DD as an ordinal; raises ValueError for anything else."""
    return date.fromisoformat(text).toordinal()


def real_day(text: str) -> None:
    """Raise ValueError for what looks like a day and is none: 30 February, or the year 0."""
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"There is no day {text}.") from None
