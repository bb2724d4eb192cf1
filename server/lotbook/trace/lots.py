"""The lots of a trace as rows: what it says of each, and how the asked one is found."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import zone
from lotbook.lots.queries import unknown_lot
from lotbook.registry.queries import records_by_code

MANY = 2_000
"""Of more lots than this the database is asked while answers before are worked on."""
LOT = "id, code, kind, product, status, place, partner, first_us, made_mg, stock_mg, stock_units"


class LotRow(NamedTuple):
    """What a trace says of a lot."""

    id: int
    code: str
    kind: str | None
    product: str | None
    status: str | None
    place: str | None
    partner: str | None
    first_us: int | None
    made_mg: int
    stock_mg: int
    stock_units: int


def asked_lot(session: Session, operation: Operation, code: str) -> LotRow:
    """Return the lot of a code; raises a Problem for one that the book does not name, with the nearest that it does."""
    sql = f"SELECT {LOT} FROM lot WHERE operation_id = :op AND code = :code"  # noqa: S608 - ours
    found = rows(session, sql, op=operation.id, code=code)
    if found:
        return LotRow(*found[0])
    # A planting that nobody recorded, but to which something was applied, is in traces like any other.
    sql = "SELECT 1 FROM application WHERE operation_id = :op AND to_code = :code LIMIT 1"
    applied = rows(session, sql, op=operation.id, code=code)
    if not applied or records_by_code(session, operation.id, "place", [code]):
        raise unknown_lot(session, operation, code)
    return nameless(-1, code)


def lots_of(session: Session, operation: Operation, ids: list[int]) -> list[LotRow]:
    """Return lots by their ids."""
    sql = f"SELECT {LOT} FROM lot WHERE operation_id = :op AND id IN :ids"  # noqa: S608 - ours
    return list(map(LotRow._make, rows(session, sql, op=operation.id, ids=ids))) if ids else []


def nameless(id_: int, code: str) -> LotRow:
    """Return a lot that nothing but an application names."""
    return LotRow(id_, code, None, None, None, None, None, None, 0, 0, 0)


def at_text(at_us: int, timezone: str) -> str:
    """Write a moment on the farm's clock, with its offset."""
    # A double holds the microseconds of some centuries exactly enough to be rounded back to them.
    return datetime.fromtimestamp(at_us / 1e6, zone(timezone)).isoformat()
