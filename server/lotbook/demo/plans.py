"""What the farm expected of its plantings when the season began: some gave more, some less.

Strawberries at 6,500 trays an acre, romaine at 62 bins a planting, tomatoes and apples by block, as the foremen
reckoned in month A; nobody knew how the season would go.
"""

from datetime import date, timedelta

from lotbook.demo import apples, romaine, strawberries
from lotbook.demo.amounts import Line
from lotbook.demo.season import Season

TRAYS_AN_ACRE, BUFFER_TRAYS, BINS_A_BED = 6_500, 380, 62
LUGS = {"T1": 2_000, "T2": 1_500, "C9": 400}
BINS = {"A1": 120, "A2": 150, "A3": 110}
AHEAD = timedelta(days=30)
"""So far ahead are plantings of lettuce planned that are not set out yet."""


def plans(season: Season) -> list[Line]:
    """Return the plans of a season, planting by planting."""
    begin, end = season.first, _month_ends(season.day("G", 1))
    found = [
        _plan(planting, product, round(acres * TRAYS_AN_ACRE, -2), "tray", begin, end)
        for _, planting, product, acres, *_ in strawberries.BLOCKS
    ]
    found.append(_plan("PL-S3B", "SB-ALB", BUFFER_TRAYS, "tray", begin, end))
    number = 1
    while romaine.transplanted(season, number) <= season.today + AHEAD:
        first = begin + timedelta(days=romaine.CUTTING_DAYS * (number - 1))
        last = first + timedelta(days=romaine.CUTTING_DAYS - 1)
        found.append(_plan(romaine.planting(number)[0], "ROM-BIN", BINS_A_BED, "bin", first, last))
        number += 1
    found += [_plan(f"PL-{field}", "TOM-LUG", lugs, "lug", season.day("C", 2), end) for field, lugs in LUGS.items()]
    for block, (variety, opens, closes, _) in apples.BLOCKS.items():
        days = _of(season, opens), min(_of(season, closes), end)
        found.append(_plan(f"PL-{block}", f"{variety}-BIN", BINS[block], "bin", *days))
    return found


def _plan(code: str, product: str, value: float, unit: str, first: date, last: date) -> Line:
    return {
        "type": "plan",
        "code": code,
        "product": product,
        "quantity": {"value": f"{value:.0f}", "unit": unit},
        "first_pick": first.isoformat(),
        "last_pick": last.isoformat(),
    }


def _of(season: Season, code: str) -> date:
    """A day by its code; one that its month does not have is the month's last."""
    first = season.day(code[0], 1)
    return min(first + timedelta(days=int(code[1:]) - 1), _month_ends(first))


def _month_ends(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
