"""What lies ahead of lots: who received them, what is still here, and how much of it all is accounted for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lotbook.book.fields import Ref
from lotbook.book.submission import payload_bytes
from lotbook.db import Ask, rows
from lotbook.identity.models import Operation
from lotbook.kit.mass import ratio, units_text
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Product
from lotbook.trace.lots import LotRow, at_text
from lotbook.trace.reach import Step
from lotbook.trace.rules import Edge

CHUNK = 4_000
"""So many whole entries are in memory at once."""


class _Shipment(msgspec.Struct):
    """What a recall asks of a shipment: of a hundred thousand, the rest need not be read."""

    partner: str | None = None
    refs: tuple[Ref, ...] | None = None


_shipment = msgspec.json.Decoder(_Shipment)


class Ahead:
    """What is said of lots that something went into; all that can be is asked for at once (see `asking`)."""

    def __init__(self, ask: Ask, session: Session, operation: Operation, ids: Iterable[int]) -> None:
        self._ask, self._session, self._operation = ask, session, operation
        self._ids = sorted(id_ for id_ in ids if id_ >= 0)
        self._went = ask(_went, session, operation, self._ids)

    def read(self, lots: Iterable[LotRow]) -> None:
        """Take the rows of all the lots, and ask for what is asked of some of them only."""
        self._lot_of = {row.id: row for row in lots}
        self._stocked = sorted(row.id for row in self._lot_of.values() if row.stock_mg or row.stock_units)
        products = {row.product for row in self._lot_of.values()}
        self._units = self._ask(_units, self._session, self._operation, products)
        self._stock = self._ask(_stock, self._session, self._operation, self._stocked)

    def customers(self) -> list[dict[str, Any]]:
        """Return every shipment of the lots, the earliest first."""
        _, shipped = self._went.result()
        lot_of, unit_of = self._lot_of, self._units.result()
        # Of a hundred thousand shipments most say the same of these: once is enough to keep.
        amounts: dict[tuple[str | None, int], dict[str, str]] = {}
        nothing: list[dict[str, str]] = []
        found: list[tuple[int, str, dict[str, Any]]] = []
        for seq, event, at_us, body, signed in self._entries(sorted(shipped)):
            said = _shipment.decode(payload_bytes(bytes(body), signed))
            at = at_text(at_us, self._operation.timezone)
            refs = [{"kind": ref.kind, "number": ref.number} for ref in said.refs] if said.refs else nothing
            some = shipped.pop(seq)
            if len(some) > 1:
                some.sort(key=lambda one: lot_of[one[0]].code)
            for id_, mass, micro in some:
                row = lot_of[id_]
                amount = amounts.get((row.product, micro))
                if amount is None:
                    unit = unit_of.get(row.product or "")
                    amount = {unit: units_text(-micro)} if unit is not None and micro else {}
                    amounts[row.product, micro] = amount
                shipment = {
                    "partner": said.partner,
                    "event": event,
                    "at": at,
                    "lot": row.code,
                    "mass_mg": -mass,
                    "units": amount,
                    "refs": refs,
                }
                found.append((at_us, event, shipment))
        found.sort(key=itemgetter(0, 1))
        return [shipment for _, _, shipment in found]

    def _entries(self, seqs: list[int]) -> Iterator[Any]:
        """Yield entries as rows; some are worked on while the next are on their way."""
        coming = self._ask(_bodies, self._session, self._operation, seqs[:CHUNK])
        for start in range(CHUNK, len(seqs) + CHUNK, CHUNK):
            some = coming.result()
            coming = self._ask(_bodies, self._session, self._operation, seqs[start : start + CHUNK])
            yield from some

    def accounted(
        self, asked: Sequence[LotRow], lots: Sequence[LotRow], steps: Sequence[Step], shares: Mapping[int, float]
    ) -> dict[str, Any]:
        """Return how much of what was produced is where somebody can point at it (2-contract.md, rule 8).

        `lots` are those ahead of the asked ones, `shares` how much of each came through these.
        """
        whole = {**shares, **{row.id: 1.0 for row in asked}}
        ids = {row.id for row in asked}
        edges = edges_of(step for step in steps if step.target in ids)
        produced = sum(_produced(row, steps, edges, whole) for row in asked)
        pointed_at = round(sum(mass * whole[lot_id] for lot_id, mass in self._went.result()[0] if lot_id in whole))
        percent = f"{100 * pointed_at / produced:.2f}" if produced else None
        return {"produced_mg": produced, "accounted_mg": pointed_at, "percent": percent}

    def on_hand(self) -> list[dict[str, Any]]:
        """Return what is in stock now, by place: a place's part of a lot's mass is by its units."""
        found = []
        for lot_id, place, units, mass in self._stock.result():
            row = self._lot_of[lot_id]
            held = ratio(row.stock_mg, units, row.stock_units) if row.stock_units else mass
            if units or held:
                found.append({"lot": row.code, "place": place, "mass_mg": held, "units": units_text(units)})
        return sorted(found, key=lambda item: (item["lot"], item["place"] or ""))

    def losses_mg(self) -> int:
        """Return what of the lots was lost under a name, in processing or out of stock."""
        return self._ask(_losses, self._session, self._operation, self._ids).result()


def edges_of(steps: Iterable[Step]) -> list[Edge]:
    """Return the links that carry mass."""
    return [Edge(step.source, step.target, step.mass_mg) for step in steps if step.mass_mg is not None]


def _produced(row: LotRow, steps: Sequence[Step], edges: Sequence[Edge], shares: Mapping[int, float]) -> int:
    """All that came into a lot, less what came back into it from its own forward lots."""
    harvested = [step for step in steps if step.kind == "harvest" and step.source == row.id]
    if row.kind == "planting" or (row.kind is None and harvested):
        return sum(step.mass_mg or 0 for step in harvested)
    back = sum(e.mass_mg * shares.get(e.source, 0.0) for e in edges if e.target == row.id)
    return row.made_mg - round(back)


def _went(
    session: Session, operation: Operation, ids: list[int]
) -> tuple[list[tuple[int, int]], dict[int, list[tuple[int, int, int]]]]:
    """Return what of each lot is held or pointed at, and of each shipment its lots, in one scan.

    A shipment is the `seq` of its entry, a lot of it (id, mass, millionths of units).

    Held or pointed at is what is in stock, in process, shipped, given away, lost under a name or used up. What a lot
    holds is the sum of all that came in and went out; with what went out to somewhere added back, it is what came in
    less what went on into other lots and what nobody explained: those postings and no others.
    """
    # What is used out of stock is planted or applied, or packaging of a pack: only of these few is the entry asked.
    sql = """
        SELECT p.lot_id, CASE WHEN p.against = 'shipped' THEN p.seq END, CAST(SUM(p.mass_mg) AS bigint),
               CAST(SUM(p.units_micro) AS bigint)
        FROM posting p WHERE p.operation_id = :op AND p.lot_id IN :ids
        AND CASE WHEN p.against <> 'used'
                 THEN p.against IN ('declared', 'harvested', 'received', 'made', 'reclassified', 'adjusted',
                                    'unaccounted:loss', 'unaccounted:gain', 'shipped')
                 WHEN p.account = 'in_process' THEN TRUE
                 ELSE EXISTS (SELECT 1 FROM entry e WHERE e.operation_id = p.operation_id AND e.seq = p.seq
                              AND e.kind = 'pack') END
        GROUP BY 1, 2
    """
    own: list[tuple[int, int]] = []
    lots: dict[int, list[tuple[int, int, int]]] = {}
    for lot_id, seq, mass, micro in rows(session, sql, op=operation.id, ids=ids) if ids else ():
        if seq is None:
            own.append((lot_id, mass))
        else:
            lots.setdefault(seq, []).append((lot_id, mass, micro))
    return own, lots


def _bodies(session: Session, operation: Operation, seqs: list[int]) -> list[Any]:
    sql = "SELECT seq, event_id, at_us, body, signed FROM entry WHERE operation_id = :op AND seq IN :seqs"
    return rows(session, sql, op=operation.id, seqs=seqs) if seqs else []


def partners_of(session: Session, operation: Operation, seqs: list[int]) -> dict[int, str | None]:
    """Return to whom shipments went, by their `seq`."""
    return {
        row.seq: _shipment.decode(payload_bytes(bytes(row.body), row.signed)).partner
        for row in _bodies(session, operation, seqs)
    }


def _units(session: Session, operation: Operation, codes: set[str | None]) -> dict[str, str | None]:
    named = sorted(code for code in codes if code is not None)
    records = records_by_code(session, operation.id, "product", named) if named else []
    return {record.code: record.unit for record in records if isinstance(record, Product)}


def _stock(session: Session, operation: Operation, ids: list[int]) -> list[Any]:
    sql = """
        SELECT lot_id, place, CAST(SUM(units_micro) AS bigint), CAST(SUM(mass_mg) AS bigint) FROM posting
        WHERE operation_id = :op AND lot_id IN :ids AND account = 'stock' GROUP BY lot_id, place
    """
    return rows(session, sql, op=operation.id, ids=ids) if ids else []


def _losses(session: Session, operation: Operation, ids: list[int]) -> int:
    sql = """
        SELECT COALESCE(SUM(mass_mg), 0) FROM posting WHERE operation_id = :op AND lot_id IN :ids
        AND (against LIKE 'loss:%' OR against IN ('wasted', 'donated', 'sampled', 'own_use', 'shrink'))
    """
    return -int(rows(session, sql, op=operation.id, ids=ids)[0][0]) if ids else 0
