"""The events behind the sortable spreadsheet, of a period, or of some lots with all that lies behind and ahead."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from lotbook.book.events import Event, Harvest, Move, Pack, Receive, Ship, decode_event
from lotbook.book.mentions import What
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.fsma204.rules import COLUMNS, Row, completeness, sheet
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number, day_text
from lotbook.kit.collector import without_collector
from lotbook.lots.rules import RULES
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Product
from lotbook.trace.lots import asked_lot
from lotbook.trace.queries import trace

KINDS = ["harvest", "move", "pack", "ship", "receive"]
_ENTRY = """
    SELECT e.seq, e.event_id, e.at_us, e.day, e.body, e.signed FROM entry e
    WHERE e.operation_id = :op AND e.kind IN :kinds AND e.standing AND e.state = 'read' AND {}
    ORDER BY e.at_us, e.event_id
"""
_OF_PERIOD = _ENTRY.format("e.day BETWEEN :first AND :last")
_OF_LOTS = _ENTRY.format("""e.seq IN (
    SELECT seq FROM mention WHERE operation_id = :op AND what = :lot AND code IN :lots
    UNION SELECT seq FROM tag_meaning WHERE operation_id = :op AND lot IN :lots)""")
_OF_RUNS = _ENTRY.format(
    "e.seq IN (SELECT seq FROM mention WHERE operation_id = :op AND what = :run AND code IN :runs)"
)


class Said(NamedTuple):
    """An event of the sheet."""

    seq: int
    id: str
    at_us: int
    day: str
    event: Event


class Line(NamedTuple):
    """A lot with a quantity, as an event's line says it or as its tag means it."""

    lot: str
    value: str | None
    unit: str | None


@without_collector()
def records(session: Session, operation: Operation, query: dict[str, Any]) -> dict[str, Any]:
    """Return the sheets of `lots`, or of the days `from` to `to`, with what is missing first.

    Raises a Problem for a lot that the book does not name.
    """
    wanted = _lots(session, operation, query["lots"]) if "lots" in query else None
    said = _said(session, operation, query, wanted)
    found = _Sheets(session, operation, said, _around(session, operation, said), wanted).rows()
    return {
        "completeness": [one for cte, some in found.items() for one in completeness(cte, some)],
        "sheets": {cte: sheet(cte, some) for cte, some in found.items()},
        "as_of": {"seq": operation.head_seq, "rules": RULES},
    }


def _lots(session: Session, operation: Operation, codes: list[str]) -> set[str]:
    """The lots that were asked for, with all that went into them and all that they went into."""
    lots = {asked_lot(session, operation, code).code for code in codes}
    for code in codes:
        for direction in ("back", "forward"):
            lots |= {one["lot"] for one in trace(session, operation, direction, code)["lots"]}
    return lots


def _said(session: Session, operation: Operation, query: dict[str, Any], wanted: set[str] | None) -> list[Said]:
    given: dict[str, Any] = {"op": operation.id, "kinds": KINDS}
    if wanted is not None:
        return _decoded(rows(session, _OF_LOTS, **given, lots=sorted(wanted), lot=int(What.LOT)))
    period = {"first": day_number(query["from"]), "last": day_number(query["to"])}
    return _decoded(rows(session, _OF_PERIOD, **given, **period))


def _around(session: Session, operation: Operation, said: list[Said]) -> list[Said]:
    """The events, all other sides of their runs, and where their lots were moved, whenever that was."""
    lots = {one.event.lot for one in said if isinstance(one.event, Harvest)}
    packs = [one.event for one in said if isinstance(one.event, Pack)]
    lots |= {use.lot for pack in packs for use in pack.inputs if use.lot}
    runs = {pack.run for pack in packs if pack.run}
    found = {one.seq: one for one in said}
    if lots:
        given = {"op": operation.id, "lots": sorted(lots), "lot": int(What.LOT)}
        some = rows(session, _OF_LOTS, kinds=["move"], **given)
        found |= {one.seq: one for one in _decoded(row for row in some if row.seq not in found)}
    if runs:
        given = {"op": operation.id, "runs": sorted(runs), "run": int(What.RUN)}
        some = rows(session, _OF_RUNS, kinds=["pack"], **given)
        found |= {one.seq: one for one in _decoded(row for row in some if row.seq not in found)}
    return sorted(found.values(), key=lambda one: (one.at_us, one.id))


def _decoded(found: Iterable[Any]) -> list[Said]:
    return [
        Said(
            row.seq,
            row.event_id,
            row.at_us,
            day_text(row.day),
            decode_event(payload_bytes(bytes(row.body), row.signed)),
        )
        for row in found
    ]


