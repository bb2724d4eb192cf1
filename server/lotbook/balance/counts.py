"""Physical counts that bound a period, and how they differ from the book (2-contract.md, rule 5)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from lotbook.balance.scope import Scope
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.lots.rules.counting import BookLot, CountLine, Step, difference
from lotbook.registry.facts import product_facts


@dataclass(frozen=True, slots=True)
class Counted:
    """A day on which the whole scope was counted, and what was found more than the book says.

    `difference_units` is by how much lots without mass differ.
    """

    day: int
    difference_mg: int
    difference_units: int
    last_us: int


def latest_count(session: Session, operation: Operation, scope: Scope, day: int) -> Counted | None:
    """Return the latest day, not after `day`, on which all stock of the scope was counted."""
    sql = "SELECT DISTINCT day FROM counted WHERE operation_id = :op AND day <= :day ORDER BY day DESC"
    for (on,) in rows(session, sql, op=operation.id, day=day):
        found = _of_day(session, operation, scope, on)
        if found is not None:
            return found
    return None


def _of_day(session: Session, operation: Operation, scope: Scope, day: int) -> Counted | None:
    lines = _lines(session, operation, day)
    listed = sorted({line.lot for line in lines if line.lot is not None})
    moments = [line.at_us for line in lines]
    lots = _lots(session, operation, scope, min(moments), max(moments), listed, day)
    # A complete count counts every scope, what it lists or not; a line that nobody can read counts nothing.
    mine = [line for line in lines if line.lot is None or (line.lot in lots and lots[line.lot].worth(line) is not None)]
    if not mine:
        return None
    first, last = min(line.at_us for line in mine), max(line.at_us for line in mine)
    by_lot: dict[str | None, list[CountLine]] = defaultdict(list)
    for line in lines:
        by_lot[line.lot].append(line)
    mass = units = 0
    for lot in lots.values():
        found = difference(lot, by_lot[None] + by_lot[lot.code])
        if found is None:
            if lot.holds_throughout(first, last):
                return None
            continue
        mass += found[0]
        units += abs(found[1]) if not found[0] and lot.has_no_mass else 0
    return Counted(day, mass, units, last)


def _lines(session: Session, operation: Operation, day: int) -> list[CountLine]:
    sql = """
        SELECT seq, at_us, event_id, coalesce(place, ''), CASE WHEN n = -1 THEN NULL ELSE coalesce(lot, '') END,
               value, unit
        FROM counted WHERE operation_id = :op AND day = :day
    """
    return [CountLine(*row) for row in rows(session, sql, op=operation.id, day=day)]


def _lots(
    session: Session, operation: Operation, scope: Scope, first_us: int, last_us: int, listed: list[str], day: int
) -> dict[str, BookLot]:
    """Lots of the scope that may hold stock between two moments, and those that were counted, with their steps."""
    sql = f"""
        SELECT l.id, l.code, l.product FROM lot l WHERE l.operation_id = :op AND {scope.where("l")}
        AND l.began_us <= :last AND (l.emptied_us IS NULL OR l.emptied_us > :first)
    """  # noqa: S608 - the condition is ours
    found = rows(session, sql, op=operation.id, first=first_us, last=last_us, **scope.given)
    if listed:
        sql = f"""
            SELECT l.id, l.code, l.product FROM lot l
            WHERE l.operation_id = :op AND l.code IN :codes AND {scope.where("l")}
        """  # noqa: S608
        found += rows(session, sql, op=operation.id, codes=listed, **scope.given)
    facts = {record.code: product_facts(record) for record in scope.records}
    lots = {code: BookLot(code, name, facts.get(name), day) for _, code, name in found}
    _load_steps(session, operation, {id_: lots[code] for id_, code, _ in found})
    return lots


def _load_steps(session: Session, operation: Operation, by_id: dict[int, BookLot]) -> None:
    if not by_id:
        return
    sql = """
        SELECT p.lot_id, e.at_us, coalesce(p.place, ''), p.mass_mg, p.units_micro FROM posting p
        JOIN entry e ON e.operation_id = p.operation_id AND e.seq = p.seq
        WHERE p.operation_id = :op AND p.lot_id IN :ids AND p.account = 'stock' ORDER BY e.at_us
    """
    for id_, at_us, place, mass, units in rows(session, sql, op=operation.id, ids=sorted(by_id)):
        by_id[id_].steps.append(Step(at_us, place, mass, units))


def shown(counted: Counted | None, book_mg: int, day_text: str | None) -> dict[str, Any] | None:
    """Return a count as the contract writes it: what was found, carried to the end of the period by the book."""
    if counted is None:
        return None
    return {"mass_mg": book_mg + counted.difference_mg, "on": day_text}
