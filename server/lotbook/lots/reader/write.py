"""Writes what readings changed, and only that: what is there already is compared first."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Boolean, FromClause, Table
from sqlalchemy.orm import Session

from lotbook.db import insert_rows, rows, run
from lotbook.identity.models import Operation
from lotbook.lots.models import Lot
from lotbook.lots.settled import unsettle_lots

assert isinstance(Lot.__table__, Table)  # noqa: S101 - a mapped class types it as anything to select from
LOTS: Table = Lot.__table__
EMPTY_LOT = (None, None, None, None, None, False, None, None, None, None, None, 0, 0, 0, 0, 0, 0, None)
LOT_COLUMNS = (
    "kind",
    "product",
    "status",
    "claimed",
    "cap",
    "overclaimed",
    "place",
    "partner",
    "first_us",
    "began_us",
    "emptied_us",
    "made_mg",
    "made_units",
    "stock_mg",
    "stock_units",
    "mean_mg",
    "mean_units",
    "deficits",
)


def lot_ids(session: Session, operation: Operation, codes: Collection[str]) -> tuple[dict[str, int], set[int]]:
    """Return the ids of some lots, and which of these are new and have no row yet."""
    op = operation.id
    if not codes:
        return {}, set()
    sql = "SELECT code, id FROM lot WHERE operation_id = :op AND code IN :codes"
    ids = dict(rows(session, sql, op=op, codes=sorted(codes)))
    new = sorted(set(codes) - ids.keys())
    if not new:
        return ids, set()
    (last,) = rows(session, "SELECT coalesce(max(id), 0) FROM lot WHERE operation_id = :op", op=op)
    fresh = {code: last[0] + n for n, code in enumerate(new, 1)}
    return {**ids, **fresh}, set(fresh.values())


def replace_rows(
    session: Session,
    table: FromClause,
    columns: Sequence[str],
    key: int,
    scope: str,
    within: Collection[Any],
    wanted: Iterable[tuple[Any, ...]],
    operation: Operation,
    also: str = "",
) -> list[tuple[Any, ...]]:
    """Make the rows of `table` in which column `scope` is `within` just those wanted, and touch no others.

    `columns` leave out the operation; the first `key` of them tell one row from another. `also` narrows the
    rows that are looked at, as SQL. What is new cannot have rows yet, and need not be `within`. Returns the rows
    that went and those that came.
    """
    op = operation.id
    assert isinstance(table, Table)  # noqa: S101 - a mapped class types it as anything to select from
    chosen = ", ".join(columns)
    sql = f"SELECT {chosen} FROM {table.name} WHERE operation_id = :op AND {scope} IN :within{also}"  # noqa: S608
    found = rows(session, sql, op=op, within=sorted(within)) if within else []
    before = {row[:key]: row for row in _plain(found, table, columns)}
    after = {row[:key]: row for row in wanted}
    gone = [row for k, row in before.items() if after.get(k) != row]
    come = [row for k, row in after.items() if before.get(k) != row]
    _delete(session, table, columns[:key], op, [row[:key] for row in gone])
    insert_rows(session, table, ("operation_id", *columns), [(op, *row) for row in come])
    return gone + come


def _plain(found: Iterable[Any], table: Table, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """SQLite has no booleans of its own: a 0 that it returns is the False that was written."""
    flags = [n for n, name in enumerate(columns) if isinstance(table.c[name].type, Boolean)]
    if not flags:
        return [tuple(row) for row in found]
    return [tuple(bool(value) if n in flags else value for n, value in enumerate(row)) for row in found]


def _delete(session: Session, table: Table, names: Sequence[str], op: int, keys: list[tuple[Any, ...]]) -> None:
    if not keys:
        return
    connection = session.connection()
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    where = " AND ".join(f"{name} = {mark}" for name in ("operation_id", *names))
    connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE {where}", [(op, *key) for key in keys])  # noqa: S608


def write_lots(
    session: Session,
    operation: Operation,
    ids: dict[str, int],
    wanted: dict[str, tuple[Any, ...]],
    new: set[int],
) -> None:
    """Bring the rows of lots up to date; `wanted` has the values of LOT_COLUMNS by code, new ones get a row."""
    op = operation.id
    come = [(op, id_, code, *wanted.get(code, EMPTY_LOT)) for code, id_ in ids.items() if id_ in new]
    insert_rows(session, LOTS, ("operation_id", "id", "code", *LOT_COLUMNS), come)
    old = sorted(ids[code] for code in wanted if ids[code] not in new)
    if not old:
        return
    sql = f"SELECT code, {', '.join(LOT_COLUMNS)} FROM lot WHERE operation_id = :op AND id IN :ids"  # noqa: S608
    found = _plain(rows(session, sql, op=op, ids=old), LOTS, ("code", *LOT_COLUMNS))
    before = {row[0]: row[1:] for row in found}
    differing = [(*wanted[code], op, ids[code]) for code, values in before.items() if wanted[code] != values]
    if not differing:
        return
    connection = session.connection()
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    sets = ", ".join(f"{name} = {mark}" for name in LOT_COLUMNS)
    connection.exec_driver_sql(f"UPDATE lot SET {sets} WHERE operation_id = {mark} AND id = {mark}", differing)  # noqa: S608


def retag_postings(session: Session, operation: Operation, lots: dict[int, str | None]) -> None:
    """Give the postings of lots whose status changed their new status, where they stand and where they went."""
    by_status: dict[str | None, list[int]] = {}
    for id_, status in lots.items():
        by_status.setdefault(status, []).append(id_)
    for status, ids in by_status.items():
        for column, scope in (("status", "lot_id"), ("into_status", "into_id")):
            unsettle_lots(session, operation, scope, ids)
            sql = f"UPDATE posting SET {column} = :status WHERE operation_id = :op AND {scope} IN :ids"  # noqa: S608
            run(session, sql, op=operation.id, status=status, ids=ids)
