"""How busy this server is with pushes, and how long a phone with more to send should wait."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

QUIET = 8
"""So many pushes at once are ordinary."""
LONGEST_S = 30

_lock = threading.Lock()
_under_way = 0


@contextmanager
def one_more() -> Iterator[int]:
    """Count a push for as long as it lasts; yields how many there are, this one too."""
    global _under_way
    with _lock:
        _under_way += 1
        counted = _under_way
    try:
        yield counted
    finally:
        with _lock:
            _under_way -= 1


def backoff_s(under_way: int) -> int:
    """Return for how many seconds whoever has more to send should leave the way to others."""
    return min(LONGEST_S, 2 * max(0, under_way - QUIET))
