"""What is odd about a season as a whole: more than the land gives, and papers that a food on FDA's list needs.

Both read much and change only with the book and the day, so that what was found is kept until either moves.
"""

from collections import Counter
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.mentions import What
from lotbook.book.unmoved import until_the_book_moves
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_text, local_day, now
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Product
from lotbook.yields.queries import plausibility

Found = tuple[str, str, str, dict[str, Any], dict[str, Any]]
"""Code, subject, key, about, args."""

DAYS = 90
"""So far back are missing papers still asked for."""
FOODS = frozenset(
    (
        "arugula",
        "basil",
        "cantaloupe",
        "chard",
        "cilantro",
        "cucumber",
        "endive",
        "escarole",
        "herb",
        "kale",
        "lettuce",
        "mango",
        "melon",
        "papaya",
        "parsley",
        "pepper",
        "romaine",
        "sorrel",
        "spinach",
        "sprout",
        "tomato",
        "watercress",
        "watermelon",
    )
)
"""Foods on the traceability list as growers name them (21 CFR 1.1300); whole apples and berries are not."""

_PAPERS = """
    SELECT e.kind, e.day, count(*) AS events, sum(CASE WHEN r.seq IS NULL THEN 1 ELSE 0 END) AS missing
    FROM entry e
    LEFT JOIN (SELECT DISTINCT seq FROM mention WHERE operation_id = :op AND what = :ref) r ON r.seq = e.seq
    WHERE e.operation_id = :op AND e.kind IN ('ship', 'receive') AND e.standing AND e.state = 'read'
      AND e.day BETWEEN :first AND :last AND EXISTS (
        SELECT 1 FROM posting p WHERE p.operation_id = e.operation_id AND p.seq = e.seq AND p.product IN :products)
    GROUP BY e.kind, e.day
"""


@until_the_book_moves
def yields_above_range(session: Session, operation: Operation) -> list[Found]:
    """Return the products of which more was harvested this year than their certified area is known to give."""
    judged = [one for one in _products(session, operation) if one.yield_range is not None]
    if not judged:
        return []
    to = day_text(local_day(now(), operation.timezone))
    above = [one for one in plausibility(session, operation, judged, to) if one["verdict"] == "above"]
    return [
        (
            "yield_above_range",
            f"product:{one['product']}",
            to[:4],
            {"product": one["product"]},
            {
                "yield": f"{one['per_area']['value']} {one['per_area']['unit']}",
                "most": one["range"]["max"],
                "year": to[:4],
            },
        )
        for one in above
    ]


@until_the_book_moves
def papers_missing(session: Session, operation: Operation) -> list[Found]:
    """Return, by month, how many shipments and receipts of foods on the list name no reference document."""
    products = sorted(one.code for one in _products(session, operation) if _is_listed(one.commodity))
    if not products:
        return []
    last = local_day(now(), operation.timezone)
    given = {"op": operation.id, "ref": int(What.REF), "first": last - DAYS, "last": last, "products": products}
    events: Counter[tuple[str, str]] = Counter()
    missing: Counter[tuple[str, str]] = Counter()
    for row in rows(session, _PAPERS, **given):
        month = day_text(row.day)[:7]
        events[row.kind, month] += int(row.events)
        missing[row.kind, month] += int(row.missing)
    return [
        (
            "kde_missing",
            f"kde:{kind}:{month}",
            "",
            {},
            {"kind": kind, "month": month, "missing": count, "events": events[kind, month]},
        )
        for (kind, month), count in sorted(missing.items())
        if count
    ]


def _products(session: Session, operation: Operation) -> list[Product]:
    return [one for one in records_by_code(session, operation.id, "product", None) if isinstance(one, Product)]


def _is_listed(commodity: str | None) -> bool:
    words = (commodity or "").lower().replace("-", " ").split()
    return any(word in FOODS or word.removesuffix("es") in FOODS or word.removesuffix("s") in FOODS for word in words)
