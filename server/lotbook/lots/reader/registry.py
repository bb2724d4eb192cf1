"""Which lots a change of the registry touches, so that those and no others are read again."""

from typing import Any

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Place

_READ_FROM_PRODUCT = ("unit", "units", "unit_mass", "class", "stage", "commodity", "variety", "tolerance_percent")
_READ_FROM_PLACE = ("status", "parent")


def touched_lots(
    session: Session, operation: Operation, before: dict[str, Any] | None, after: dict[str, Any]
) -> set[str]:
    """Return the codes of the lots that read otherwise after a record changed."""
    old = before or {}
    if after["type"] == "product" and any(old.get(name) != after.get(name) for name in _READ_FROM_PRODUCT):
        sql = "SELECT code FROM lot WHERE operation_id = :op AND product = :product"
        return {row[0] for row in rows(session, sql, op=operation.id, product=after["code"])}
    if after["type"] == "place" and any(old.get(name) != after.get(name) for name in _READ_FROM_PLACE):
        return _made_at(session, operation, after["code"])
    return set()


def makers(session: Session, operation: Operation, lots: set[str]) -> set[int]:
    """Return the events that made some lots, where the book has weights that came later at all."""
    sql = "SELECT 1 FROM entry WHERE operation_id = :op AND kind = 'weigh' LIMIT 1"
    if not lots or not rows(session, sql, op=operation.id):
        return set()
    sql = """
        SELECT DISTINCT m.seq FROM making m
        JOIN lot l ON l.operation_id = m.operation_id AND l.id = m.lot_id
        WHERE l.operation_id = :op AND l.code IN :lots
    """
    return {row[0] for row in rows(session, sql, op=operation.id, lots=sorted(lots))}


def _made_at(session: Session, operation: Operation, place: str) -> set[str]:
    """Lots planted or harvested at a place or under it, and those harvested from plantings there."""
    places = _under(session, operation, place)
    sql = """
        SELECT DISTINCT l.code FROM posting p
        JOIN lot l ON l.operation_id = p.operation_id AND l.id = p.lot_id
        WHERE p.operation_id = :op AND p.against = 'harvested' AND p.place IN :places
        UNION
        SELECT l.code FROM planting_place p
        JOIN lot l ON l.operation_id = p.operation_id AND l.id = p.lot_id
        WHERE p.operation_id = :op AND p.place IN :places
        UNION
        SELECT t.code FROM planting_place p
        JOIN link k ON k.operation_id = p.operation_id AND k.source_id = p.lot_id AND k.kind = 'harvest'
        JOIN lot t ON t.operation_id = k.operation_id AND t.id = k.target_id
        WHERE p.operation_id = :op AND p.place IN :places
    """
    return {row[0] for row in rows(session, sql, op=operation.id, places=sorted(places))}


def _under(session: Session, operation: Operation, place: str) -> set[str]:
    children: dict[str, list[str]] = {}
    for record in records_by_code(session, operation.id, "place", None):
        if isinstance(record, Place) and record.parent is not None:
            children.setdefault(record.parent, []).append(record.code)
    found: set[str] = set()
    waiting = [place]
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += children.get(code, [])
    return found
