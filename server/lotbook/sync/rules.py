"""Which of a phone's records have arrived, as a high mark and the ranges below it that have not. Pure."""

from collections.abc import Iterable, Sequence

Ranges = list[list[int]]
MOST_RANGES = 500
"""A reply stays small; what is left out is told once the first gaps are mended."""


def arrived(high: int, missing: Ranges, numbers: Iterable[int]) -> tuple[int, Ranges]:
    """Return the new high mark and gaps after more numbers came, in any order, again or for the first time."""
    gaps = [list(gap) for gap in missing]
    for number in sorted(set(numbers)):
        if number > high:
            if number > high + 1:
                gaps.append([high + 1, number - 1])
            high = number
        else:
            gaps = _without(gaps, number)
    return high, gaps


def number_came_twice(high: int, missing: Ranges, new: Sequence[int]) -> bool:
    """Say whether a record that the book did not have bears a number that another had before, or has in this batch."""
    came_before = any(number <= high and not any(a <= number <= b for a, b in missing) for number in new)
    return came_before or len(set(new)) < len(new)


def _without(gaps: Ranges, number: int) -> Ranges:
    rest: Ranges = []
    for first, last in gaps:
        if not first <= number <= last:
            rest.append([first, last])
            continue
        rest += [[first, number - 1]] if first < number else []
        rest += [[number + 1, last]] if number < last else []
    return rest


def wanted(high: int, missing: Ranges, have: Sequence[Sequence[int]]) -> Ranges:
    """Return which of the numbers that a phone still has did not arrive here."""
    absent = [*missing, [high + 1, max((last for _, last in have), default=0)]]
    found: Ranges = []
    for first, last in sorted([int(first), int(last)] for first, last in have):
        for gap_first, gap_last in absent:
            low, top = max(first, gap_first), min(last, gap_last)
            if low <= top:
                found.append([low, top])
    return joined(found)


def joined(ranges: Ranges) -> Ranges:
    """Return ranges in order, those that touch made one."""
    result: Ranges = []
    for first, last in sorted(ranges):
        if result and first <= result[-1][1] + 1:
            result[-1][1] = max(result[-1][1], last)
        else:
            result.append([first, last])
    return result
