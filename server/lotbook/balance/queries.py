"""Every select of the statement: its lines, what bounds it, and what its verdict must look at."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from lotbook.balance import counts
from lotbook.balance.groups import Group, groups
from lotbook.balance.late import received_late
from lotbook.balance.rules import Evidence, OddRun, verdict
from lotbook.balance.scope import Scope, find_scope
from lotbook.db import rows
from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number, day_text
from lotbook.kit.mass import GRAM_MG, is_mass_unit, mass_text, units_text
from lotbook.lots.rules import RULES
from lotbook.lots.rules.counting import is_readable
from lotbook.lots.rules.returned import is_beyond
from lotbook.registry.facts import product_facts
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Product

_ORDER = (
    "opening",
    "declared",
    "harvested",
    "received",
    "returned",
    "reclassified_in",
    "made",
    "gain:",
    "shipped",
    "used",
    "donated",
    "sampled",
    "wasted",
    "own_use",
    "shrink",
    "reclassified_out",
    "loss:",
    "unaccounted:loss",
    "unaccounted:gain",
    "adjusted",
)
_INTERNAL = ("stock", "in_process")


@dataclass(slots=True)
class _Line:
    mass_mg: int = 0
    seqs: set[int] = field(default_factory=set)
    """The entries behind it, each counted once however many lots it touched."""
    units: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def statement(session: Session, operation: Operation, asked: dict[str, str], since: str, to: str) -> dict[str, Any]:
    """Return the mass balance of a scope over a period, as 2-contract.md writes it.

    `asked` names one of commodity, variety, product, lot, and perhaps status; the dates are local days, both
    included. Raises a Problem for an unknown scope, a bad date, or a period that ends before it begins.
    """
    first, last = period(since, to)
    scope = find_scope(session, operation, asked)
    found = groups(session, operation, scope, last)
    lines, closing, in_process, weighed = _lines(found, scope, first)
    opened = counts.latest_count(session, operation, scope, first - 1)
    closed = counts.latest_count(session, operation, scope, last)
    masses = {name: line.mass_mg for name, line in lines.items()}
    evidence = _evidence(session, operation, scope, first, last, masses, closing)
    evidence.organic_below = _organic_below(found, scope, first, last)
    evidence.variance_mg = closed.difference_mg if closed is not None else None
    evidence.variance_units = closed.difference_units if closed is not None else 0
    evidence.opening_counted = opened is not None
    if closed is not None:
        evidence.received_late = received_late(session, operation, scope, first, closed.last_us)
    decided, reasons = verdict(evidence)
    unit = operation.mass_unit
    opening_mg = lines["opening"].mass_mg
    return {
        "scope": scope.asked,
        "from": since,
        "to": to,
        "mass_unit": unit,
        "lines": [_shown(name, lines[name], unit) for name in sorted(lines, key=_rank)],
        "closing": {"mass_mg": closing, "mass": mass_text(closing, unit), "in_process_mg": in_process},
        "counted": {
            "opening": counts.shown(opened, opening_mg, day_text(opened.day) if opened is not None else None),
            "closing": counts.shown(closed, closing, day_text(closed.day) if closed is not None else None),
        },
        "variance": None
        if closed is None
        else {
            "mass_mg": closed.difference_mg,
            "mass": mass_text(closed.difference_mg, unit),
            "on": day_text(closed.day),
        },
        "weighed": weighed,
        "tolerance_percent": scope.tolerance_percent,
        "verdict": decided,
        "reasons": [reason.shown() for reason in reasons],
        "as_of": {"seq": operation.head_seq, "rules": RULES},
    }


def period(since: str, to: str) -> tuple[int, int]:
    """Return the first and the last day of a period; raises a Problem for a bad one."""
    days = []
    for value in (since, to):
        try:
            days.append(day_number(value))
        except (TypeError, ValueError):
            raise Problem("bad_date", value=value) from None
    if days[0] > days[1]:
        raise Problem("dates_reversed", since=since, until=to)
    return days[0], days[1]


def _rank(name: str) -> tuple[int, str]:
    if name in _ORDER:
        return _ORDER.index(name), name
    return _ORDER.index(name.partition(":")[0] + ":"), name


def _shown(name: str, line: _Line, unit: str) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "account": name,
        "mass_mg": line.mass_mg,
        "mass": mass_text(line.mass_mg, unit),
        "events": len(line.seqs),
    }
    units = {name: units_text(amount) for name, amount in sorted(line.units.items()) if amount}
    return {**shown, "units": units} if units else shown


def _lines(found: list[Group], scope: Scope, first: int) -> tuple[dict[str, _Line], int, int, dict[str, int]]:
    """Return the lines by account, the closing, what of it is in process, and inflow by its basis."""
    unit_of = units_of(scope)
    lines: dict[str, _Line] = defaultdict(_Line)
    lines["opening"] = _Line()
    weighed: dict[str, int] = defaultdict(int)
    in_process = closing = 0
    for one in found:
        mass, units, unit = one.mass_mg, one.units_micro, unit_of.get(one.product or "")
        in_process += mass if one.account == "in_process" else -mass if one.against == "in_process" else 0
        external = one.against not in _INTERNAL
        if external:
            closing += mass
        if one.day < first:
            lines["opening"].mass_mg += mass if external else 0
            if unit is not None and one.against != "stock":
                lines["opening"].units[unit] += units
            continue
        name = account_of(one.against, one.up, one.inside)
        if name is None:
            continue
        line = lines[name]
        line.mass_mg += mass if external else 0
        line.seqs.update(one.seqs)
        if unit is not None and not (one.inside and one.against == "used"):
            line.units[unit] += units
        if name in ("declared", "harvested", "received", "returned"):
            weighed[one.basis] += mass
    # What went from a lot of the scope into another is in `made` too: transfers within do not show (rule 2).
    inside = lines.pop("inside", None)
    if inside is not None and inside.mass_mg:
        lines["made"].mass_mg += inside.mass_mg
        for moved in ("made", "used"):
            lines[moved].units.clear()
    kept = {n: line for n, line in lines.items() if line.mass_mg or line.units or n == "opening"}
    return kept, closing, in_process, dict(weighed)


def units_of(scope: Scope) -> dict[str, str]:
    """Return the stock unit by product; one that is a mass unit would say the mass again."""
    return {r.code: r.unit for r in scope.records if r.unit is not None and not is_mass_unit(r.unit)}


def account_of(against: str, up: bool, inside: bool) -> str | None:
    """Return the line that a posting belongs to; None for what does not leave the scope's stock."""
    if against == "stock":
        return None
    if against == "in_process":
        # Stock that goes into a pack carries the units of what was used, what comes out those of what was made.
        return "made" if up else "used"
    if against == "used":
        return "inside" if inside else "used"
    if against == "reclassified":
        if inside:
            return None
        return "reclassified_in" if up else "reclassified_out"
    return against


