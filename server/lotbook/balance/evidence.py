"""What stands beside a statement: records that were corrected or came late, and the ingredients of recipes."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lotbook.balance.scope import Scope
from lotbook.book.events import decode_event
from lotbook.book.mentions import What
from lotbook.book.queries import lots_of
from lotbook.book.renamed import now_called
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number, from_micros, micros, zone
from lotbook.kit.mass import GRAM_MG, mass_text, product, whole
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Product, Recipe

MOST = 1_000

_FALLEN = """
    SELECT e.seq, e.event_id, e.kind, e.at_us, e.received_us, e.body, e.signed FROM entry e
    WHERE e.operation_id = :op AND e.type = 'event' AND e.state = 'read' AND e.standing = :no
    AND e.kind <> 'void' AND e.day BETWEEN :first AND :last ORDER BY e.at_us, e.event_id LIMIT :limit
"""
_FIXED_BY = """
    SELECT m.code AS fixed, e.event_id, e.kind, e.at_us, e.received_us, e.body, e.signed FROM mention m
    JOIN entry e ON e.operation_id = m.operation_id AND e.seq = m.seq
    WHERE m.operation_id = :op AND m.what = :fixes AND m.code IN :events ORDER BY e.standing, e.at_us, e.event_id
"""


def corrected(session: Session, operation: Operation, scope: Scope, first: int, last: int) -> list[dict[str, Any]]:
    """Return records of the period and scope that no longer stand, each with who corrected it, when and why."""
    fallen = rows(session, _FALLEN, op=operation.id, no=False, first=first, last=last, limit=MOST)
    mine = _in_scope(session, operation, scope, fallen)
    ids = [row.event_id for row in mine]
    given = {"op": operation.id, "fixes": int(What.FIXES), "events": ids}
    fixed_by = {row.fixed: row for row in rows(session, _FIXED_BY, **given)} if ids else {}
    return [_correction(row, fixed_by.get(row.event_id), operation) for row in mine]


def _in_scope(session: Session, operation: Operation, scope: Scope, fallen: list[Any]) -> list[Any]:
    """A record that fell has no postings: the lots that it names tell, or the products on its own lines."""
    named = {row.seq: lots_of(decode_event(payload_bytes(bytes(row.body), row.signed))) for row in fallen}
    codes = sorted({code for some in named.values() for code in some})
    sql = (
        f"SELECT l.code FROM lot l WHERE l.operation_id = :op AND l.code IN :codes AND {scope.where('l', claimed=True)}"  # noqa: S608
    )
    lots = {row[0] for row in rows(session, sql, op=operation.id, codes=codes, **scope.given)} if codes else set()
    return [row for row in fallen if not lots.isdisjoint(named[row.seq]) or _names_product(row, scope)]


def _names_product(row: Any, scope: Scope) -> bool:
    if scope.lot_id is not None:
        return False
    said = _said(row)
    lines = [said, *said.get("lines", ()), *said.get("outputs", ())]
    return any(line.get("product") in scope.products for line in lines if isinstance(line, dict))


def _correction(row: Any, by: Any | None, operation: Operation) -> dict[str, Any]:
    fix = _said(by) if by is not None else {}
    return {
        "event": row.event_id,
        "kind": row.kind,
        "at": _at(row.at_us, operation),
        "by": _said(row).get("by"),
        "received": _at(row.received_us, operation),
        "how": "voided" if by is not None and by.kind == "void" else "replaced",
        "with": by.event_id if by is not None else None,
        "with_at": _at(by.at_us, operation) if by is not None else None,
        "with_by": fix.get("by"),
        "with_received": _at(by.received_us, operation) if by is not None else None,
        "reason": fix.get("reason") or fix.get("note"),
    }


def received_after(
    session: Session, operation: Operation, scope: Scope, first: int, last: int, began: str | None
) -> dict[str, Any]:
    """Return records of the period and scope that arrived after the inspection began, apart from the rest."""
    if began is None:
        return {"began": None, "events": []}
    sql = f"""
        SELECT DISTINCT e.event_id, e.kind, e.at_us, e.received_us, e.body, e.signed FROM entry e
        JOIN posting p ON p.operation_id = e.operation_id AND p.seq = e.seq
        WHERE e.operation_id = :op AND e.received_us > :began AND e.day BETWEEN :first AND :last
        AND {scope.where("p")} ORDER BY e.received_us, e.event_id LIMIT :limit
    """  # noqa: S608 - the condition is ours
    moment = micros(datetime.fromisoformat(began))
    given = {"began": moment, "first": first, "last": last, "limit": MOST, **scope.given}
    events = [
        {
            "event": row.event_id,
            "kind": row.kind,
            "at": _at(row.at_us, operation),
            "by": _said(row).get("by"),
            "received": _at(row.received_us, operation),
        }
        for row in rows(session, sql, op=operation.id, **given)
    ]
    return {"began": began, "events": events}


_MADE = """
    SELECT COALESCE(SUM(mass_mg), 0) FROM posting
    WHERE operation_id = :op AND product = :product AND against = 'in_process' AND account = 'stock' AND mass_mg > 0
    AND day BETWEEN :first AND :last
