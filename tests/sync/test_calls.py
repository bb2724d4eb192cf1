"""What a phone says of itself, and when that shows that its records carry a wrong time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotbook.book.events import decode_event
from lotbook.kit.jsonbytes import canonical
from lotbook.sync.calls import About, correction, heard
from tests.support.farm import harvested

RECEIVED = datetime(2026, 9, 12, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def record(at: datetime, *, boot: str = "b1", ms: float = 0, measured: bool = True) -> Any:
    off = {"ms": 0, "age_s": 5} if measured else None
    facts = harvested("H1", at=at.isoformat(), mono={"boot": boot, "ms": ms}, off=off)
    return decode_event(canonical(facts))


def call(clock: timedelta = timedelta(), boot: str = "b1", ms: float = 0) -> Any:
    """A call of a phone whose clock is so far behind ours."""
    said = {"now": (RECEIVED - clock).isoformat(), "mono": {"boot": boot, "ms": ms}}
    return heard(said, RECEIVED)


class TestRecords:
    def test_a_record_of_the_past_is_believed(self) -> None:
        assert correction(record(RECEIVED - 5 * HOUR), call()) is None

    def test_a_record_from_the_future_is_not(self) -> None:
        assert correction(record(RECEIVED + 3 * HOUR, boot="other"), call()) == -3 * HOUR

    def test_a_record_that_claims_to_be_later_than_this_start_allows_is_not_believed(self) -> None:
        an_hour_ago = record(RECEIVED - HOUR / 2, ms=0)

        assert correction(an_hour_ago, call(ms=3_600_000)) == -HOUR / 2

    def test_a_phone_that_slept_is_believed_when_it_says_earlier(self) -> None:
        assert correction(record(RECEIVED - 9 * HOUR, ms=0), call(ms=60_000)) is None

    def test_a_record_made_before_the_phone_was_ever_told_the_time_is_moved_by_what_its_clock_is_off(self) -> None:
        behind = record(RECEIVED - 5 * HOUR, boot="other", measured=False)

        assert correction(behind, call(clock=3 * HOUR)) == 3 * HOUR

    def test_a_record_that_was_corrected_on_the_phone_is_left_alone_whatever_the_clock_says_now(self) -> None:
        assert correction(record(RECEIVED - 5 * HOUR, boot="other"), call(clock=3 * HOUR)) is None

    def test_a_minute_is_no_matter(self) -> None:
        assert correction(record(RECEIVED + timedelta(minutes=1)), call()) is None
        assert correction(record(RECEIVED - HOUR, measured=False), call(clock=timedelta(minutes=1))) is None


class TestWords:
    @given(said=ANYTHING)
    def test_whatever_a_phone_says_of_itself_is_heard_without_complaint(self, said: Any) -> None:
        found = heard(said, RECEIVED)

        correction(record(RECEIVED - HOUR), found)
        assert found.received == RECEIVED

    @pytest.mark.parametrize("said", [{"waiting": -1}, {"app": 5}, {"now": "yesterday"}, {"mono": {"boot": 1}}])
    def test_what_makes_no_sense_is_as_if_it_had_not_been_said(self, said: dict[str, Any]) -> None:
        assert heard(said, RECEIVED).about == About()

    @given(ms=st.floats(allow_nan=True, allow_infinity=True))
    def test_no_number_of_milliseconds_breaks_it(self, ms: float) -> None:
        for one in (heard({"mono": {"boot": "b1", "ms": ms}}, RECEIVED), call()):
            correction(record(RECEIVED - HOUR, ms=1), one)
