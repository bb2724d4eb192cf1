"""The day on one page, on the farm's own calendar."""

from datetime import UTC, datetime
from typing import Any

from lotbook.today.queries import today
from tests.support.book import Book
from tests.support.farm import DAY, event, harvested, packed, planted

LATE = datetime(2026, 9, 13, 6, 30, tzinfo=UTC)
"""Still the 12th at the farm, half an hour before midnight."""


def day(book: Book, moment: datetime = LATE) -> dict[str, Any]:
    return book.ask(today, moment)


def test_what_came_in_and_was_packed_is_summed_by_product_and_place(book: Book) -> None:
    book.take(
        planted(),
        harvested("H-1", 4, time="08:00:00"),
        harvested("H-2", 2, time="23:00:00"),
        harvested("H-0", 9, day="2026-09-11"),
        packed("H-1", 2, "P-1", 40, time="10:00:00"),
        packed("H-1", 1, "P-2", 20, time="11:00:00"),
    )

    page = day(book)

    assert page["day"] == DAY
    (harvest,) = page["harvested"]
    assert (harvest["product"], harvest["place"], harvest["units"], harvest["events"]) == (
        "APL-BIN",
        "B4",
        {"bin": "6"},
        2,
    )
    assert harvest["mass"] == "5550.000"
    (pack,) = page["packed"]
    assert (pack["product"], pack["place"], pack["units"], pack["events"]) == ("APL-BOX", "SHED", {"box": "60"}, 2)


def test_each_stands_beside_the_same_day_of_the_week_before(book: Book) -> None:
    book.take(
        planted(),
        harvested("H-1", 4),
        harvested("H-0", 6, day="2026-09-05"),
        harvested("H-9", 9, day="2026-09-06"),
        harvested("H-S", 1, day="2026-09-05", place="SHED"),
    )

    here, only_then = day(book)["harvested"]

    assert (here["place"], here["units"], here["before_mg"]) == ("B4", {"bin": "4"}, round(6 * 925 * 453_592.37))
    assert (only_then["place"], only_then["mass_mg"], only_then["events"]) == ("SHED", 0, 0)
    assert only_then["before_mg"] == round(925 * 453_592.37)


def test_what_was_voided_is_not_of_the_day(book: Book) -> None:
    fact = harvested("H-1", 4)
    book.take(fact, event("void", event=fact["id"], time="10:00:00"))

    assert day(book)["harvested"] == []


def test_a_run_is_shown_while_it_is_open_and_on_the_day_it_closes(book: Book) -> None:
    side = packed("H-1", 1, "P-1", 20, run="R-1", time="10:00:00")
    book.take(
        harvested("H-1", 4, time="08:00:00"), side, packed("H-1", 1, "P-9", 20, time="11:00:00", day="2026-09-10")
    )
    (before,) = day(book)["runs"]
    book.take(event("pack", place="SHED", run="R-1", close=True, time="12:00:00"))

    (after,) = day(book)["runs"]

    assert (before["run"], before["closed"], before["first"]) == ("R-1", False, "2026-09-12T10:00:00-07:00")
    assert (after["closed"], after["last"]) == (True, "2026-09-12T12:00:00-07:00")
    assert day(book, datetime(2026, 9, 14, 12, tzinfo=UTC))["runs"] == []


def test_what_waits_for_the_office_is_counted_once(book: Book) -> None:
    book.take({"type": "event", **harvested("H-1"), "held": True})

    page = day(book)

    assert page["waiting"] == 1
    assert page["findings"] == {"critical": 0, "warning": 1, "info": 0}
