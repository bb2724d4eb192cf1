"""Brings the statuses of lots up to date, as far downstream as they change."""

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from lotbook.db import rows
from lotbook.lots.reader.origins import MakingRow
from lotbook.lots.reader.runs import RunReading
from lotbook.lots.reader.source import Source
from lotbook.lots.rules.lines import Line
from lotbook.lots.rules.status import BOTTOM, TOP, LotStatus, Making, statuses


@dataclass(frozen=True, slots=True)
class StoredStatus:
    """What a lot's row says of its status."""

    id: int
    status: str | None


class Statuses:
    """Statuses of the lots that were read, and of those downstream that change with them."""

    def __init__(self, source: Source, read: dict[str, list[MakingRow]], runs: list[RunReading]) -> None:
        self.source = source
        self.read = read
        self.runs: dict[str, tuple[list[str], bool]] = {
            r.key: (r.parents, bool(r.read and r.read.closed)) for r in runs
        }
        self.stored: dict[str, StoredStatus | None] = {}
        self.rows: dict[str, list[MakingRow]] = dict(read)
        self.outputs = {line.lot for r in runs for line in r.run.outputs}
        self.children: dict[str, set[str]] = defaultdict(set)
        for reading in runs:
            for lot in reading.parents:
                self.children[lot] |= {line.lot for line in reading.run.outputs}

    def settle(self, lines: Collection[Line]) -> dict[str, LotStatus]:
        """Return the new status of every lot whose status was judged; `lines` are those of this reading."""
        for line in lines:
            if line.act == "reclassified" and line.lot is not None and line.other is not None:
                self.children[line.lot].add(line.other)
        judged = set(self.read) | self.outputs
        while True:
            self._load_makings(judged)
            self._load_stored(judged)
            result = self._judge(judged)
            growing = {lot for lot in judged if self._may_spread(lot, result.get(lot))}
            more = self._downstream(growing) - judged
            if not more:
                return result
            judged |= more

    def turned(self, lot: str, now: LotStatus) -> bool:
        """Say whether a lot that was judged had another status before."""
        stored = self.stored.get(lot)
        return stored is None or stored.status != now.status

    def _judge(self, judged: set[str]) -> dict[str, LotStatus]:
        rows_of = {lot: self.rows.get(lot, []) for lot in judged}
        self._load_runs({row.run for some in rows_of.values() for row in some if row.run is not None})
        makings = {lot: [self._making(row) for row in some] for lot, some in rows_of.items()}
        parents = {p for some in makings.values() for making in some for p in making.parents} - judged
        self._load_stored(parents)
        elsewhere = {
            lot: stored.status
            for lot in parents
            if (stored := self.stored.get(lot)) is not None and stored.status is not None
        }
        return statuses({lot: some for lot, some in makings.items() if some}, elsewhere)

    def _making(self, row: MakingRow) -> Making:
        if row.run is not None:
            parents, closed = self.runs.get(row.run, ([], True))
            if parents:
                return Making(row.seq, row.claim, TOP, tuple(parents))
            # Nobody has said yet what goes in: a run that is not closed is believed.
            return Making(row.seq, row.claim, BOTTOM if closed else row.claim or BOTTOM)
        parents_of = (row.parent,) if row.parent is not None else ()
        return Making(row.seq, row.claim, row.permitted, parents_of)

    def _may_spread(self, lot: str, now: LotStatus | None) -> bool:
        stored = self.stored.get(lot)
        before = stored.status if stored is not None else None
        after = now.status if now is not None else None
        if before != after:
            return True
        # In a circle of rework a lot may be held down by its own child: judge both together.
        return now is not None and now.status != now.cap

    def _downstream(self, lots: set[str]) -> set[str]:
        found = {child for lot in lots for child in self.children.get(lot, ())}
        ids = [stored.id for lot in lots if (stored := self.stored.get(lot)) is not None]
        if ids:
            sql = """
                SELECT DISTINCT t.code FROM link k
                JOIN lot t ON t.operation_id = k.operation_id AND t.id = k.target_id
                WHERE k.operation_id = :op AND k.source_id IN :ids AND k.kind IN ('pack', 'reclassify')
            """
            found |= {row[0] for row in rows(self.source.session, sql, op=self.source.operation.id, ids=ids)}
        return found

    def _load_makings(self, lots: set[str]) -> None:
        missing = lots - self.rows.keys()
        if not missing:
            return
        self.rows.update((lot, []) for lot in missing)
        sql = """
            SELECT l.code, m.seq, m.n, m.claim, m.permitted, m.run, m.parent FROM making m
            JOIN lot l ON l.operation_id = m.operation_id AND l.id = m.lot_id
            WHERE l.operation_id = :op AND l.code IN :codes
        """
        for row in rows(self.source.session, sql, op=self.source.operation.id, codes=sorted(missing)):
            self.rows[row[0]].append(MakingRow(*row))

    def _load_stored(self, lots: set[str]) -> None:
        missing = lots - self.stored.keys()
        if not missing:
            return
        self.stored.update((lot, None) for lot in missing)
        sql = "SELECT code, id, status FROM lot WHERE operation_id = :op AND code IN :codes"
        for code, id_, status in rows(self.source.session, sql, op=self.source.operation.id, codes=sorted(missing)):
            self.stored[code] = StoredStatus(id_, status)

    def _load_runs(self, keys: set[str]) -> None:
        missing = keys - self.runs.keys()
        if not missing:
            return
        sql = "SELECT key, parents, closed FROM run WHERE operation_id = :op AND key IN :keys"
        for key, parents, closed in rows(self.source.session, sql, op=self.source.operation.id, keys=sorted(missing)):
            self.runs[key] = (json.loads(parents), bool(closed))
