"""Days of work on the farm of tests.support.farm, as phones record them: the events that benchmarks push and import.

Of 52 events a phone makes in a day 40 are bins (each with its tag), 4 cool them, 4 pack them, 4 ship.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from lotbook.kit.codes import CROCKFORD, tag_code
from lotbook.kit.ids import uuid7

FIRST = date(2026, 6, 1)
BINS = 40
EVENTS_A_DAY = BINS + 12
Event = dict[str, Any]


def phone_days(phone: int, count: int) -> Iterator[Event]:
    """Yield at least `count` events of one phone, whole days of work."""
    for day in range((count + EVENTS_A_DAY - 1) // EVENTS_A_DAY):
        yield from _day(phone, day)


def planted() -> Event:
    area = {"value": "9.62", "unit": "acre"}
    return _event("plant", "2022-03-01T08:00:00-08:00", "B4", lot="PL-B4", product="APL-TREE", area=area, uses=[])


def _day(phone: int, day: int) -> Iterator[Event]:
    on = (FIRST + timedelta(days=day)).isoformat()
    harvest = f"H-{phone}-{day}"
    tags = [_tag(phone, day, bin_) for bin_ in range(BINS)]
    for n, tag in enumerate(tags):
        at, one = f"{on}T{7 + n // 15:02d}:{n % 15 * 4:02d}:00-07:00", {"value": "1", "unit": "bin"}
        bound = [{"tag": tag, "quantity": one}]
        yield _event(
            "harvest", at, "B4", lot=harvest, product="APL-BIN", quantity=one, tags=bound, **{"from": ["PL-B4"]}
        )
    for n in range(4):
        lines = [_bin(harvest, tag) for tag in tags[n * 10 : n * 10 + 10]]
        yield _event("move", f"{on}T11:{n:02d}:00-07:00", "B4", lines=lines, to="SHED", step="cooling")
    for n in range(4):
        packed = f"P-{phone}-{day}-{n}"
        inputs = [_bin(harvest, tag) for tag in tags[n * 10 : n * 10 + 10]]
        outputs = [{"lot": packed, "product": "APL-BOX", "quantity": {"value": "165", "unit": "box"}}]
        losses = [{"reason": "cull", "quantity": {"value": "2600", "unit": "lb"}}]
        yield _event(
            "pack", f"{on}T13:{n:02d}:00-07:00", "SHED", inputs=inputs, outputs=outputs, losses=losses, gains=[]
        )
    for n in range(4):
        line = {"lot": f"P-{phone}-{day}-{n}", "quantity": {"value": "165", "unit": "box"}}
        yield _event("ship", f"{on}T16:{n:02d}:00-07:00", "SHED", partner="valley-market", lines=[line])


def _event(kind: str, at: str, place: str, **fields: Any) -> Event:
    return {"id": uuid7(), "kind": kind, "v": 1, "at": at, "by": "p-packer", "place": place, **fields}


def _bin(lot: str, tag: str) -> Event:
    return {"lot": lot, "tag": tag, "quantity": {"value": "1", "unit": "bin"}}


def _tag(phone: int, day: int, bin_: int) -> str:
    number, characters = (phone * 1_000 + day) * 100 + bin_, ""
    for _ in range(9):
        number, digit = divmod(number, 32)
        characters = CROCKFORD[digit] + characters
    return tag_code(characters)
