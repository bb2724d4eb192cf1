"""The lots of a harvest: which were picked in some days, where, by whom, and what of each."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number
from lotbook.registry.records import Product
from lotbook.yields.behind import lots_behind, products_of
from lotbook.yields.sayers import Sayer, sayers

_PICKED = """
    SELECT l.code, l.status, l.product, p.place, p.day, p.seq, p.mass_mg, p.units_micro
    FROM posting p JOIN lot l ON l.operation_id = p.operation_id AND l.id = p.lot_id
    WHERE p.operation_id = :op AND p.day BETWEEN :first AND :last
      AND p.account = 'stock' AND p.against = 'harvested'{where}
"""
# A harvest from several plantings is split equally between them, as links have it.
_OF_PLANTING = """
    SELECT l.code, l.status, l.product, l.place, k.day, k.mass_mg, 0 AS units_micro
    FROM lot s JOIN link k ON k.operation_id = s.operation_id AND k.source_id = s.id
    JOIN lot l ON l.operation_id = k.operation_id AND l.id = k.target_id
    WHERE s.operation_id = :op AND s.code = :planting AND k.kind = 'harvest' AND k.day BETWEEN :first AND :last
"""


@dataclass(frozen=True, slots=True)
class Which:
    """Of which harvest. None is no condition, and an empty text what nobody said: no place, no crew."""

    since: str
    to: str
    place: str | None = None
    product: str | None = None
    variety: str | None = None
    commodity: str | None = None
    planting: str | None = None
    crew: str | None = None
    person: str | None = None


def picked(session: Session, operation: Operation, which: Which) -> dict[str, Any]:
    """Return the lots of a harvest with what was picked of each in these days; masses are milligrams."""
    products = products_of(session, operation)
    given: dict[str, Any] = {"first": day_number(which.since), "last": day_number(which.to)}
    if which.planting is not None:
        found = rows(session, _OF_PLANTING, op=operation.id, planting=which.planting, **given)
    else:
        where, more = _conditions(which, products)
        found = rows(session, _PICKED.format(where=where), op=operation.id, **given, **more)
        if which.crew is not None or which.person is not None:
            who = sayers(session, operation, (row.seq for row in found))
            found = [row for row in found if _is_theirs(who[row.seq], which)]
    return {"from": which.since, "to": which.to, **lots_behind(found, products, operation.mass_unit)}


def _conditions(which: Which, products: dict[str, Product]) -> tuple[str, dict[str, Any]]:
    where = ""
    given: dict[str, Any] = {}
    for name, value in (("place", which.place), ("product", which.product)):
        if value is not None:
            where += f" AND p.{name} = :{name}" if value else f" AND p.{name} IS NULL"
            given |= {name: value} if value else {}
    if which.variety is not None or which.commodity is not None:
        # What no record knows is of no variety.
        no_record = " OR p.product IS NULL OR p.product NOT IN :known" if not which.variety else ""
        where += f" AND (p.product IN :some{no_record if which.commodity is None else ''})"
        given["some"] = [
            one.code
            for one in products.values()
            if which.commodity in (None, one.commodity) and which.variety in (None, one.variety or one.commodity or "")
        ] or [""]
        if no_record and which.commodity is None:
            given["known"] = sorted(products) or [""]
    return where, given


def _is_theirs(who: Sayer, which: Which) -> bool:
    return which.crew in (None, who.crew or "") and which.person in (None, who.person or "")
