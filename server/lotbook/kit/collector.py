"""Python's cyclic collector and the C library's heap, told how this program uses memory."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 100_000
_M_ARENA_MAX = -8
"""Of glibc's malloc.h."""


def relax_collector() -> None:
    """Look for cycles less often, and never among what is there from the start.

    A batch makes a hundred thousand small tuples and no cycles; by default the collector walks them all, again and
    again, and takes a quarter of the time of reading. References are counted all the same, so memory stays small.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 50, 100)


@contextmanager
def without_collector() -> Iterator[None]:
    """Make many objects and no cycles, a hundred thousand lots for one, without looking for cycles among them.

    Somebody else may switch it on again meanwhile, which costs time and nothing else.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def share_one_heap() -> None:
    """Let all threads take memory from one heap, where the C library has several (glibc).

    With a heap for each of a dozen threads, what one large answer gave back is of no use to the next.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)
