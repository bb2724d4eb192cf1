"""Factors and statuses that were changed for days that had been recorded already (2-contract.md, rule 10).

Readings follow such a change at once, as they should; an inspector wants to know that there was one.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_text, from_micros, local_day, micros
from lotbook.registry.changes import factors_differ_from, status_differs_from
from lotbook.registry.records import AnyRecord, Place, Product

VERSIONS = """
    SELECT e.type, e.code, e.seq, e.body FROM entry e
    WHERE e.operation_id = :op AND e.kind IS NULL AND e.type IN ('product', 'place') AND e.code IN (
        SELECT code FROM entry WHERE operation_id = :op AND kind IS NULL AND type IN ('product', 'place')
        GROUP BY type, code HAVING COUNT(*) > 1)
    ORDER BY e.type, e.code, e.seq
"""
MOVED = """
    SELECT MIN(day) FROM posting
    WHERE operation_id = :op AND product = :code AND day BETWEEN :first AND :last
"""
GREW = """
    SELECT MIN(first_us) FROM lot
    WHERE operation_id = :op AND place IN :places AND first_us < :until
    AND (kind = 'planting' OR first_us >= :since)
"""
_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(AnyRecord)


def changed_back(
    session: Session, operation: Operation
) -> Iterator[tuple[str, str, str, dict[str, Any], dict[str, Any]]]:
    """Yield each change of a factor or a status that reached what had been recorded by then."""
    found = rows(session, VERSIONS, op=operation.id)
    versions = [(row.seq, _decoder.decode(row.body), _since(bytes(row.body))) for row in found]
    for (_, before, _), (seq, after, since) in pairwise(versions):
        if type(before) is not type(after) or before.code != after.code or since is None:
            continue
        told = day_text(local_day(since, operation.timezone))
        if isinstance(after, Product):
            day = factors_differ_from(before, after)
            touched = _moved(session, operation, after.code, day, since) if day is not None else None
            if touched is not None:
                args = {"from": day_text(touched), "changed": told}
                yield "factor_changed_back", f"product:{after.code}", str(seq), {"product": after.code}, args
        elif isinstance(after, Place):
            day = status_differs_from(before, after)
            touched = _grew(session, operation, after.code, day, since) if day is not None else None
            if touched is not None:
                args = {"from": day_text(touched), "changed": told}
                yield "status_changed_back", f"place:{after.code}", str(seq), {"place": after.code}, args


def _since(body: bytes) -> datetime | None:
    since = msgspec.json.decode(body).get("since")
    try:
        return datetime.fromisoformat(since) if since else None
    except ValueError:
        return None


def _moved(session: Session, operation: Operation, code: str, day: int, since: datetime) -> int | None:
    """Return the first day from one on, before the change, on which the product moved."""
    last = local_day(since, operation.timezone) - 1
    found = rows(session, MOVED, op=operation.id, code=code, first=day, last=last)
    return None if found[0][0] is None else int(found[0][0])


def _grew(session: Session, operation: Operation, code: str, day: int, since: datetime) -> int | None:
    """Return the first day, before the change, on which something that the status reaches began there."""
    places = _with_what_is_under(session, operation, code)
    until, start = micros(since), (day - 719_163) * 86_400_000_000
    found = rows(session, GREW, op=operation.id, places=places, until=until, since=start)
    if found[0][0] is None or day > local_day(since, operation.timezone):
        return None
    return max(local_day(from_micros(int(found[0][0])), operation.timezone), day)


def _with_what_is_under(session: Session, operation: Operation, code: str) -> list[str]:
    sql = "SELECT code, body FROM registry_record WHERE operation_id = :op AND type = 'place'"
    parent = {row.code: _decoder.decode(row.body).parent for row in rows(session, sql, op=operation.id)}
    found, grew = {code}, True
    while grew:
        more = {one for one, over in parent.items() if over in found} - found
        found, grew = found | more, bool(more)
    return sorted(found)
