"""What the address on a label says to anybody with a phone: what the operation's record allows, and no amounts."""

from typing import Any

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.errors import Problem
from lotbook.identity import queries as identity
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_text
from lotbook.registry import queries as registry
from lotbook.trace.queries import trace

PARTS = ("product", "grower", "harvested", "status")
_LOOKED_AT = 1_000
_LOT = """
    SELECT code, kind, product, status FROM lot
    WHERE operation_id = :op AND upper(code) = :code AND kind IN ('harvest', 'packed') ORDER BY code LIMIT 1
"""


def public_lot(session: Session, operation_code: str, code: str) -> dict[str, Any]:
    """Return what an operation lets anybody know of a lot that it harvested or packed.

    Raises one and the same Problem for an operation that says nothing, and for a lot that there is not: so nobody
    learns by trying which codes exist.
    """
    operation = identity.operation_by_code(session, operation_code)
    record = registry.get(session, operation.id, "operation", operation.code) if operation is not None else None
    allowed = set((record or {}).get("public_page") or ()) & set(PARTS)
    found = rows(session, _LOT, op=operation.id, code=code.upper()) if operation is not None and allowed else []
    if operation is None or not found:
        raise Problem("nothing_public")
    lot = found[0]
    product = registry.get(session, operation.id, "product", lot.product) or {} if lot.product else {}
    said = {
        "product": product.get("name") or lot.product,
        "grower": (record or {}).get("name") or operation.code,
        "harvested": _harvested(session, operation, lot.code) if "harvested" in allowed else None,
        "status": lot.status,
    }
    invented = (record or {}).get("sample") is True
    return {
        "lot": lot.code,
        "sample": invented,
        **{name: value if name in allowed else None for name, value in said.items()},
    }


def _harvested(session: Session, operation: Operation, code: str) -> list[str] | None:
    """Return the first and the last day on which what is in a lot was harvested."""
    back = trace(session, operation, "back", code, _LOOKED_AT)["lots"]
    days = sorted(one["at"][:10] for one in back if one["kind"] == "harvest" and one["at"])
    if not days:
        own = rows(
            session,
            "SELECT min(e.day) FROM making m JOIN entry e ON e.operation_id = m.operation_id AND e.seq = m.seq"
            " JOIN lot l ON l.operation_id = m.operation_id AND l.id = m.lot_id"
            " WHERE m.operation_id = :op AND l.code = :code AND e.kind = 'harvest' AND e.standing",
            op=operation.id,
            code=code,
        )[0][0]
        days = [day_text(own)] if own is not None else []
    return [days[0], days[-1]] if days else None