class _Sheets:
    """Makes the rows of every sheet from the events, in their order."""

    def __init__(
        self, session: Session, operation: Operation, said: list[Said], around: list[Said], wanted: set[str] | None
    ) -> None:
        self.operation, self.said, self.around, self.wanted = operation, said, around, wanted
        self.products = {
            one.code: one for one in records_by_code(session, operation.id, "product", None) if isinstance(one, Product)
        }
        sql = "SELECT seq, n, lot, value, unit FROM tag_meaning WHERE operation_id = :op AND seq IN :seqs AND read"
        seqs = sorted({one.seq for one in around})
        self.meanings = {
            (row.seq, row.n): row for row in (rows(session, sql, op=operation.id, seqs=seqs) if seqs else ())
        }
        self.taken = {one.seq: self._lines(one) for one in around}
        lots = sorted({line.lot for some in self.taken.values() for line in some} | self._made(around))
        self.lots = self._known(session, lots)
        self.packed_at = self._packed_at(session)

    def _known(self, session: Session, codes: list[str]) -> dict[str, Any]:
        sql = """
            SELECT l.code, l.kind, l.product, l.place, e.day, e.kind AS made_by, e.event_id FROM lot l
            LEFT JOIN making m ON m.operation_id = l.operation_id AND m.lot_id = l.id
            LEFT JOIN entry e ON e.operation_id = m.operation_id AND e.seq = m.seq
            WHERE l.operation_id = :op AND l.code IN :codes ORDER BY l.code, e.at_us DESC, e.event_id DESC
        """
        # Of several events that made a lot the first tells its day and place.
        return {row.code: row for row in (rows(session, sql, op=self.operation.id, codes=codes) if codes else ())}

    @staticmethod
    def _made(said: list[Said]) -> set[str]:
        made = {one.event.lot for one in said if isinstance(one.event, Harvest)}
        made |= {line.lot for one in said if isinstance(one.event, Pack) for line in one.event.outputs}
        return made | {line.lot for one in said if isinstance(one.event, Receive) for line in one.event.lines}

    def rows(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {cte: [] for cte in COLUMNS}
        cooled, packed_at = self._cooled(), self.packed_at
        for one in self.said:
            match one.event:
                case Harvest():
                    found["harvesting"].append(self._harvested(one, one.event, packed_at))
                    if self._stage(one.event.product) == "packed":
                        found["initial_packing"].append(self._field_packed(one, one.event))
                case Move(step="cooling"):
                    found["cooling"] += [self._cooling(one, one.event, line, packed_at) for line in self._mine(one)]
                case Pack():
                    self._packs(one, one.event, cooled, found)
                case Ship():
                    found["shipping"] += [self._shipped(one, one.event, line) for line in self._mine(one)]
                case Receive():
                    found["receiving"] += self._received(one, one.event)
        return found

    def _lines(self, one: Said) -> list[Line]:
        """The lines that take from lots; one that carries a tag alone means what its tag means."""
        event = one.event
        uses = event.inputs if isinstance(event, Pack) else event.lines if isinstance(event, Move | Ship) else ()
        found = []
        for n, use in enumerate(uses):
            meant = self.meanings.get((one.seq, n))
            lot = use.lot or (meant.lot if meant is not None else None)
            if lot is None:
                continue
            if use.quantity is not None:
                found.append(Line(lot, str(use.quantity.value), use.quantity.unit))
            else:
                found.append(Line(lot, meant.value if meant else None, meant.unit if meant else None))
        return found

    def _mine(self, one: Said) -> list[Line]:
        return [line for line in self.taken[one.seq] if self.wanted is None or line.lot in self.wanted]

    def _cooled(self) -> dict[str, tuple[str, str]]:
        """Where and when lots were cooled before packing."""
        return {
            line.lot: (one.event.to, one.day)
            for one in reversed(self.around)
            if isinstance(one.event, Move) and one.event.step == "cooling"
            for line in self.taken[one.seq]
        }

    def _packed_at(self, session: Session) -> dict[str, str | None]:
        """Where lots were packed first, whenever that was: who receives a harvest."""
        sql = """
            SELECT s.code, t.place FROM lot s
            JOIN link l ON l.operation_id = s.operation_id AND l.source_id = s.id AND l.kind = 'pack'
            JOIN lot t ON t.operation_id = l.operation_id AND t.id = l.target_id
            JOIN entry e ON e.operation_id = l.operation_id AND e.seq = l.seq
            WHERE s.operation_id = :op AND s.code IN :codes ORDER BY e.at_us DESC, e.event_id DESC
        """
        harvests = {one.event.lot for one in self.said if isinstance(one.event, Harvest)}
        moved = {line.lot for one in self.said if isinstance(one.event, Move) for line in self.taken[one.seq]}
        codes = sorted(harvests | moved)
        return {row[0]: row[1] for row in rows(session, sql, op=self.operation.id, codes=codes)} if codes else {}

    def _harvested(self, one: Said, event: Harvest, packed_at: dict[str, str | None]) -> Row:
        own = self._stage(event.product) == "packed"
        recipient = event.place if own else packed_at.get(event.lot)
        quantity = (str(event.quantity.value), event.quantity.unit)
        cells = (*self._what(event.product), *quantity, self.operation.code, event.place, one.day, event.lot, recipient)
        return Row(one.id, (*cells, *_paper(event)))

    def _field_packed(self, one: Said, event: Harvest) -> Row:
        quantity = (str(event.quantity.value), event.quantity.unit)
        received = (*self._what(event.product), one.day, *quantity, self.operation.code, event.place)
        harvested = (self.operation.code, one.day, None, None)
        made = (event.lot, event.product, *quantity, event.place, one.day)
        return Row(one.id, (*received, *harvested, *made, *_paper(event)))

    def _cooling(self, one: Said, event: Move, line: Line, packed_at: dict[str, str | None]) -> Row:
        what = (*self._what(self._product(line.lot)), line.value, line.unit)
        cells = (*what, event.to, one.day, self.operation.code, line.lot, packed_at.get(line.lot))
        return Row(one.id, (*cells, *_paper(event)))

    def _packs(self, one: Said, event: Pack, cooled: dict[str, tuple[str, str]], found: dict[str, list[Row]]) -> None:
        """A pack of harvests is initial packing, of what was packed or received before it is transformation."""
        outputs = [out for out in event.outputs if self.wanted is None or out.lot in self.wanted]
        for line in self._inputs(one, event) if outputs else ():
            known = self.lots.get(line.lot)
            if known is None or self._class(known.product) == "packaging":
                continue
            for out in outputs:
                made = (out.lot, out.product, str(out.quantity.value), out.quantity.unit, event.place, one.day)
                if known.kind == "harvest":
                    received = (*self._what(known.product), _day(known), line.value, line.unit, self.operation.code)
                    harvested = (known.place, self.operation.code, _day(known), *cooled.get(line.lot, (None, None)))
                    found["initial_packing"].append(Row(one.id, (*received, *harvested, *made, *_paper(event))))
                elif known.kind in ("packed", "received"):
                    used = (line.lot, known.product, line.value, line.unit)
                    found["transformation"].append(Row(one.id, (*used, *made, *_paper(event))))

    def _inputs(self, one: Said, event: Pack) -> list[Line]:
        """Return what went into the whole run, a line for each lot and unit."""
        sums: dict[tuple[str, str | None], Decimal | None] = {}
        for side in self._sides[event.run] if event.run else [one]:
            for line in self.taken[side.seq]:
                key, value = (line.lot, line.unit), None if line.value is None else Decimal(line.value)
                so_far = sums.get(key)
                sums[key] = value if so_far is None else so_far if value is None else so_far + value
        return [Line(lot, None if value is None else f"{value:f}", unit) for (lot, unit), value in sums.items()]

    @cached_property
    def _sides(self) -> dict[str, list[Said]]:
        found: dict[str, list[Said]] = {}
        for one in self.around:
            if isinstance(one.event, Pack) and one.event.run:
                found.setdefault(one.event.run, []).append(one)
        return found

    def _shipped(self, one: Said, event: Ship, line: Line) -> Row:
        known = self.lots.get(line.lot)
        product = known.product if known is not None else None
        gtin = self.products[product].gtin if product in self.products else None
        source = known.place if known is not None and known.kind in ("packed", "received") else None
        what = (gtin, line.lot, line.value, line.unit, product)
        return Row(one.id, (*what, event.partner, event.place, one.day, source, *_paper(event)))

    def _received(self, one: Said, event: Receive) -> list[Row]:
        return [
            Row(
                one.id,
                (
                    line.tlc or line.lot,
                    str(line.quantity.value),
                    line.quantity.unit,
                    line.product,
                    event.partner,
                    event.place,
                    one.day,
                    line.tlc_source,
                    *_paper(event),
                ),
            )
            for line in event.lines
            if self._stage(line.product) in ("harvested", "packed") and (self.wanted is None or line.lot in self.wanted)
        ]

    def _product(self, lot: str) -> str | None:
        known = self.lots.get(lot)
        return known.product if known is not None else None

    def _what(self, product: str | None) -> tuple[str | None, str | None]:
        record = self.products.get(product or "")
        return (record.commodity, record.variety) if record is not None else (None, None)

    def _stage(self, product: str | None) -> str | None:
        record = self.products.get(product or "")
        return record.stage if record is not None else None

    def _class(self, product: str | None) -> str | None:
        record = self.products.get(product or "")
        return record.class_ if record is not None else None


def _day(known: Any) -> str | None:
    return day_text(known.day) if known.day is not None else None


def _paper(event: Event) -> tuple[str | None, str | None]:
    """Return the first reference document; an event without any is a gap."""
    first = next(iter(event.refs or ()), None)
    return (first.kind, first.number) if first is not None else (None, None)
