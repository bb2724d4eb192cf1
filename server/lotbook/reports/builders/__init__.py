"""From an answer to a report: one file a kind, each a function of result, names and words."""

from collections.abc import Callable
from typing import Any

from lotbook.reports.builders import draw, farm_map, fsma204, recall, sales, statement, trace
from lotbook.reports.names import Names
from lotbook.reports.report import Report
from lotbook.reports.words import Words

Builder = Callable[[dict[str, Any], Names, Words], Report]

BUILDERS: dict[str, Builder] = {
    "balance": statement.report,
    "back": trace.report,
    "forward": trace.report,
    "draw": draw.report,
    "recall": recall.report,
    "sales": sales.report,
    "fsma204": fsma204.report,
    "map": farm_map.report,
}
