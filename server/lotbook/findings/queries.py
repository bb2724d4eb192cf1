"""Open findings, the gravest first."""

from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.finding import FINDINGS, acknowledged, finding_shown, read_public_key, told
from lotbook.db import rows
from lotbook.errors import Problem
from lotbook.findings.computed import COMPUTED
from lotbook.identity.models import Operation
from lotbook.kit.clock import local_day, now

SEVERITIES = ("critical", "warning", "info")
Place = tuple[int, str, str, str]
"""Where a finding stands in the list: rank of its severity, code, subject, key."""

_RANK = "CASE f.severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"

SAID = """
    SELECT code, subject, key, by, reason, at_us FROM acknowledgement
    WHERE operation_id = :op AND code IN :codes
"""


def open_findings(
    session: Session,
    operation: Operation,
    severity: str | None = None,
    after: str | None = None,
    limit: int = 100,
    said: bool | None = None,
) -> dict[str, Any]:
    """Return a page of open findings as {"findings": […], "next": …}; `after` is `next` of the page before.

    `said` asks for those alone that somebody acknowledged (true), or that nobody did (false).
    """
    start = _read_place(after) if after is not None else None
    found = _stored(session, operation, severity, start, limit + 1, said)
    found += [
        item
        for item in _computed(session, operation, severity, start)
        if said is None or said == (item[1]["acknowledged"] is not None)
    ]
    shown = [one for _, one in sorted(found, key=lambda item: item[0])][: limit + 1]
    page = shown[:limit]
    return {"findings": page, "next": _next(page[-1]) if len(shown) > limit else None}


def counts(session: Session, operation: Operation) -> dict[str, int]:
    """Return how many findings are open that nobody acknowledged, by severity."""
    totals = dict.fromkeys(SEVERITIES, 0)
    sql = f"SELECT severity, count(*) FROM ({FINDINGS} AND a.at_us IS NULL) open GROUP BY severity"  # noqa: S608 - ours
    for severity, count in rows(session, sql, op=operation.id, today=today(operation)):
        totals[severity] += count
    for _, one in _computed(session, operation, None, None):
        totals[one["severity"]] += one["acknowledged"] is None
    return totals


def find(session: Session, operation: Operation, key: str) -> dict[str, Any]:
    """Return an open finding by its public key; refuses one that is not open."""
    parts = read_public_key(key)
    if parts is None:
        raise Problem("unknown_finding", key=key)
    code, subject, inner = parts
    sql = FINDINGS + " AND f.code = :code AND f.subject = :subject AND f.key = :key"
    given = {"code": code, "subject": subject, "key": inner}
    found = [finding_shown(row) for row in rows(session, sql, op=operation.id, today=today(operation), **given)]
    found = found or [one for _, one in _computed(session, operation, None, None) if one["key"] == key]
    if found:
        return found[0]
    raise Problem("unknown_finding", key=key)


def today(operation: Operation) -> int:
    """Return the day on the farm's calendar: what opens later is not odd yet."""
    return local_day(now(), operation.timezone)


def _stored(
    session: Session, operation: Operation, severity: str | None, start: Place | None, limit: int, said: bool | None
) -> list[tuple[Place, dict[str, Any]]]:
    # Byte order, so that what is computed falls into the same order on every database.
    bytewise = ' COLLATE "C"' if session.get_bind().dialect.name == "postgresql" else ""
    names = [f"f.{name}{bytewise}" for name in ("code", "subject", "key")]
    sql = FINDINGS
    given: dict[str, Any] = {"op": operation.id, "today": today(operation), "limit": limit}
    if severity is not None:
        sql += " AND f.severity = :severity"
        given["severity"] = severity
    if said is not None:
        sql += f" AND a.at_us IS {'NOT ' if said else ''}NULL"
    if start is not None:
        sql += f" AND ({_RANK}, {', '.join(names)}) > (:rank, :code, :subject, :key)"
        given |= {"rank": start[0], "code": start[1], "subject": start[2], "key": start[3]}
    sql += f" ORDER BY {_RANK}, {', '.join(names)} LIMIT :limit"
    return [
        (_place(row.severity, row.code, row.subject, row.key), finding_shown(row))
        for row in rows(session, sql, **given)
    ]


def _computed(
    session: Session, operation: Operation, severity: str | None, start: Place | None
) -> list[tuple[Place, dict[str, Any]]]:
    found = [
        (level, one)
        for level, _, compute in COMPUTED
        if severity in (None, level)
        for one in compute(session, operation)
        if start is None or _place(level, *one[:3]) > start
    ]
    codes = sorted({one[0] for _, one in found})
    said = {
        (row.code, row.subject, row.key): acknowledged(row)
        for row in (rows(session, SAID, op=operation.id, codes=codes) if codes else ())
    }
    return [
        (
            _place(level, code, subject, key),
            told(code, subject, key, level, about, args, said.get((code, subject, key))),
        )
        for level, (code, subject, key, about, args) in found
    ]


def _place(severity: str, code: str, subject: str, key: str) -> Place:
    return SEVERITIES.index(severity), code, subject, key


def _next(last: dict[str, Any]) -> str:
    """The place of the last one: its severity is not in its key, because it may change."""
    return f"{SEVERITIES.index(last['severity'])}.{last['key']}"


def _read_place(text: str) -> Place:
    rank, _, key = text.partition(".")
    parts = read_public_key(key)
    if parts is None or rank not in ("0", "1", "2"):
        raise Problem("invalid_fields", errors={"after": ["Send `next` of the page before, as it was."]})
    return int(rank), *parts