"""
_USED = """
    SELECT COALESCE(SUM(k.mass_mg), 0) FROM link k
    JOIN lot s ON s.operation_id = k.operation_id AND s.id = k.source_id
    JOIN lot t ON t.operation_id = k.operation_id AND t.id = k.target_id
    WHERE k.operation_id = :op AND k.kind = 'pack' AND k.day BETWEEN :first AND :last
    AND t.product = :product AND s.product IN :ingredients
"""


def ingredients(
    session: Session, operation: Operation, scope: Scope | None, first: int, last: int
) -> list[dict[str, Any]]:
    """Return, for each recipe that touches the scope, whether enough of each ingredient went into what was made.

    Without a scope for each recipe in use. A recipe holds from its day to the day before the next one of its product.
    """
    products = [one for one in records_by_code(session, operation.id, "product", None) if isinstance(one, Product)]
    everything = records_by_code(session, operation.id, "recipe", None)
    recipes = [one for one in everything if isinstance(one, Recipe) and not one.retired]
    found = []
    for recipe in recipes:
        since, until = max(first, _from(recipe)), min(last, _until(recipe, recipes))
        if since > until:
            continue
        given = {"op": operation.id, "product": recipe.product, "first": since, "last": until}
        made = int(rows(session, _MADE, **given)[0][0])
        for part in recipe.ingredients:
            name, code = ("product", part.product) if part.product is not None else ("commodity", part.commodity)
            called = [code] if name == "product" else now_called(session, operation, "commodity", code or "", products)
            some = [one.code for one in products if getattr(one, "code" if name == "product" else name) in called]
            if not made or (scope is not None and not {recipe.product, *some}.intersection(scope.products)):
                continue
            some = [one for one in some if one != recipe.product]
            used = int(rows(session, _USED, ingredients=some, **given)[0][0]) if some else 0
            found.append(_ingredient(recipe, {name: code}, part.percent, made, used, operation.mass_unit))
    return found


def _from(recipe: Recipe) -> int:
    return day_number(recipe.from_) if recipe.from_ is not None else 1


def _until(recipe: Recipe, recipes: list[Recipe]) -> int:
    """Return the last day of a recipe: the day before another one of the same product begins."""
    later = [_from(one) for one in recipes if one.product == recipe.product and _from(one) > _from(recipe)]
    return min(later) - 1 if later else 10_000_000


def _ingredient(
    recipe: Recipe, what: dict[str, str | None], percent: str, made: int, used: int, unit: str
) -> dict[str, Any]:
    needed = whole(product(Decimal(made), Decimal(percent)) / 100)
    masses = {"output": made, "needed": needed, "used": used, "difference": used - needed}
    return {
        "recipe": recipe.code,
        "product": recipe.product,
        "from": recipe.from_,
        "ingredient": what,
        "percent": str(percent),
        **{f"{name}_mg": mass for name, mass in masses.items()},
        **{name: mass_text(mass, unit) for name, mass in masses.items()},
        "verdict": "enough" if used - needed > -GRAM_MG else "short",
    }


def _said(row: Any) -> dict[str, Any]:
    said: dict[str, Any] = msgspec.json.decode(payload_bytes(bytes(row.body), row.signed))
    return said


def _at(at_us: int | None, operation: Operation) -> str | None:
    return None if at_us is None else from_micros(at_us).astimezone(zone(operation.timezone)).isoformat()
