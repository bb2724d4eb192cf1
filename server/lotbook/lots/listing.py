"""Which lots: by what somebody knows of them, in an order, a page at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.lots.holds import lots_on_hold
from lotbook.lots.known import day_written, days_us, lots_known_by
from lotbook.lots.queries import IN_STOCK, LOT_ROWS, REAL, escaped, lot_shown, masses_in_process

AT_PLACE = f"""
    (l.place = :place OR ({IN_STOCK} AND (
        SELECT coalesce(sum(p.units_micro), 0) FROM posting p
        WHERE p.operation_id = l.operation_id AND p.lot_id = l.id AND p.account = 'stock' AND p.place = :place
    ) <> 0))
"""  # noqa: S608 - ours


ORDERS = {
    "code": "''",
    "kind": "coalesce({l}.kind, '')",
    "product": "coalesce({l}.product, '')",
    "status": "coalesce({l}.status, '')",
    "place": "coalesce({l}.place, '')",
    "made": "coalesce({l}.first_us, 0)",
    "mass": "{l}.stock_mg",
}
"""What lots are put in order by; those that are alike come by code."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; None is no condition. `since` and `to` are the local days on which a lot was made."""

    q: str | None = None
    product: str | None = None
    place: str | None = None
    status: str | None = None
    kind: str | None = None
    since: date | None = None
    to: date | None = None
    in_stock: bool = False
    on_hold: bool = False


def lots(
    session: Session,
    operation: Operation,
    wanted: Wanted = Wanted(),
    *,
    order: str = "code",
    down: bool = False,
    after: str | None = None,
    limit: int = 100,
) -> list[dict[str, Any]]:
    """Return lots with what is left of them, in an order; `after` is the code of the last lot of the page before.

    `q` is part of a code in any case, or all of a tag, of a number on a paper, of a supplier's code, or a day;
    `place` is where a lot was made, or where some of it is.
    """
    where, given = _conditions(session, operation, wanted)
    by = ORDERS[order]
    if after is not None:
        key = f"{by.format(l='l')}, l.code"
        # Where a lot stands in the order is looked up, so that `after` is its code whatever the order is.
        place = f"SELECT {by.format(l='x')}, x.code FROM lot x WHERE x.operation_id = :op AND x.code = :after"  # noqa: S608
        where.append("l.code > :after" if order == "code" and not down else f"({key}) {'<' if down else '>'} ({place})")
        given["after"] = after
    ways = " DESC" if down else ""
    ordered = f"{'' if order == 'code' else by.format(l='l') + ways + ', '}l.code{ways}"
    sql = f"{LOT_ROWS} AND {' AND '.join(where)} ORDER BY {ordered} LIMIT :limit"
    found = rows(session, sql, op=operation.id, limit=limit, **given)
    in_process = masses_in_process(session, operation, [row.id for row in found])
    return [lot_shown(row, operation, in_process.get(row.id, 0)) for row in found]


def _conditions(session: Session, operation: Operation, wanted: Wanted) -> tuple[list[str], dict[str, Any]]:
    where, given = [REAL], dict[str, Any]()
    if wanted.q is not None:
        where.append(_said(session, operation, wanted.q.strip(), given))
    for name in ("product", "status", "kind"):
        value = getattr(wanted, name)
        if value is not None:
            where.append(f"l.{name} = :{name}")
            given[name] = value
    if wanted.place is not None:
        where.append(AT_PLACE)
        given["place"] = wanted.place
    first, end = days_us(operation, wanted.since, wanted.to)
    if first is not None:
        where.append("l.first_us >= :first")
        given["first"] = first
    if end is not None:
        where.append("l.first_us < :end")
        given["end"] = end
    if wanted.in_stock:
        where.append(IN_STOCK)
    if wanted.on_hold:
        where.append("l.code IN :held")
        given["held"] = sorted(lots_on_hold(session, operation))
    return where, given


def _said(session: Session, operation: Operation, text: str, given: dict[str, Any]) -> str:
    """Return the condition that a lot is what somebody typed."""
    given["q"] = f"%{escaped(text.lower())}%"
    ways = ["lower(l.code) LIKE :q ESCAPE '!'"]
    known = lots_known_by(session, operation, text)
    if known:
        ways.append("l.code IN :known")
        given["known"] = known
    day = day_written(text)
    if day is not None:
        ways.append("(l.first_us >= :day_start AND l.first_us < :day_end)")
        given["day_start"], given["day_end"] = days_us(operation, day, day)
    return f"({' OR '.join(ways)})"
