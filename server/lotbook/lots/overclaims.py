"""Lots whose status was claimed too high, and all that they went into (2-contract.md, rule 3)."""

from collections import defaultdict

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation

_CARRIES = "k.kind IN ('pack', 'reclassify')"

DOWN = f"""
    WITH RECURSIVE reached(source_id, target_id) AS (
        SELECT k.source_id, k.target_id FROM lot l
        JOIN link k ON k.operation_id = l.operation_id AND k.source_id = l.id
        WHERE l.operation_id = :op AND l.overclaimed AND {_CARRIES}
        UNION
        SELECT k.source_id, k.target_id FROM reached r
        JOIN link k ON k.operation_id = :op AND k.source_id = r.target_id
        WHERE {_CARRIES}
    )
    SELECT a.code, b.code, a.overclaimed, b.overclaimed FROM reached r
    JOIN lot a ON a.operation_id = :op AND a.id = r.source_id
    JOIN lot b ON b.operation_id = :op AND b.id = r.target_id
"""  # noqa: S608 - ours

UP = f"""
    WITH RECURSIVE reached(id) AS (
        SELECT k.source_id FROM lot l
        JOIN link k ON k.operation_id = l.operation_id AND k.target_id = l.id
        WHERE l.operation_id = :op AND l.code = :lot AND {_CARRIES}
        UNION
        SELECT k.source_id FROM reached r
        JOIN link k ON k.operation_id = :op AND k.target_id = r.id
        WHERE {_CARRIES}
    )
    SELECT l.code FROM reached r JOIN lot l ON l.operation_id = :op AND l.id = r.id
    WHERE l.overclaimed ORDER BY l.code
"""  # noqa: S608 - ours


def reached_by_overclaims(session: Session, operation: Operation) -> dict[str, str]:
    """Return lots that something went into whose status was claimed too high, each with one such lot.

    Lots that were claimed too high themselves are left out: they have a finding of their own.
    """
    into: defaultdict[str, set[str]] = defaultdict(set)
    own: set[str] = set()
    for source, target, source_over, target_over in rows(session, DOWN, op=operation.id):
        into[source].add(target)
        own |= {code for code, over in ((source, source_over), (target, target_over)) if over}
    found: dict[str, str] = {}
    for origin in sorted(own):
        waiting = [origin]
        while waiting:
            for lot in sorted(into.get(waiting.pop(), ())):
                if lot not in found and lot not in own:
                    found[lot] = origin
                    waiting.append(lot)
    return found


def overclaims_behind(session: Session, operation: Operation, lot: str) -> list[str]:
    """Return the lots behind one whose status was claimed too high."""
    return [row[0] for row in rows(session, UP, op=operation.id, lot=lot) if row[0] != lot]
