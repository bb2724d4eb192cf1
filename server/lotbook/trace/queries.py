"""Every select of a trace but the walk itself, and its shape (2-contract.md, "Trace, as JSON")."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lotbook.book.events import Receive, decode_event
from lotbook.book.submission import payload_bytes
from lotbook.db import asking, rows
from lotbook.identity.models import Operation
from lotbook.kit.collector import without_collector
from lotbook.lots.rules import RULES
from lotbook.trace.ahead import Ahead, edges_of
from lotbook.trace.gaps import find_gaps
from lotbook.trace.lots import MANY, LotRow, asked_lot, at_text, lots_of, nameless
from lotbook.trace.reach import Reach, Step, reach
from lotbook.trace.rules import back_shares, forward_shares, fractions

NEAREST = 1_000
CHUNK = 2_000


@dataclass(slots=True)
class Traced:
    """A trace before it is written: compact, because a recall may reach a hundred thousand lots."""

    asked: LotRow
    direction: str
    reached: Reach
    nearest: list[Step] = field(default_factory=list)
    lots: list[LotRow] = field(default_factory=list)
    shares: dict[int, float] = field(default_factory=dict)
    origins: list[dict[str, Any]] = field(default_factory=list)
    customers: list[dict[str, Any]] = field(default_factory=list)
    on_hand: list[dict[str, Any]] = field(default_factory=list)
    accounted: dict[str, Any] | None = None
    gaps: list[dict[str, Any]] = field(default_factory=list)
    elapsed_ms: float = 0.0

    @property
    def codes(self) -> dict[int, str]:
        """The code of each lot."""
        return {row.id: row.code for row in (self.asked, *self.lots)}

    def nearest_first(self, step: Step) -> tuple[int, int, int, int]:
        """Put links in order: those near the asked lot first, then as they came."""
        depth = self.reached.depth
        return max(depth[step.source], depth[step.target]), step.seq, step.source, step.target


def trace(session: Session, operation: Operation, direction: str, lot: str, limit: int = 0) -> dict[str, Any]:
    """Return a trace, back or forward, with the nearest `limit` lots and links; 0 gives all.

    Raises a Problem for a lot that the book does not name, with the nearest code that it does.
    """
    traced = find(session, operation, direction, lot, limit)
    lots = traced.lots[:limit] if limit else traced.lots
    steps, codes = traced.nearest, traced.codes
    events = _event_ids(session, operation, {step.seq for step in steps})
    return {
        **_head(traced, bool(limit) and (len(traced.lots) > limit or len(traced.reached.steps) > limit)),
        "lots": [_lot_shown(traced, row, operation.timezone) for row in lots],
        "links": [_step_shown(codes, step, events) for step in steps],
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
    steps, codes = traced.nearest, traced.codes
    for start in range(0, len(steps), CHUNK):
        some = steps[start : start + CHUNK]
        events = _event_ids(session, operation, {step.seq for step in some})
        chunk = b",".join(msgspec.json.encode(_step_shown(codes, step, events)) for step in some)
        yield chunk if first else b"," + chunk
        first = False
    yield b"]," + tail[1:]


@without_collector()
def find(session: Session, operation: Operation, direction: str, lot: str, limit: int = 0) -> Traced:
    """Walk the links from a lot and gather what they mean; `limit` is how many links will be shown, 0 all."""
    begun = time.perf_counter()
    asked = asked_lot(session, operation, lot)
    reached = reach(session, operation, asked.id, asked.code, direction)
    ids = [id_ for id_ in reached.depth if id_ >= 0 and id_ != asked.id]
    forward = direction == "forward"
    traced = Traced(asked, direction, reached)
    with asking(much=len(ids) > MANY) as ask:
        answer = ask(lots_of, session, operation, ids)
        ahead = Ahead(ask, session, operation, [asked.id, *ids]) if forward else None
        lots = answer.result()
        lots += [nameless(id_, code) for id_, code in reached.names.items() if reached.depth.get(id_)]
        if ahead is not None:
            ahead.read([asked, *lots])
        traced.lots = sorted(lots, key=lambda row: (reached.depth[row.id], row.code))
        traced.nearest = nsmallest(limit or len(reached.steps), reached.steps, key=traced.nearest_first)
        came_in = {row.id: row.made_mg for row in lots} | {asked.id: asked.made_mg}
        parts = fractions(edges_of(reached.steps), came_in)
        traced.shares = forward_shares({asked.id}, parts) if forward else back_shares(asked.id, parts)
        if ahead is not None:
            traced.customers = ahead.customers()
            traced.accounted = ahead.accounted([asked], lots, reached.steps, traced.shares)
            traced.on_hand = ahead.on_hand()
    if not forward:
        traced.origins = _origins(session, operation, traced)
    traced.gaps = find_gaps(direction, asked, traced.lots, reached.steps, traced.origins, traced.customers)
    traced.elapsed_ms = round((time.perf_counter() - begun) * 1000, 1)
    return traced


def _event_ids(session: Session, operation: Operation, seqs: set[int]) -> dict[int, str]:
    sql = "SELECT seq, event_id FROM entry WHERE operation_id = :op AND seq IN :seqs"
    return {row[0]: row[1] for row in rows(session, sql, op=operation.id, seqs=sorted(seqs))} if seqs else {}


def _origins(session: Session, operation: Operation, traced: Traced) -> list[dict[str, Any]]:
    """Where a trace ends: plantings, inputs, suppliers' lots, and whatever has nothing behind it."""
    behind = {step.target for step in traced.reached.steps}
    ends = [row for row in traced.lots if row.kind in ("planting", "input", "received") or row.id not in behind]
    if traced.asked.kind == "received" and not traced.lots:
        # It came from outside as it is: its supplier and papers are where it begins.
        ends = [traced.asked]
    received = {row.id for row in ends if row.partner is not None}
    papers = _receipts(session, operation, received)
    origins = []
    for row in ends:
        origin: dict[str, Any] = {"lot": row.code, "kind": row.kind, "product": row.product, "status": row.status}
        origin |= {"place": row.place} if row.kind != "received" else {}
        if row.first_us is not None:
            origin["at"] = at_text(row.first_us, operation.timezone)
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
        "at": at_text(row.first_us, timezone) if row.first_us is not None else None,
        "mass_mg": row.made_mg,
        "share": f"{share:.4f}" if share is not None else None,
        "depth": traced.reached.depth[row.id],
    }


def _step_shown(codes: dict[int, str], step: Step, events: dict[int, str]) -> dict[str, Any]:
    return {
        "from": codes[step.source],
        "to": codes[step.target],
        "event": events.get(step.seq),
        "kind": step.kind,
        "mass_mg": step.mass_mg,
    }


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
