"""Bounds on guessing passwords: so many failures in a window, then a wait.

Kept in memory, in a table that cannot grow without end: a restart forgives, a flood of made-up
names pushes out the oldest entries only.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

WINDOW_S = 300
MOST_KEYS = 10_000


class Throttle:
    """Counts failures by key; `wait_s` says how long a key must wait, 0 when it may try."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = Lock()

    def wait_s(self, limits: dict[str, int]) -> int:
        """Return the longest wait among keys, each with the failures it may have in a window."""
        now = self._clock()
        with self._lock:
            waits = [self._left(key, most, now) for key, most in limits.items()]
        return max(waits, default=0)

    def _left(self, key: str, most: int, now: float) -> int:
        since, count = self._failures.get(key, (now, 0))
        if now - since >= WINDOW_S or count < most:
            return 0
        return int(since + WINDOW_S - now) + 1

    def failed(self, keys: dict[str, int]) -> None:
        """Count one more failure for each key."""
        now = self._clock()
        with self._lock:
            for key in keys:
                since, count = self._failures.pop(key, (now, 0))
                self._failures[key] = (now, 1) if now - since >= WINDOW_S else (since, count + 1)
            while len(self._failures) > MOST_KEYS:
                self._failures.popitem(last=False)

    def forgive(self, keys: dict[str, int]) -> None:
        """Forget the failures of keys that got it right."""
        with self._lock:
            for key in keys:
                self._failures.pop(key, None)
