"""Lots with what is left of them, and what tags mean."""

import json
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.mentions import What
from lotbook.db import rows
from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.kit.clock import from_micros, zone
from lotbook.kit.codes import is_tag_code, normal_tag_code
from lotbook.kit.mass import GRAM_MG, mass_text, units_text
from lotbook.lots import story

LOT_ROWS = """
    SELECT l.id, l.code, l.kind, l.product, l.status, l.claimed, l.place, l.first_us,
           l.stock_mg, l.stock_units, r.body AS product_body
    FROM lot l
    LEFT JOIN registry_record r
           ON r.operation_id = l.operation_id AND r.type = 'product' AND r.code = l.product
    WHERE l.operation_id = :op
"""

# A lot that is only named, and that nothing was ever done with, is not listed.
REAL = "(l.kind IS NOT NULL OR l.began_us IS NOT NULL)"
IN_STOCK = f"(abs(l.stock_mg) >= {GRAM_MG} OR (l.stock_units <> 0 AND l.mean_mg = 0))"
"""Residues under one gram are rounding, and the units beside them too; what has no mass is kept in units."""
IN_PROCESS = """
    SELECT lot_id, sum(CASE WHEN account = 'stock' THEN -mass_mg ELSE mass_mg END) FROM posting
    WHERE operation_id = :op AND lot_id IN :ids
      AND (account = 'in_process' OR (account = 'stock' AND against = 'in_process'))
    GROUP BY lot_id
"""


def masses_in_process(session: Session, operation: Operation, ids: list[int]) -> dict[int, int]:
    """Return what went into runs from some lots, and is not accounted for yet, in mg by their ids."""
    found = rows(session, IN_PROCESS, op=operation.id, ids=ids) if ids else []
    return {id_: int(mass) for id_, mass in found}


def lot_shown(row: Any, operation: Operation, in_process_mg: int) -> dict[str, Any]:
    """Return a row of LOT_ROWS as it is told."""
    product = json.loads(row.product_body) if row.product_body else {}
    unit = product.get("unit")
    return {
        "lot": row.code,
        "kind": row.kind,
        "product": row.product,
        "product_name": product.get("name"),
        "status": row.status,
        "claimed": row.claimed,
        "place": row.place,
        "made_at": None if row.first_us is None else local_time(row.first_us, operation),
        "mass_mg": row.stock_mg,
        "mass": mass_text(row.stock_mg, operation.mass_unit),
        "units": units_shown(unit, row.stock_units),
        "in_process_mg": in_process_mg,
    }


def units_shown(unit: str | None, units_micro: int) -> dict[str, str]:
    """Return an amount by its stock unit; nothing where the product is unknown."""
    return {} if unit is None else {unit: units_text(units_micro)}


def local_time(moment_us: int, operation: Operation) -> str:
    """Write a moment as the farm's clock shows it, with its offset."""
    return from_micros(moment_us).astimezone(zone(operation.timezone)).isoformat()


def lot(session: Session, operation: Operation, code: str) -> dict[str, Any]:
    """Return a lot with its whole story; refuses one that the book never names."""
    found = rows(session, f"{LOT_ROWS} AND l.code = :code", op=operation.id, code=code)
    if not found:
        if not is_mentioned(session, operation, code):
            raise unknown_lot(session, operation, code)
        return _only_named(session, operation, code)
    row = found[0]
    body = lot_shown(row, operation, masses_in_process(session, operation, [row.id]).get(row.id, 0))
    unit = next(iter(body["units"]), None)
    events = story.events(session, operation, code)
    return {
        **body,
        "stock": [
            {"place": place, "mass_mg": mass, "units": units_shown(unit, units)}
            for place, mass, units in story.stock_by_place(session, operation, row.id, row.stock_mg, row.stock_units)
        ],
        "hold": story.hold_state(events, code),
        "events": events,
        "links": story.links(session, operation, row.id, code),
        "tags": story.tags(session, operation, code),
        "findings": story.findings(session, operation, code),
    }


def _only_named(session: Session, operation: Operation, code: str) -> dict[str, Any]:
    """A lot that events speak of, though nothing was ever done with it."""
    events = story.events(session, operation, code)
    body = dict.fromkeys(("kind", "product", "product_name", "status", "claimed", "place", "made_at"))
    amounts = {"mass_mg": 0, "mass": mass_text(0, operation.mass_unit), "units": {}, "in_process_mg": 0}
    links: dict[str, list[Any]] = {"from": [], "to": []}
    more = {"stock": [], "hold": story.hold_state(events, code), "events": events, "links": links}
    return {"lot": code, **body, **amounts, **more, "tags": story.tags(session, operation, code), "findings": []}


def tag(session: Session, operation: Operation, code: str) -> dict[str, Any]:
    """Return what a tag means now; one that was printed and never used is blank. Refuses what cannot be a tag."""
    normal = normal_tag_code(code)
    sql = "SELECT tag, state, lot, value, unit FROM tag_now WHERE operation_id = :op AND tag IN :codes"
    found = {row.tag: row for row in rows(session, sql, op=operation.id, codes=sorted({code, normal}))}
    row = found.get(code) or found.get(normal)
    if row is not None:
        quantity = None if row.value is None else {"value": row.value, "unit": row.unit}
        return {"tag": row.tag, "state": row.state, "lot": row.lot, "quantity": quantity}
    if not is_tag_code(normal):
        raise Problem("unknown_tag", code=code)
    return {"tag": normal, "state": "blank", "lot": None, "quantity": None}


def unknown_lot(session: Session, operation: Operation, code: str) -> Problem:
    """Return the refusal of a lot that nobody knows, with the nearest code that there is."""
    near = nearest(session, operation, code)
    return Problem("unknown_lot", lot=code, errors=None if near is None else {"lot": [f"The nearest is {near}."]})


def nearest(session: Session, operation: Operation, code: str) -> str | None:
    """Return the known lot whose code looks most like another, among those that begin alike."""
    import difflib

    sql = f"""
        SELECT l.code FROM lot l WHERE l.operation_id = :op AND {REAL} AND upper(l.code) LIKE :start ESCAPE '!'
        ORDER BY l.code LIMIT 500
    """  # noqa: S608 - ours
    for length in (4, 1):
        start = escaped(code.upper()[:length]) + "%"
        by_capitals = {row[0].upper(): row[0] for row in rows(session, sql, op=operation.id, start=start)}
        close = difflib.get_close_matches(code.upper(), by_capitals, n=1)
        if close:
            return str(by_capitals[close[0]])
    return None


def is_mentioned(session: Session, operation: Operation, code: str) -> bool:
    """Say whether any event speaks of a lot."""
    sql = "SELECT 1 FROM mention WHERE operation_id = :op AND what IN (:lot, :about) AND code = :code LIMIT 1"
    given = {"lot": int(What.LOT), "about": int(What.ABOUT), "code": code}
    return bool(rows(session, sql, op=operation.id, **given))


def escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
