"""What readings are made from: events of the book by what they mention, decoded once a reading."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy.orm import Session

from lotbook.book.append import Fresh
from lotbook.book.events import Event, decode_event
from lotbook.book.mentions import What
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.lots.rules.lines import Line, Moment, Stamp, lines_of
from lotbook.registry.facts import PlaceFacts, ProductFacts, place_facts, product_facts
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Place, Product


class Known(NamedTuple):
    """One accepted event: what it says, when it counts, and whether it stands."""

    seq: int
    id: str
    event: Event
    stamp: Stamp
    standing: bool
    received_us: int | None


_COLUMNS = "e.seq, e.event_id, e.body, e.signed, e.at_us, e.day, e.standing, e.received_us"


class Source:
    """The events of one operation up to a `seq`, and the registry as it is now."""

    def __init__(self, session: Session, operation: Operation, horizon: int | None = None) -> None:
        self.session, self.operation = session, operation
        # Only a rebuild looks at a part of the book; a condition that holds anyway misleads planners.
        self._until = "" if horizon is None else " AND {0}.seq <= :horizon"
        self._given = {"op": operation.id} | ({} if horizon is None else {"horizon": horizon})
        self._known: dict[int, Known] = {}
        self._lines: dict[int, list[Line]] = {}
        self._products: dict[str, ProductFacts] = {}
        self._asked: set[str] = set()
        self._places: dict[str, PlaceFacts] | None = None

    def know(self, fresh: Iterable[Fresh]) -> None:
        """Take in events that were just appended, so that they are not read back."""
        for seq, event, at_us, day, received_us in fresh:
            id_ = event.id.lower()
            stamp = Stamp(seq, Moment(at_us, id_), day, event.place, event.run)
            self._known[seq] = Known(seq, id_, event, stamp, True, received_us)

    def by_seq(self, seqs: Collection[int]) -> list[Known]:
        """Return accepted events by their place in the book."""
        missing = [seq for seq in seqs if seq not in self._known]
        if missing:
            self._load("e.seq IN :keys", missing)
        return [self._known[seq] for seq in seqs if seq in self._known]

    def by_id(self, ids: Collection[str]) -> list[Known]:
        """Return accepted events by their ids."""
        sql = "SELECT e.seq FROM entry e WHERE e.operation_id = :op AND e.event_id IN :ids AND e.state = 'read'"
        found = rows(self.session, sql + self._until.format("e"), ids=sorted(ids), **self._given) if ids else []
        return self.by_seq([row[0] for row in found])

    def mentioning(self, what: What, codes: Collection[str], *, standing: bool = True) -> list[Known]:
        """Return the accepted events that mention some codes; only those that stand unless told otherwise."""
        if not codes:
            return []
        sql = "SELECT DISTINCT m.seq FROM mention m WHERE m.operation_id = :op AND m.what = :what AND m.code IN :codes"
        sql += self._until.format("m")
        found = rows(self.session, sql, what=int(what), codes=sorted(codes), **self._given)
        events = self.by_seq(sorted(row[0] for row in found))
        return [known for known in events if known.standing] if standing else events

    def lines(self, known: Known) -> list[Line]:
        """Return what an event does to lots, as it was recorded."""
        lines = self._lines.get(known.seq)
        if lines is None:
            lines = self._lines[known.seq] = lines_of(known.event, known.stamp)
        return lines

    def products(self, codes: Iterable[str | None]) -> dict[str, ProductFacts]:
        """Return the facts of the products that the registry knows."""
        missing = {code for code in codes if code is not None} - self._asked
        if missing:
            self._asked |= missing
            for record in records_by_code(self.session, self.operation.id, "product", sorted(missing)):
                if isinstance(record, Product):
                    self._products[record.code] = product_facts(record)
        return self._products

    def places(self) -> dict[str, PlaceFacts]:
        """Return the facts of every place: a farm has few, and a status may come from any parent."""
        if self._places is None:
            records = records_by_code(self.session, self.operation.id, "place", None)
            self._places = {record.code: place_facts(record) for record in records if isinstance(record, Place)}
        return self._places

    def judge(self, standing: dict[int, bool]) -> None:
        """Take in which events stand from now on."""
        for seq, stands in standing.items():
            if seq in self._known:
                self._known[seq] = self._known[seq]._replace(standing=stands)

    def _load(self, where: str, keys: list[int]) -> None:
        sql = (
            f"SELECT {_COLUMNS} FROM entry e WHERE e.operation_id = :op AND {where}"  # noqa: S608 - ours
            " AND e.type = 'event' AND e.state = 'read'" + self._until.format("e")
        )
        for row in rows(self.session, sql, keys=keys, **self._given):
            seq, event_id, body, signed, at_us, day, standing, received_us = row
            event = decode_event(payload_bytes(bytes(body), signed))
            stamp = Stamp(seq, Moment(at_us, event_id), day, event.place, event.run)
            self._known[seq] = Known(seq, event_id, event, stamp, bool(standing), received_us)
