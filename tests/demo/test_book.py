"""The demonstration farm: the same season for a seed and a day, of the size and breadth that it promises."""

import json
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from lotbook.book.events import EVENT_TYPES, decode_event
from lotbook.demo.book import demo_book, season_of
from lotbook.demo.season import ZONE
from lotbook.kit.codes import is_label_code, is_tag_code
from lotbook.registry.records import read_record

TODAY = date(2026, 9, 14)
DAYS = [TODAY, date(2024, 2, 29), date(2027, 1, 1), date(2026, 5, 31), date(2026, 11, 1)]
Line = dict[str, Any]


def events(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line["type"] == "event"]


@pytest.fixture(scope="module")
def book() -> list[Line]:
    return list(demo_book(TODAY))


@pytest.fixture(scope="module", params=DAYS, ids=str)
def any_day(request: pytest.FixtureRequest) -> tuple[date, list[Line]]:
    return request.param, list(demo_book(request.param))


class TestTheBook:
    def test_the_same_day_and_seed_give_the_same_lines(self, book: list[Line]) -> None:
        assert json.dumps(book) == json.dumps(list(demo_book(TODAY)))

    def test_another_seed_gives_another_season(self, book: list[Line]) -> None:
        assert {line["id"] for line in events(book)}.isdisjoint(
            line["id"] for line in events(list(demo_book(TODAY, seed=7)))
        )

    def test_it_holds_about_six_thousand_events_whatever_the_day(self, any_day: tuple[date, list[Line]]) -> None:
        assert 5_200 <= len(events(any_day[1])) <= 6_800

    def test_all_twenty_kinds_appear(self, any_day: tuple[date, list[Line]]) -> None:
        assert {line["kind"] for line in events(any_day[1])} == set(EVENT_TYPES)

    def test_every_line_can_be_read(self, book: list[Line]) -> None:
        for line in book:
            if line["type"] == "event":
                decode_event(json.dumps({key: value for key, value in line.items() if key != "type"}).encode())
            elif line["type"] != "quarantined":
                read_record(line)

    def test_the_registry_comes_first_and_says_since_when(self, book: list[Line]) -> None:
        records = [line for line in book if line["type"] not in ("event", "quarantined")]
        first_event = next(index for index, line in enumerate(book) if line["type"] == "event")
        later = [line for line in book[first_event:] if line["type"] not in ("event", "quarantined")]
        assert all(line["since"] for line in records)
        assert [(line["type"], line["code"]) for line in later] == [("product", "TOM-LUG")]

    def test_ids_are_version_seven_and_never_twice(self, book: list[Line]) -> None:
        ids = [line["id"] for line in events(book)]
        assert len(set(ids)) == len(ids)
        for line in events(book):
            millis = int(line["id"].replace("-", "")[:12], 16)
            assert millis == int(datetime.fromisoformat(line["at"]).timestamp() * 1000)
            assert line["id"][14] == "7"
            assert line["id"][19] in "89ab"

    def test_lines_come_as_they_were_received_and_never_before_they_happened(
        self, any_day: tuple[date, list[Line]]
    ) -> None:
        lines = events(any_day[1])
        received = [datetime.fromisoformat(line["received"]) for line in lines]
        assert all(earlier <= later for earlier, later in pairwise(received))
        assert all(datetime.fromisoformat(line["at"]) <= moment for line, moment in zip(lines, received, strict=True))

    def test_codes_fit_on_labels_and_tags_carry_their_check_character(self, book: list[Line]) -> None:
        tags = [tag for line in events(book) for tag in tags_of(line)]
        lots = {line["lot"] for event in events(book) for line in (event, *event.get("outputs", [])) if line.get("lot")}
        assert len(tags) > 1_000
        assert all(is_tag_code(tag) for tag in tags)
        assert all(is_label_code(lot) for lot in lots)


class TestToday:
    @pytest.mark.parametrize("hour", [0, 6, 11, 15, 23])
    def test_something_was_harvested_and_packed_whenever_it_is_loaded(self, hour: int) -> None:
        now = datetime(2026, 9, 14, hour, 40, tzinfo=ZONE)
        lines = events(season_of(TODAY, now=now)[0])
        moments = [datetime.fromisoformat(line["at"]) for line in lines]
        kinds = Counter(line["kind"] for line, moment in zip(lines, moments, strict=True) if moment.date() == TODAY)
        assert max(moments) <= now
        assert max(datetime.fromisoformat(line["received"]) for line in lines) <= now
        assert kinds["harvest"] >= 3
        assert kinds["pack"] >= 3

    def test_a_run_is_open(self, any_day: tuple[date, list[Line]]) -> None:
        today, lines = any_day
        runs = [
            (line["run"], line.get("close"))
            for line in events(lines)
            if line.get("run") and datetime.fromisoformat(line["at"]).date() == today
        ]
        closed = {run for run, close in runs if close}
        assert [run for run, _ in runs if run not in closed]

    def test_it_is_no_later_than_today(self, any_day: tuple[date, list[Line]]) -> None:
        today, lines = any_day
        days = [datetime.fromisoformat(line["at"]).date() for line in events(lines)]
        assert max(days) == today
        assert max(days) - sorted(days)[len(days) // 20] < timedelta(days=215)


def tags_of(line: Line) -> list[str]:
    bound = line.get("tags", []) + [
        tag for part in ("lines", "outputs") for made in line.get(part, []) for tag in made.get("tags", [])
    ]
    named = [line[key] for key in ("tag", "with") if key in line]
    return [tag["tag"] for tag in bound] + named
