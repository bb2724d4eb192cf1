"""Every select of a trace but the walk itself, and its shape (2-contract.md, "Trace, as JSON")."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
from sqlalchemy.orm import Session

from lotbook.book.events import Receive, Ship, decode_event
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import from_micros, zone
from lotbook.kit.mass import ratio, units_text
from lotbook.lots.queries import unknown_lot
from lotbook.lots.rules import RULES
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Product
from lotbook.trace.gaps import find_gaps
from lotbook.trace.reach import Reach, Step, reach
from lotbook.trace.rules import Edge, back_shares, forward_shares, fractions

NEAREST = 1_000
CHUNK = 2_000


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


@dataclass(slots=True)
class Traced:
    """A trace before it is written: compact, because a recall may reach a hundred thousand lots."""

    asked: LotRow
    direction: str
    reached: Reach
    lots: list[LotRow]
    steps: list[Step]
    shares: dict[int, float]
    codes: dict[int, str]
    origins: list[dict[str, Any]]
    customers: list[dict[str, Any]]
    on_hand: list[dict[str, Any]]
    accounted: dict[str, Any] | None
    gaps: list[dict[str, Any]]
    elapsed_ms: float


def trace(session: Session, operation: Operation, direction: str, lot: str, limit: int = 0) -> dict[str, Any]:
    """Return a trace, back or forward, with the nearest `limit` lots and links; 0 gives all.

    Raises a Problem for a lot that the book does not name, with the nearest code that it does.
    """
    traced = find(session, operation, direction, lot)
    lots = traced.lots[:limit] if limit else traced.lots
    steps = traced.steps[:limit] if limit else traced.steps
    events = _event_ids(session, operation, {step.seq for step in steps})
    return {
        **_head(traced, bool(limit) and (len(traced.lots) > limit or len(traced.steps) > limit)),
        "lots": [_lot_shown(traced, row, operation.timezone) for row in lots],
        "links": [_step_shown(traced, step, events) for step in steps],
        **_tail(traced, operation),
    }


def stream(session: Session, operation: Operation, direction: str, lot: str) -> Iterator[bytes]:
    """Yield the whole trace as JSON, a few thousand lots at a time, so that memory stays small."""
    traced = find(session, operation, direction, lot)
    head, tail = msgspec.json.encode(_head(traced, False)), msgspec.json.encode(_tail(traced, operation))
    yield head[:-1] + b',"lots":['
    shown = (_lot_shown(traced, row, operation.timezone) for row in traced.lots)
    yield from _listed(shown)
    yield b'],"links":['
    first = True
    for start in range(0, len(traced.steps), CHUNK):
        some = traced.steps[start : start + CHUNK]
        events = _event_ids(session, operation, {step.seq for step in some})
        chunk = b",".join(msgspec.json.encode(_step_shown(traced, step, events)) for step in some)
        yield chunk if first else b"," + chunk
        first = False
    yield b"]," + tail[1:]


def find(session: Session, operation: Operation, direction: str, lot: str) -> Traced:
    """Walk the links from a lot and gather what they mean."""
    begun = time.perf_counter()
    asked = _asked(session, operation, lot)
    reached = reach(session, operation, asked.id, asked.code, direction)
    lots = _lots(session, operation, [id_ for id_ in reached.depth if id_ >= 0 and id_ != asked.id])
    lots += [_nameless(id_, code) for id_, code in reached.names.items() if reached.depth.get(id_)]
    lots.sort(key=lambda row: (reached.depth[row.id], row.code))
    came_in = {row.id: row.made_mg for row in lots} | {asked.id: asked.made_mg}
    edges = _edges(reached.steps.values())
    parts = fractions(edges, came_in)
    forward = direction == "forward"
    shares = forward_shares(asked.id, parts) if forward else back_shares(asked.id, parts)
    traced = Traced(
        asked=asked,
        direction=direction,
        reached=reached,
        lots=lots,
        steps=_nearest_first(reached),
        shares=shares,
        codes={row.id: row.code for row in lots} | {asked.id: asked.code},
        origins=[],
        customers=[],
        on_hand=[],
        accounted=None,
        gaps=[],
        elapsed_ms=0.0,
    )
    if forward:
        traced.customers = _customers(session, operation, traced)
        traced.on_hand = _on_hand(session, operation, [asked, *lots])
        traced.accounted = _accounted(session, operation, traced, edges)
    else:
        traced.origins = _origins(session, operation, traced)
    traced.gaps = find_gaps(direction, asked, traced.lots, traced.steps, traced.origins, traced.customers)
    traced.elapsed_ms = round((time.perf_counter() - begun) * 1000, 1)
    return traced


def _edges(steps: Iterable[Step]) -> list[Edge]:
    return [Edge(step.source, step.target, step.mass_mg) for step in steps if step.mass_mg is not None]


def _nearest_first(reached: Reach) -> list[Step]:
    depth = reached.depth
    return sorted(
        reached.steps.values(), key=lambda s: (max(depth[s.source], depth[s.target]), s.seq, s.source, s.target)
    )


def _asked(session: Session, operation: Operation, code: str) -> LotRow:
    sql = f"SELECT {_LOT} FROM lot WHERE operation_id = :op AND code = :code"  # noqa: S608 - ours
    found = rows(session, sql, op=operation.id, code=code)
    if found:
        return LotRow(*found[0])
    # A planting that nobody recorded, but to which something was applied, is in traces like any other.
    sql = "SELECT 1 FROM application WHERE operation_id = :op AND to_code = :code LIMIT 1"
    applied = rows(session, sql, op=operation.id, code=code)
    if not applied or records_by_code(session, operation.id, "place", [code]):
        raise unknown_lot(session, operation, code)
    return _nameless(-1, code)


_LOT = "id, code, kind, product, status, place, partner, first_us, made_mg, stock_mg, stock_units"


def _lots(session: Session, operation: Operation, ids: list[int]) -> list[LotRow]:
    sql = f"SELECT {_LOT} FROM lot WHERE operation_id = :op AND id IN :ids"  # noqa: S608 - ours
    return [LotRow(*row) for row in rows(session, sql, op=operation.id, ids=ids)] if ids else []


def _nameless(id_: int, code: str) -> LotRow:
    return LotRow(id_, code, None, None, None, None, None, None, 0, 0, 0)


def _event_ids(session: Session, operation: Operation, seqs: set[int]) -> dict[int, str]:
    sql = "SELECT seq, event_id FROM entry WHERE operation_id = :op AND seq IN :seqs"
    return {row[0]: row[1] for row in rows(session, sql, op=operation.id, seqs=sorted(seqs))} if seqs else {}


def _origins(session: Session, operation: Operation, traced: Traced) -> list[dict[str, Any]]:
    """Where a trace ends: plantings, inputs, suppliers' lots, and whatever has nothing behind it."""
    behind = {step.target for step in traced.steps}
    ends = [row for row in traced.lots if row.kind in ("planting", "input", "received") or row.id not in behind]
    received = {row.id for row in ends if row.partner is not None}
    papers = _receipts(session, operation, received)
    origins = []
    for row in ends:
        origin: dict[str, Any] = {"lot": row.code, "kind": row.kind, "product": row.product, "status": row.status}
        origin |= {"place": row.place} if row.kind != "received" else {}
        if row.first_us is not None:
            origin["at"] = _at(row.first_us, operation.timezone)
        origins.append(origin | papers.get(row.code, {}))
    return origins


