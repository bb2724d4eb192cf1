"""Rows of modules, 0 (light) and 1 (dark), as paths of rectangles: QR codes and bar codes are drawn of them. Pure."""

import re
from functools import cache

_RUN = re.compile("0*1+")


def path(row: str, y: int = 0) -> str:
    """Return a path (of SVG) with a rectangle for each run of dark modules of a row, one high, from the left edge."""
    return f"M0 {y}" + "".join(map(_run, _RUN.findall(row)))


@cache
def _run(run: str) -> str:
    """Draw dark modules behind some light ones: from the upper right corner of the rectangle before to their own."""
    light = run.count("0")
    return f"m{light} 0v1h{len(run) - light}v-1"