def _evidence(
    session: Session, operation: Operation, scope: Scope, first: int, last: int, masses: dict[str, int], closing: int
) -> Evidence:
    given = {"op": operation.id, **scope.given}
    below = _lots_below(session, scope, given, first, last)
    return Evidence(
        lines=masses,
        closing_mg=closing,
        variance_mg=None,
        variance_units=0,
        tolerance_percent=Decimal(scope.tolerance_percent),
        opening_counted=False,
        mass_unit=operation.mass_unit,
        lots_below=below,
        above_status=_above_status(session, scope, given, first, last),
        returned_beyond=_returned_beyond(session, scope, given, first, last),
        runs=_odd_runs(session, operation, scope, first, last),
        unread_lines=_unread(session, operation, first, last),
    )


def _overlapping(deficits: str | None, first: int, last: int) -> int | None:
    """Return the first day of the period at whose end there was less than nothing."""
    for since, until in json.loads(deficits) if deficits else ():
        if since <= last and (until is None or until >= first):
            return int(max(since, first))
    return None


def _lots_below(session: Session, scope: Scope, given: dict[str, Any], first: int, last: int) -> list[tuple[str, int]]:
    sql = f"""
        SELECT l.code, l.deficits FROM lot l
        WHERE l.operation_id = :op AND {scope.where("l", claimed=True)}
        AND (l.deficits IS NOT NULL OR l.overclaimed) AND l.deficits IS NOT NULL ORDER BY l.code
    """  # noqa: S608
    found = [(code, _overlapping(deficits, first, last)) for code, deficits in rows(session, sql, **given)]
    return [(code, day) for code, day in found if day is not None]


def _organic_below(found: list[Group], scope: Scope, first: int, last: int) -> int | None:
    """The organic lots of the scope together, in stock and in process: the first day at whose end they are below."""
    if scope.status not in (None, "organic"):
        return None
    by_day: dict[int, int] = defaultdict(int)
    for one in found:
        if one.status == "organic" and one.against not in _INTERNAL:
            by_day[one.day] += one.mass_mg
    changes = sorted(by_day.items())
    held = 0
    for index, (day, mass) in enumerate(changes):
        held += mass
        lasts_until = changes[index + 1][0] - 1 if index + 1 < len(changes) else last
        if held <= -GRAM_MG and lasts_until >= first:
            return max(day, first)
    return None


def _above_status(session: Session, scope: Scope, given: dict[str, Any], first: int, last: int) -> list[str]:
    sql = f"""
        SELECT l.code FROM lot l WHERE l.operation_id = :op AND {scope.where("l", claimed=True)}
        AND (l.deficits IS NOT NULL OR l.overclaimed) AND l.overclaimed AND EXISTS (
            SELECT 1 FROM posting p WHERE p.operation_id = l.operation_id AND p.lot_id = l.id
            AND p.against = 'shipped' AND p.day BETWEEN :first AND :last)
        ORDER BY l.code
    """  # noqa: S608
    return [row[0] for row in rows(session, sql, first=first, last=last, **given)]


