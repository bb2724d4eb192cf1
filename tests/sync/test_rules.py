"""Which of a phone's records have arrived."""

from hypothesis import given
from hypothesis import strategies as st

from lotbook.sync.rules import arrived, joined, wanted

NUMBERS = st.lists(st.integers(1, 60))


def missing_numbers(ranges: list[list[int]]) -> set[int]:
    return {number for first, last in ranges for number in range(first, last + 1)}


@given(st.lists(NUMBERS, max_size=6))
def test_high_and_gaps_say_exactly_what_came_in_any_order_and_batching(batches: list[list[int]]) -> None:
    high, missing = 0, list[list[int]]()
    for batch in batches:
        high, missing = arrived(high, missing, batch)

    came = {number for batch in batches for number in batch}
    assert high == max(came, default=0)
    assert missing_numbers(missing) == set(range(1, high + 1)) - came
    assert joined(missing) == missing


@given(NUMBERS, NUMBERS)
def test_what_is_wanted_is_what_a_phone_has_and_did_not_come(came: list[int], has: list[int]) -> None:
    high, missing = arrived(0, [], came)

    found = wanted(high, missing, joined([[number, number] for number in set(has)]))

    assert missing_numbers(found) == set(has) - set(came)
    assert joined(found) == found


def test_a_number_from_far_ahead_is_one_gap_and_not_a_million() -> None:
    assert arrived(3, [], [2**53 - 1]) == (2**53 - 1, [[4, 2**53 - 2]])