def _receipts(session: Session, operation: Operation, ids: set[int]) -> dict[str, dict[str, Any]]:
    """What the papers of received lots say: supplier, its lot, certificate, last certified operation."""
    if not ids:
        return {}
    sql = """
        SELECT DISTINCT e.seq, e.body, e.signed FROM posting p
        JOIN entry e ON e.operation_id = p.operation_id AND e.seq = p.seq
        WHERE p.operation_id = :op AND p.lot_id IN :ids AND p.against = 'received' ORDER BY e.seq
    """
    found: dict[str, dict[str, Any]] = {}
    for _, body, signed in rows(session, sql, op=operation.id, ids=sorted(ids)):
        event = decode_event(payload_bytes(bytes(body), signed))
        if not isinstance(event, Receive):
            continue
        for line in event.lines:
            paper = {
                "partner": event.partner,
                "supplier_lot": line.supplier_lot,
                "tlc": line.tlc,
                "certificate": line.certificate,
                "last_certified_operation": line.last_certified_operation,
                "refs": msgspec.to_builtins(event.refs or ()),
            }
            found.setdefault(line.lot, paper)
    return found


def _customers(session: Session, operation: Operation, traced: Traced) -> list[dict[str, Any]]:
    """Every shipment of every lot of a forward trace."""
    ids = [row.id for row in (traced.asked, *traced.lots) if row.id >= 0]
    sql = """
        SELECT p.lot_id, p.seq, SUM(p.mass_mg), SUM(p.units_micro) FROM posting p
        WHERE p.operation_id = :op AND p.lot_id IN :ids AND p.against = 'shipped'
        GROUP BY p.lot_id, p.seq
    """
    shipped = rows(session, sql, op=operation.id, ids=ids)
    sql = "SELECT seq, event_id, at_us, body, signed FROM entry WHERE operation_id = :op AND seq IN :seqs"
    events = {row[0]: row for row in rows(session, sql, op=operation.id, seqs=sorted({row[1] for row in shipped}))}
    unit_of = _units(session, operation, {row.product for row in (traced.asked, *traced.lots)})
    product_of = {row.id: row.product for row in (traced.asked, *traced.lots)}
    decoded: dict[int, Any] = {}
    customers = []
    for lot_id, seq, mass, units in shipped:
        _, event_id, at_us, body, signed = events[seq]
        if seq not in decoded:
            decoded[seq] = decode_event(payload_bytes(bytes(body), signed))
        event = decoded[seq]
        unit = unit_of.get(product_of.get(lot_id) or "")
        customers.append(
            {
                "partner": event.partner if isinstance(event, Ship) else None,
                "event": event_id,
                "at": _at(at_us, operation.timezone),
                "lot": traced.codes[lot_id],
                "mass_mg": -int(mass),
                "units": {unit: units_text(-int(units))} if unit is not None and units else {},
                "refs": msgspec.to_builtins(event.refs or ()),
            }
        )
    return sorted(customers, key=lambda customer: (customer["at"], customer["event"], customer["lot"]))


