"""Bounds on guessing."""

from lotbook.identity.throttle import MOST_KEYS, WINDOW_S, Throttle


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_after_so_many_failures_a_name_waits_until_the_window_ends() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    limits = {"ana": 3}
    for _ in range(3):
        assert throttle.wait_s(limits) == 0
        throttle.failed(limits)

    assert 0 < throttle.wait_s(limits) <= WINDOW_S + 1
    clock.now += WINDOW_S
    assert throttle.wait_s(limits) == 0


def test_another_name_does_not_wait() -> None:
    throttle = Throttle(Clock())
    for _ in range(5):
        throttle.failed({"ana": 3})

    assert throttle.wait_s({"ben": 3}) == 0


def test_getting_it_right_is_forgiven() -> None:
    throttle = Throttle(Clock())
    for _ in range(5):
        throttle.failed({"ana": 3})
    throttle.forgive({"ana": 3})

    assert throttle.wait_s({"ana": 3}) == 0


def test_a_flood_of_names_does_not_fill_the_memory() -> None:
    throttle = Throttle(Clock())
    for number in range(MOST_KEYS + 50):
        throttle.failed({f"name {number}": 3})

    assert len(throttle._failures) == MOST_KEYS
