"""What lies ahead of lots: who received them, what is still here, and how much of it all is accounted for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lotbook.book.fields import Ref
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.mass import ratio, units_text
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Product
from lotbook.trace.lots import LotRow, at_text
from lotbook.trace.reach import Step
from lotbook.trace.rules import Edge


class _Shipment(msgspec.Struct):
    """What a recall asks of a shipment: of a hundred thousand, the rest need not be read."""

    partner: str | None = None
    refs: tuple[Ref, ...] | None = None


_shipment = msgspec.json.Decoder(_Shipment)


def customers(session: Session, operation: Operation, lots: Sequence[LotRow]) -> list[dict[str, Any]]:
    """Return every shipment of some lots, the earliest first."""
    known = {row.id: row for row in lots if row.id >= 0}
    sql = """
        SELECT p.lot_id, p.seq, SUM(p.mass_mg), SUM(p.units_micro) FROM posting p
        WHERE p.operation_id = :op AND p.lot_id IN :ids AND p.against = 'shipped'
        GROUP BY p.lot_id, p.seq
    """
    shipped = rows(session, sql, op=operation.id, ids=sorted(known))
    sql = "SELECT seq, event_id, at_us, body, signed FROM entry WHERE operation_id = :op AND seq IN :seqs"
    events = {row[0]: row for row in rows(session, sql, op=operation.id, seqs=sorted({row[1] for row in shipped}))}
    unit_of = _units(session, operation, {row.product for row in lots})
    shipments = {
        seq: (event_id, at_text(at_us, operation.timezone), _shipment.decode(payload_bytes(bytes(body), signed)))
        for seq, event_id, at_us, body, signed in events.values()
    }
    found = []
    for lot_id, seq, mass, units in shipped:
        event_id, at, event = shipments[seq]
        row = known[lot_id]
        unit = unit_of.get(row.product or "")
        found.append(
            {
                "partner": event.partner,
                "event": event_id,
                "at": at,
                "lot": row.code,
                "mass_mg": -int(mass),
                "units": {unit: units_text(-int(units))} if unit is not None and units else {},
                "refs": [{"kind": ref.kind, "number": ref.number} for ref in event.refs or ()],
            }
        )
    return sorted(found, key=lambda one: (one["at"], one["event"], one["lot"]))


def _units(session: Session, operation: Operation, codes: set[str | None]) -> dict[str, str | None]:
    named = sorted(code for code in codes if code is not None)
    records = records_by_code(session, operation.id, "product", named) if named else []
    return {record.code: record.unit for record in records if isinstance(record, Product)}


def on_hand(session: Session, operation: Operation, lots: Sequence[LotRow]) -> list[dict[str, Any]]:
    """Return what is in stock now, by place: a place's part of a lot's mass is by its units."""
    stocked = {row.id: row for row in lots if row.stock_mg or row.stock_units}
    if not stocked:
        return []
    sql = """
        SELECT lot_id, place, SUM(units_micro), SUM(mass_mg) FROM posting
        WHERE operation_id = :op AND lot_id IN :ids AND account = 'stock' GROUP BY lot_id, place
    """
    found = []
    for lot_id, place, units, mass in rows(session, sql, op=operation.id, ids=sorted(stocked)):
        row = stocked[lot_id]
        held = ratio(row.stock_mg, int(units), row.stock_units) if row.stock_units else int(mass)
        if units or held:
            found.append({"lot": row.code, "place": place, "mass_mg": held, "units": units_text(int(units))})
    return sorted(found, key=lambda item: (item["lot"], item["place"] or ""))


def accounted(
    session: Session,
    operation: Operation,
    asked: Sequence[LotRow],
    lots: Sequence[LotRow],
    steps: Iterable[Step],
    shares: Mapping[int, float],
) -> dict[str, Any]:
    """Return how much of what was produced is where somebody can point at it (2-contract.md, rule 8).

    `lots` are those ahead of the asked ones, `shares` how much of each came through these.
    """
    steps = list(steps)
    whole = {**shares, **{row.id: 1.0 for row in asked}}
    own: dict[int, int] = defaultdict(int)
    for lot_id, mass in _held_or_pointed_at(session, operation, [r.id for r in (*asked, *lots) if r.id >= 0]):
        own[lot_id] += int(mass)
    ids = {row.id for row in asked}
    edges = edges_of(step for step in steps if step.target in ids)
    produced = sum(_produced(row, steps, edges, whole) for row in asked)
    pointed_at = round(sum(mass * whole[lot_id] for lot_id, mass in own.items() if lot_id in whole))
    percent = f"{100 * pointed_at / produced:.2f}" if produced else None
    return {"produced_mg": produced, "accounted_mg": pointed_at, "percent": percent}


def _produced(row: LotRow, steps: Sequence[Step], edges: Sequence[Edge], shares: Mapping[int, float]) -> int:
    """All that came into a lot, less what came back into it from its own forward lots."""
    harvested = [step for step in steps if step.kind == "harvest" and step.source == row.id]
    if row.kind == "planting" or (row.kind is None and harvested):
        return sum(step.mass_mg or 0 for step in harvested)
    back = sum(e.mass_mg * shares.get(e.source, 0.0) for e in edges if e.target == row.id)
    return row.made_mg - round(back)


def edges_of(steps: Iterable[Step]) -> list[Edge]:
    """Return the links that carry mass."""
    return [Edge(step.source, step.target, step.mass_mg) for step in steps if step.mass_mg is not None]


def _held_or_pointed_at(session: Session, operation: Operation, ids: list[int]) -> list[Any]:
    """Sum, for each lot, what is in stock, in process, shipped, given away, lost under a name or used up.

    What a lot holds is the sum of all that came in and went out; with what went out to somewhere added back, it is
    what came in less what went on into other lots and what nobody explained: those postings and no others.
    """
    # What is used out of stock is planted or applied, or packaging of a pack: only of these few is the entry asked.
    sql = """
        SELECT p.lot_id, SUM(p.mass_mg) FROM posting p WHERE p.operation_id = :op AND p.lot_id IN :ids
        AND CASE WHEN p.against <> 'used'
                 THEN p.against IN ('declared', 'harvested', 'received', 'made', 'reclassified', 'adjusted',
                                    'unaccounted:loss', 'unaccounted:gain')
                 WHEN p.account = 'in_process' THEN TRUE
                 ELSE EXISTS (SELECT 1 FROM entry e WHERE e.operation_id = p.operation_id AND e.seq = p.seq
                              AND e.kind = 'pack') END
        GROUP BY p.lot_id
    """
    return rows(session, sql, op=operation.id, ids=ids)
