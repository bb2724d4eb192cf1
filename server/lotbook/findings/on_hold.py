"""What was shipped, packed or used while somebody had said that it may not be."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.lots.holds import all_holds

_USED = """
    SELECT DISTINCT l.code AS lot, e.event_id, e.kind, e.at_us FROM lot l
    JOIN posting p ON p.operation_id = l.operation_id AND p.lot_id = l.id
    JOIN entry e ON e.operation_id = p.operation_id AND e.seq = p.seq
    WHERE l.operation_id = :op AND l.code IN :lots AND p.account = 'stock' AND (p.units_micro < 0 OR p.mass_mg < 0)
      AND e.kind IN ('ship', 'pack', 'plant', 'apply') AND e.standing
    ORDER BY e.at_us, e.event_id
"""


def used_on_hold(
    session: Session, operation: Operation
) -> Iterator[tuple[str, str, str, dict[str, Any], dict[str, Any]]]:
    """Yield one finding for each use of a lot between its hold and its release."""
    holds = list(all_holds(session, operation))
    if not holds:
        return
    lots = sorted({one.lot for one in holds})
    for one in rows(session, _USED, op=operation.id, lots=lots):
        moment = (one.at_us, one.event_id)
        held = next(
            (h for h in holds if h.lot == one.lot and h.since < moment and (h.until is None or moment < h.until)), None
        )
        if held is not None:
            about = {"lot": one.lot, "event": one.event_id}
            yield "used_on_hold", f"lot:{one.lot}", one.event_id, about, {"kind": one.kind, "reason": held.reason}
