"""What push and pull need to know before they act."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from lotbook.book.mentions import What
from lotbook.book.models import Entry
from lotbook.book.queries import entries_by_seq
from lotbook.db import rows
from lotbook.identity import queries as identity
from lotbook.identity.keys import BadKey, public_jwk, verifier
from lotbook.identity.models import Device, Operation
from lotbook.identity.rules import Role
from lotbook.kit.clock import day_text, from_micros, local_day
from lotbook.kit.mass import units_text
from lotbook.lots.holds import lots_on_hold
from lotbook.lots.queries import IN_STOCK
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Device as DeviceRecord
from lotbook.sync.envelope import Signer
from lotbook.sync.rights import Recorded


def signers(session: Session, operation_id: int, codes: Iterable[str]) -> tuple[dict[str, Signer], dict[str, Role]]:
    """Return the phones of a batch as verification needs them, and their roles."""
    wanted = set(codes)
    found = {row.code: _signer(row) for row in identity.devices(session, operation_id, wanted)}
    strangers = sorted(wanted - found.keys())
    if strangers:
        # A book that came from another server has the keys of its phones, though not their tokens.
        known = records_by_code(session, operation_id, "device", strangers)
        found |= {one.code: pair for one in known if isinstance(one, DeviceRecord) and (pair := _from_book(one))}
    return {code: signer for code, (signer, _) in found.items()}, {code: role for code, (_, role) in found.items()}


def _signer(row: Device) -> tuple[Signer, Role]:
    key = json.loads(row.jwk)
    return Signer(row.code, verifier(key["x"], key["y"]), row.state == "active"), cast(Role, row.role)


def _from_book(record: DeviceRecord) -> tuple[Signer, Role] | None:
    try:
        key = public_jwk(record.jwk or {})
    except BadKey:
        return None
    signer = Signer(record.code, verifier(key["x"], key["y"]), record.status == "active")
    return signer, record.role or "crew"


def recorded(session: Session, operation_id: int, events: Iterable[str]) -> dict[str, Recorded]:
    """Return which phone recorded some events, on which local day."""
    ids = list(events)
    if not ids:
        return {}
    of = select(Entry.event_id, Entry.signed, Entry.dev, Entry.day).where(
        Entry.operation_id == operation_id, Entry.event_id.in_(ids)
    )
    rows = session.execute(of)
    return {row.event_id: Recorded(row.dev if row.signed else None, row.day) for row in rows}


_LOTS = """
    SELECT l.id, l.code AS lot, l.kind, l.product, l.status, l.place, l.stock_mg AS mass_mg,
           l.stock_units AS units_micro, l.first_us, r.body AS product_body
    FROM lot l
    LEFT JOIN registry_record r
           ON r.operation_id = l.operation_id AND r.type = 'product' AND r.code = l.product
    WHERE l.operation_id = :op
"""
OPEN_LOTS = f"{_LOTS} AND l.code > :after AND ({IN_STOCK} OR l.kind = 'planting') ORDER BY l.code LIMIT :limit"
# What some entries changed, as it is now; a hold changes no stock, and yet what may be done with a lot.
TOUCHED_LOTS = f"""{_LOTS} AND l.kind IS NOT NULL AND (l.id IN (
    SELECT p.lot_id FROM posting p WHERE p.operation_id = :op AND p.seq BETWEEN :first AND :last
) OR l.code IN (
    SELECT m.code FROM mention m JOIN entry e ON e.operation_id = m.operation_id AND e.seq = m.seq
    WHERE m.operation_id = :op AND m.what = :about AND m.seq BETWEEN :first AND :last AND e.kind = 'hold'
)) ORDER BY l.code"""  # noqa: S608 - ours

# What went into a lot, so that a phone can say where it comes from without a network.
PARENTS = """
    SELECT DISTINCT k.target_id, l.code FROM link k
    JOIN lot l ON l.operation_id = k.operation_id AND l.id = k.source_id
    WHERE k.operation_id = :op AND k.target_id IN :ids ORDER BY l.code
"""
MOST_PARENTS = 20

# Where a lot lies: of several places, the one with most of it.
LYING = """
    SELECT lot_id, place, sum(units_micro) AS units, sum(mass_mg) AS mass FROM posting
    WHERE operation_id = :op AND lot_id IN :ids AND account = 'stock' AND place IS NOT NULL
    GROUP BY lot_id, place ORDER BY units, mass
"""

RELEASED = """
    SELECT sha256, seq FROM entry WHERE operation_id = :op AND sha256 IN :hashes AND state IN ('read', 'unread')
"""

TAGS = """
    SELECT tag, lot, value, unit, state FROM tag_now
    WHERE operation_id = :op AND tag > :after AND state <> 'free' ORDER BY tag LIMIT :limit
"""


def open_lots(session: Session, operation: Operation, after: str, limit: int) -> list[dict[str, Any]]:
    """Return lots that hold stock, and plantings, by code: what a phone in the field may meet."""
    return _shown(session, operation, rows(session, OPEN_LOTS, op=operation.id, after=after, limit=limit))


def touched_lots(session: Session, operation: Operation, seqs: list[int]) -> list[dict[str, Any]]:
    """Return the lots that entries from the first to the last of `seqs` may have changed, as they are now."""
    if not seqs:
        return []
    found = rows(session, TOUCHED_LOTS, op=operation.id, first=seqs[0], last=seqs[-1], about=int(What.ABOUT))
    return _shown(session, operation, found)


def _shown(session: Session, operation: Operation, found: list[Any]) -> list[dict[str, Any]]:
    ids = [row.id for row in found]
    lying = {row.lot_id: row.place for row in (rows(session, LYING, op=operation.id, ids=ids) if ids else ())}
    parents: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows(session, PARENTS, op=operation.id, ids=ids) if ids else ():
        parents[row.target_id].append(row.code)
    held = lots_on_hold(session, operation) if found else {}
    return [
        {
            **_lot(row, lying.get(row.id, row.place), parents[row.id][:MOST_PARENTS], operation.timezone),
            "hold": (held[row.lot].reason or "") if row.lot in held else None,
        }
        for row in found
    ]


def _lot(row: Any, place: str | None, parents: list[str], timezone: str) -> dict[str, Any]:
    product = json.loads(row.product_body) if row.product_body else {}
    return {
        "lot": row.lot,
        "kind": row.kind,
        "product": row.product,
        "status": row.status,
        "place": place,
        "units": units_text(row.units_micro),
        "unit": product.get("unit"),
        "mass_mg": row.mass_mg,
        "from": parents,
        "made_on": None if row.first_us is None else day_text(local_day(from_micros(row.first_us), timezone)),
    }


def tags(session: Session, operation: Operation, after: str, limit: int) -> list[dict[str, Any]]:
    """Return tags that are bound or retired; any other is blank or free."""
    found = rows(session, TAGS, op=operation.id, after=after, limit=limit)
    return [
        {
            "tag": row.tag,
            "lot": row.lot,
            "quantity": None if row.value is None else {"value": row.value, "unit": row.unit},
            "state": row.state,
        }
        for row in found
    ]


def released(session: Session, operation: Operation, hashes: list[str]) -> list[dict[str, Any]]:
    """Return events that were held when their turn came, and count by now; what was repaired has a turn of its own."""
    found = rows(session, RELEASED, op=operation.id, hashes=hashes) if hashes else []
    return entries_by_seq(session, operation, [row.seq for row in found])
