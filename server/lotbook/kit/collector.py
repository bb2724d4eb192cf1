"""Python's cyclic collector, told how this program uses memory."""

import gc

YOUNG = 100_000


def relax_collector() -> None:
    """Look for cycles less often, and never among what is there from the start.

    A batch makes a hundred thousand small tuples and no cycles; by default the collector walks them all, again and
    again, and takes a quarter of the time of reading. References are counted all the same, so memory stays small.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 50, 100)
