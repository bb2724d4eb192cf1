"""A draw on paper, with all that is needed to draw it again by hand."""

from typing import Any

from lotbook.reports.names import Names
from lotbook.reports.report import Report
from lotbook.reports.words import Words


def report(result: dict[str, Any], _names: Names, w: Words) -> Report:
    """Return the report of a draw."""
    drawn = result["drawn"]
    shown = " · ".join(", ".join(map(str, v)) if isinstance(v, list) else str(v) for v in drawn.values())
    return Report(
        title=w("title.draw", number=result["number"]),
        subtitle=shown,
        facts=[
            (w("word"), result["word"]),
            (w("newest_entry"), f"{result['head']['seq']}"),
            (w("newest_hash"), result["head"]["sha256"]),
            (w("seed"), result["seed"]),
            (w("among"), f"{result['among']:,}"),
            (w("drawn_place"), f"{result['place']:,}"),
        ],
        tables=[],
        paragraphs=[w("draw_how")],
    )
