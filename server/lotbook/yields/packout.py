"""What packing made of each block's harvest: grades, losses, what nobody accounts for; and the lots behind each."""

from collections import defaultdict
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.renamed import current
from lotbook.book.unmoved import until_the_book_moves
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number
from lotbook.registry.records import Product
from lotbook.yields.behind import lots_behind, products_of

_PACKED = """
    FROM posting p JOIN lot s ON s.operation_id = p.operation_id AND s.id = p.lot_id {into}
    WHERE p.operation_id = :op AND p.product IN :products AND p.day BETWEEN :first AND :last
      AND p.account = 'in_process' AND s.kind = 'harvest'
      AND (p.against = 'used' OR p.against LIKE 'loss:%' OR p.against LIKE 'unaccounted:%')
"""
_PARTS = f"""
    SELECT s.place, p.against, p.into_product, -sum(p.mass_mg) AS mass_mg {_PACKED.format(into="")}
    GROUP BY s.place, p.against, p.into_product
"""
_USED = f"""
    SELECT s.code, s.status, s.product, s.place, p.day, -p.mass_mg AS mass_mg, 0 AS units_micro
    {_PACKED.format(into="")}
"""
_INTO = "JOIN lot t ON t.operation_id = p.operation_id AND t.id = p.into_id"
_MADE = f"""
    SELECT t.code, t.status, t.product, t.place, p.day, -p.mass_mg AS mass_mg, 0 AS units_micro
    {_PACKED.format(into=_INTO)} AND p.against = 'used' AND p.into_product = :product
"""

ALL = "all"
"""The part that is the whole: what went into packing."""


@until_the_book_moves
def packout(session: Session, operation: Operation, since: str, to: str, commodity: str) -> dict[str, Any]:
    """Return what packing made of each block's harvest of a commodity: by grade, what was lost, and what is missing."""
    commodity = current(session, operation, commodity) or commodity
    products = products_of(session, operation)
    names = {one.code: one.name or one.code for one in products.values()}
    given = _given(operation, since, to, commodity, products)
    parts: defaultdict[str | None, dict[str, int]] = defaultdict(dict)
    for place, against, product, mass in rows(session, _PARTS, **given):
        part = f"grade:{product}" if against == "used" else against
        parts[place][part] = parts[place].get(part, 0) + int(mass)
    columns = sorted({part for one in parts.values() for part in one}, key=_grades_first)
    return {
        "from": since,
        "to": to,
        "commodity": commodity,
        "columns": [{"key": one, "name": names.get(one.removeprefix("grade:"))} for one in columns],
        "blocks": [
            {"place": place, "packed_mg": sum(one.values()), "parts": one}
            for place, one in sorted(parts.items(), key=lambda item: item[0] or "")
        ],
    }


def _grades_first(key: str) -> tuple[bool, bool, str]:
    return not key.startswith("grade:"), key.startswith("unaccounted:"), key


def packout_lots(
    session: Session, operation: Operation, since: str, to: str, commodity: str, place: str | None, part: str
) -> dict[str, Any]:
    """Return the lots behind a figure of the packout of a place: a column's key, or ALL.

    Behind a grade stand the lots that were packed, behind the rest those that went into packing.
    """
    commodity = current(session, operation, commodity) or commodity
    products = products_of(session, operation)
    given = _given(operation, since, to, commodity, products)
    where = " AND s.place = :place" if place else " AND s.place IS NULL"
    given |= {"place": place} if place else {}
    if part == ALL:
        found = rows(session, _USED + where, **given)
    elif part.startswith("grade:"):
        found = rows(session, _MADE + where, product=part.removeprefix("grade:"), **given)
    else:
        found = rows(session, f"{_USED}{where} AND p.against = :part", part=part, **given)
    return {"from": since, "to": to, **lots_behind(found, products, operation.mass_unit)}


def _given(operation: Operation, since: str, to: str, commodity: str, products: dict[str, Product]) -> dict[str, Any]:
    return {
        "op": operation.id,
        "first": day_number(since),
        "last": day_number(to),
        "products": sorted(one.code for one in products.values() if one.commodity == commodity),
    }