def _units(session: Session, operation: Operation, codes: set[str | None]) -> dict[str, str | None]:
    named = sorted(code for code in codes if code is not None)
    records = records_by_code(session, operation.id, "product", named) if named else []
    return {record.code: record.unit for record in records if isinstance(record, Product)}


def _on_hand(session: Session, operation: Operation, lots: list[LotRow]) -> list[dict[str, Any]]:
    """What is in stock now, by place: a place's part of a lot's mass is by its units."""
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


def _accounted(session: Session, operation: Operation, traced: Traced, edges: list[Edge]) -> dict[str, Any]:
    """How much of what was produced is where somebody can point at it (2-contract.md, rule 8)."""
    asked = traced.asked
    shares = {**traced.shares, asked.id: 1.0}
    rows_of = [asked, *traced.lots]
    ids = [row.id for row in rows_of if row.id >= 0]
    own: dict[int, int] = defaultdict(int)
    for lot_id, mass in _held_or_pointed_at(session, operation, ids):
        own[lot_id] += int(mass)
    harvested = [s for s in traced.steps if s.kind == "harvest" and s.source == asked.id]
    if asked.kind == "planting" or (asked.kind is None and harvested):
        produced = sum(step.mass_mg or 0 for step in harvested)
    else:
        back = sum(e.mass_mg * shares.get(e.source, 0.0) for e in edges if e.target == asked.id)
        produced = asked.made_mg - round(back)
    accounted = round(sum(mass * shares[lot_id] for lot_id, mass in own.items() if lot_id in shares))
    percent = f"{100 * accounted / produced:.2f}" if produced else None
    return {"produced_mg": produced, "accounted_mg": accounted, "percent": percent}


def _held_or_pointed_at(session: Session, operation: Operation, ids: list[int]) -> list[Any]:
    """Sum, for each lot, what is in stock, in process, shipped, given away, lost under a name or used up.

    What a lot holds is the sum of all that came in and went out; with what went out to somewhere added back, it is
    what came in less what went on into other lots and what nobody explained: those postings and no others.
    """
    sql = """
        SELECT lot_id, SUM(mass_mg) FROM posting WHERE operation_id = :op AND lot_id IN :ids
        AND (against IN ('declared', 'harvested', 'received', 'made', 'reclassified', 'adjusted',
                         'unaccounted:loss', 'unaccounted:gain') OR (against = 'used' AND account = 'in_process'))
        GROUP BY lot_id
    """
    found = rows(session, sql, op=operation.id, ids=ids)
    sql = """
        SELECT p.lot_id, SUM(p.mass_mg) FROM posting p
        JOIN entry e ON e.operation_id = p.operation_id AND e.seq = p.seq AND e.kind = 'pack'
        WHERE p.operation_id = :op AND p.lot_id IN :ids AND p.against = 'used' AND p.account = 'stock'
        GROUP BY p.lot_id
    """
    return found + rows(session, sql, op=operation.id, ids=ids)


def _head(traced: Traced, truncated: bool) -> dict[str, Any]:
    return {
        "lot": traced.asked.code,
        "direction": traced.direction,
        "elapsed_ms": traced.elapsed_ms,
        "count": len(traced.lots),
        "truncated": truncated,
    }


def _tail(traced: Traced, operation: Operation) -> dict[str, Any]:
    return {
        "origins": traced.origins,
        "customers": traced.customers,
        "on_hand": traced.on_hand,
        "accounted": traced.accounted,
        "gaps": traced.gaps,
        "as_of": {"seq": operation.head_seq, "rules": RULES},
    }


def _lot_shown(traced: Traced, row: LotRow, timezone: str) -> dict[str, Any]:
    share = traced.shares.get(row.id)
    return {
        "lot": row.code,
        "kind": row.kind,
        "product": row.product,
        "status": row.status,
        "place": row.place,
        "at": _at(row.first_us, timezone) if row.first_us is not None else None,
        "mass_mg": row.made_mg,
        "share": f"{share:.4f}" if share is not None else None,
        "depth": traced.reached.depth[row.id],
    }


def _step_shown(traced: Traced, step: Step, events: dict[int, str]) -> dict[str, Any]:
    return {
        "from": traced.codes[step.source],
        "to": traced.codes[step.target],
        "event": events.get(step.seq),
        "kind": step.kind,
        "mass_mg": step.mass_mg,
    }


def _at(at_us: int, timezone: str) -> str:
    return from_micros(at_us).astimezone(zone(timezone)).isoformat()


def _listed(items: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Yield JSON objects with commas between them, many at a time."""
    some: list[bytes] = []
    first = True
    for item in items:
        some.append(msgspec.json.encode(item))
        if len(some) == CHUNK:
            yield (b"" if first else b",") + b",".join(some)
            some, first = [], False
    if some:
        yield (b"" if first else b",") + b",".join(some)
