"""Sums of the postings of a product on a day, kept for days that are behind us.

A statement of a season would otherwise add up half a million postings. A day of a product is settled or it is
not: whatever writes a posting unsettles its product's day in the same transaction, and nothing is ever added to a
sum that was kept. Days after the horizon, and those that were unsettled since, are added up from the postings.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
from sqlalchemy.orm import Session

from lotbook.book.append import lock_head
from lotbook.db import insert_rows, rows, run
from lotbook.identity.models import Operation
from lotbook.kit.clock import local_day, now
from lotbook.lots.models import SettledDay

HORIZON = ""
"""The product under which the last settled day stands: no product has an empty code."""
AGE_DAYS = 2
"""Phones that were away for a night still find the day open."""
WORTH_IT = 5_000
"""Fewer entries than this are added up in a few milliseconds."""
MOST_OPEN = 100
"""Days that were unsettled again, before it is worth keeping their sums anew."""

_COLUMNS = ("operation_id", "product", "day", "sums")


class Sum(NamedTuple):
    """Postings of one product and day that are alike; `seqs` are the entries behind what leaves the stock."""

    account: str
    against: str
    basis: str
    status: str | None
    into_product: str | None
    into_status: str | None
    up: bool
    mass_mg: int
    units_micro: int
    seqs: tuple[int, ...]


Day = tuple[str, int]
"""A product and a day."""

_decoder = msgspec.json.Decoder(list[Sum])


def sums(session: Session, operation: Operation, products: Iterable[str], last: int) -> dict[Day, list[Sum]]:
    """Return the sums of some products by product and day, up to a day."""
    some = sorted(products)
    sql = """
        SELECT product, day, sums FROM settled_day
        WHERE operation_id = :op AND product IN :products AND (day <= :last OR product = :horizon)
    """
    found = rows(session, sql, op=operation.id, products=[HORIZON, *some], last=last, horizon=HORIZON)
    horizon = next((row.day for row in found if row.product == HORIZON), 0)
    settled = {
        (row.product, row.day): _decoder.decode(row.sums)
        for row in found
        if row.product != HORIZON and row.sums is not None
    }
    open_days = {(row.product, row.day) for row in found if row.product != HORIZON and row.sums is None}
    given = {"products": some, "after": horizon, "last": last}
    fresh = _added_up(session, operation, "product IN :products AND day > :after AND day <= :last", given)
    return {**settled, **fresh, **_of_days(session, operation, open_days)}


def unsettle(session: Session, operation: Operation, days: Iterable[tuple[str | None, int]]) -> None:
    """Say that postings of some days of products were written: what was kept of them counts no more."""
    touched = {(product, day) for product, day in days if product is not None}
    if not touched:
        return
    horizon = _horizon(session, operation)
    settled = sorted(day for day in touched if day[1] <= horizon)
    if not settled:
        return
    _forget(session, operation, settled)
    insert_rows(session, SettledDay.__table__, _COLUMNS, [(operation.id, *day, None) for day in settled])


def unsettle_lots(session: Session, operation: Operation, column: str, ids: list[int]) -> None:
    """Unsettle every day on which a posting stands of some lots, or that went into them."""
    sql = f"SELECT DISTINCT product, day FROM posting WHERE operation_id = :op AND {column} IN :ids"  # noqa: S608 - ours
    if ids and _horizon(session, operation):
        unsettle(session, operation, [(row.product, row.day) for row in rows(session, sql, op=operation.id, ids=ids)])


def settle(session: Session, operation: Operation, until: int | None = None) -> None:
    """Keep the sums of every day up to one, the day before yesterday if left out, that are not kept yet."""
    lock_head(session, operation)
    last = local_day(now(), operation.timezone) - AGE_DAYS if until is None else until
    horizon = _horizon(session, operation)
    sql = "SELECT product, day FROM settled_day WHERE operation_id = :op AND sums IS NULL AND product <> :horizon"
    open_days = {(row.product, row.day) for row in rows(session, sql, op=operation.id, horizon=HORIZON)}
    given = {"after": horizon, "last": last}
    found = _added_up(session, operation, "product IS NOT NULL AND day > :after AND day <= :last", given)
    found |= {day: [] for day in open_days} | _of_days(session, operation, open_days)
    _forget(session, operation, [*sorted(open_days), (HORIZON, horizon)])
    kept = [(operation.id, *day, msgspec.json.encode(some).decode()) for day, some in found.items()]
    insert_rows(session, SettledDay.__table__, _COLUMNS, [*kept, (operation.id, HORIZON, max(last, horizon), None)])


def is_due(session: Session, operation: Operation) -> bool:
    """Say whether a large book has a week or more that could be settled, or many days that were unsettled."""
    if operation.head_seq < WORTH_IT:
        return False
    last = local_day(now(), operation.timezone) - AGE_DAYS
    sql = "SELECT COUNT(*) FROM settled_day WHERE operation_id = :op AND sums IS NULL"
    return last - _horizon(session, operation) >= 7 or int(rows(session, sql, op=operation.id)[0][0]) > MOST_OPEN


def wrong_days(session: Session, operation: Operation) -> list[Day]:
    """Return days whose kept sums are not those of their postings: none, or there is a bug."""
    sql = "SELECT product, day, sums FROM settled_day WHERE operation_id = :op AND sums IS NOT NULL"
    kept = {(row.product, row.day): _decoder.decode(row.sums) for row in rows(session, sql, op=operation.id)}
    given = {"horizon": _horizon(session, operation)}
    true = _added_up(session, operation, "product IS NOT NULL AND day <= :horizon", given)
    sql = "SELECT product, day FROM settled_day WHERE operation_id = :op AND sums IS NULL"
    open_days = {(row.product, row.day) for row in rows(session, sql, op=operation.id)}
    return sorted(
        day
        for day in {*kept, *true} - open_days
        if sorted(kept.get(day, []), key=repr) != sorted(true.get(day, []), key=repr)
    )


def _horizon(session: Session, operation: Operation) -> int:
    sql = "SELECT day FROM settled_day WHERE operation_id = :op AND product = :horizon"
    found = rows(session, sql, op=operation.id, horizon=HORIZON)
    return int(found[0][0]) if found else 0


def _forget(session: Session, operation: Operation, days: Iterable[Day]) -> None:
    by_product: dict[str, list[int]] = defaultdict(list)
    for product, day in days:
        by_product[product].append(day)
    for product, some in by_product.items():
        sql = "DELETE FROM settled_day WHERE operation_id = :op AND product = :product AND day IN :days"
        run(session, sql, op=operation.id, product=product, days=some)


def _of_days(session: Session, operation: Operation, days: Iterable[Day]) -> dict[Day, list[Sum]]:
    wanted = set(days)
    if not wanted:
        return {}
    given = {"products": sorted({product for product, _ in wanted}), "days": sorted({day for _, day in wanted})}
    found = _added_up(session, operation, "product IN :products AND day IN :days", given)
    return {day: some for day, some in found.items() if day in wanted}


def _added_up(session: Session, operation: Operation, where: str, given: dict[str, Any]) -> dict[Day, list[Sum]]:
    """Add up postings by product and day."""
    entry = "CASE WHEN against NOT IN ('stock', 'in_process') THEN seq END"
    postgres = session.get_bind().dialect.name == "postgresql"
    seqs = f"string_agg(CAST({entry} AS text), ',')" if postgres else f"group_concat({entry})"
    sql = f"""
        SELECT product, day, account, against, basis, status, into_product, into_status, mass_mg > 0 AS up,
               SUM(mass_mg) AS mass, SUM(units_micro) AS units, {seqs} AS seqs
        FROM posting WHERE operation_id = :op AND {where}
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    """  # noqa: S608 - ours
    found: dict[Day, list[Sum]] = defaultdict(list)
    for row in rows(session, sql, op=operation.id, **given):
        behind = tuple(sorted(set(map(int, str(row.seqs).split(","))))) if row.seqs is not None else ()
        alike = (row.account, row.against, row.basis, row.status, row.into_product, row.into_status, bool(row.up))
        found[row.product, row.day].append(Sum(*alike, int(row.mass), int(row.units), behind))
    return dict(found)