def _returned_beyond(session: Session, scope: Scope, given: dict[str, Any], first: int, last: int) -> list[str]:
    sql = f"""
        SELECT l.code, SUM(p.mass_mg), SUM(p.units_micro), SUM(ABS(p.mass_mg)), SUM(ABS(p.units_micro)) FROM posting p
        JOIN lot l ON l.operation_id = p.operation_id AND l.id = p.lot_id
        WHERE p.operation_id = :op AND {scope.where("l", claimed=True)}
        AND p.against IN ('returned', 'shipped') AND p.day <= :last AND EXISTS (
            SELECT 1 FROM posting r WHERE r.operation_id = p.operation_id AND r.lot_id = p.lot_id
            AND r.against = 'returned' AND r.day BETWEEN :first AND :last)
        GROUP BY l.code ORDER BY l.code
    """  # noqa: S608
    found = rows(session, sql, first=first, last=last, **given)
    return [code for code, *sums in found if is_beyond(*map(int, sums))]


def _odd_runs(session: Session, operation: Operation, scope: Scope, first: int, last: int) -> list[OddRun]:
    sql = """
        SELECT key, closed_day, closed, empty, unweighed, unaccounted_mg, favourable_gain_mg, deficits, lots
        FROM run WHERE operation_id = :op AND odd AND first_day <= :last AND closed_day >= :first
        UNION
        SELECT key, closed_day, closed, empty, unweighed, unaccounted_mg, favourable_gain_mg, deficits, lots
        FROM run WHERE operation_id = :op AND odd AND first_day <= :last AND deficits IS NOT NULL
    """
    found = []
    # In one order on every database: the reasons stand in it, and a sealed answer is its bytes.
    by_key = sorted(rows(session, sql, op=operation.id, first=first, last=last), key=lambda row: row[0])
    for key, closed_day, closed, empty, unweighed, unaccounted, favourable, deficits, lots in by_key:
        closes = first <= closed_day <= last
        is_empty = bool(empty) and closed_day >= first
        below = _overlapping(deficits, first, last)
        if closes or is_empty or below is not None:
            # Of a run that is empty or has an unknown mass, that is the reason, and nothing is unaccounted.
            is_unweighed = bool(unweighed) and unaccounted is not None
            gain = max(-unaccounted, 0) if unaccounted is not None else 0
            odd = OddRun(key, closes, bool(closed), is_empty, is_unweighed, gain, favourable, below)
            found.append((odd, json.loads(lots)))
    ids = sorted({id_ for _, lots in found for id_ in lots})
    if not ids:
        return []
    sql = f"SELECT l.id FROM lot l WHERE l.operation_id = :op AND l.id IN :ids AND {scope.where('l', claimed=True)}"  # noqa: S608
    mine = {row[0] for row in rows(session, sql, op=operation.id, ids=ids, **scope.given)}
    return [odd for odd, lots in found if mine.intersection(lots)]


def _unread(session: Session, operation: Operation, first: int, last: int) -> int:
    """Lines of the period that nobody can read yet: every statement of it is to be reviewed (rule 9)."""
    between = {"op": operation.id, "first": first, "last": last}
    sql = """
        SELECT COUNT(*) FROM posting WHERE operation_id = :op AND basis = 'unread' AND day BETWEEN :first AND :last
    """
    lines = int(rows(session, sql, **between)[0][0])
    sql = """
        SELECT COUNT(*) FROM tag_meaning t JOIN entry e ON e.operation_id = t.operation_id AND e.seq = t.seq
        WHERE t.operation_id = :op AND (t.lot IS NULL OR t.value IS NULL) AND t.lot IS NULL AND t.read
        AND e.standing AND e.day BETWEEN :first AND :last
    """
    lines += int(rows(session, sql, **between)[0][0])
    lines += _unread_counts(session, operation, first, last)
    sql = """
        SELECT COUNT(*) FROM run WHERE operation_id = :op AND odd AND unread
        AND first_day <= :last AND closed_day >= :first
    """
    lines += int(rows(session, sql, **between)[0][0])
    sql = "SELECT COUNT(*) FROM entry WHERE operation_id = :op AND state = 'unread' AND day BETWEEN :first AND :last"
    return lines + int(rows(session, sql, **between)[0][0])


def _unread_counts(session: Session, operation: Operation, first: int, last: int) -> int:
    """Count the lines of counts in a unit that their lot's product does not have, or without a quantity."""
    sql = """
        SELECT l.product, c.unit, COUNT(*) FROM counted c
        LEFT JOIN lot l ON l.operation_id = c.operation_id AND l.code = c.lot
        WHERE c.operation_id = :op AND c.day BETWEEN :first AND :last AND c.lot IS NOT NULL
        GROUP BY l.product, c.unit
    """
    found = rows(session, sql, op=operation.id, first=first, last=last)
    codes = sorted({code for code, _, _ in found if code is not None})
    records = records_by_code(session, operation.id, "product", codes) if codes else ()
    facts = {record.code: product_facts(record) for record in records if isinstance(record, Product)}
    return sum(int(lines) for code, unit, lines in found if not is_readable(code, facts.get(code), unit))
