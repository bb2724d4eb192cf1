"""Writes one reading: rows of lots, postings, links and the rest, as far as they differ from what is there."""

from collections.abc import Mapping
from typing import Any

from lotbook.book.events import Count
from lotbook.db import rows, run
from lotbook.lots.models import Application, Counted, Link, Making, PlantingPlace, Posting, Run
from lotbook.lots.reader.folding import FoldedLots
from lotbook.lots.reader.gather import Gathered
from lotbook.lots.reader.origins import LinkRow, MakingRow, applications, planting_places
from lotbook.lots.reader.rowsof import POSTING_COLUMNS, Named, fold_postings, lot_rows, run_postings
from lotbook.lots.reader.runs import RunReading, run_row
from lotbook.lots.reader.source import Known, Source
from lotbook.lots.reader.statuses import Statuses
from lotbook.lots.reader.tags import meanings
from lotbook.lots.reader.write import lot_ids, replace_rows, retag_postings, write_lots
from lotbook.lots.rules.status import LotStatus
from lotbook.lots.settled import unsettle, unsettle_lots

_PRODUCT, _DAY = POSTING_COLUMNS.index("product"), POSTING_COLUMNS.index("day")
_RUN = (
    "key",
    "first_us",
    "last_us",
    "place",
    "closed",
    "closed_day",
    "unaccounted_mg",
    "favourable_gain_mg",
    "odd",
    "unweighed",
    "empty",
    "unread",
    "first_day",
    "lots",
    "parents",
    "deficits",
)


class Writer:
    """Writes what one pass read; `fresh` are events of which nothing can be there yet."""

    def __init__(self, source: Source, fresh: set[int]) -> None:
        self.source, self.session, self.operation = source, source.session, source.operation
        self.fresh = fresh
        self.new_lots: set[int] = set()

    def write_places(self, changed: list[Known]) -> None:
        """Write where plantings are, first: harvests take their status from there."""
        places = planting_places(changed)
        if not places:
            return
        ids, new = lot_ids(self.session, self.operation, {lot for some in places.values() for lot, _, _ in some})
        self.new_lots |= new
        write_lots(self.session, self.operation, ids, {}, new)
        wanted = [(ids[lot], seq, place, day) for seq, some in places.items() for lot, place, day in some]
        replace_rows(
            self.session,
            PlantingPlace.__table__,
            ("lot_id", "seq", "place", "day"),
            2,
            "seq",
            places.keys(),
            wanted,
            self.operation,
        )

    def write(
        self,
        changed: list[Known],
        gathered: Gathered,
        folded: FoldedLots,
        runs: list[RunReading],
        made: list[MakingRow],
        judged: dict[str, LotStatus],
        statuses: Statuses,
        links: dict[int, list[LinkRow]],
    ) -> None:
        applied = applications(self.source, changed)
        codes = set(gathered.lots) | set(judged)
        codes |= {lot for r in runs for lot in r.lots}
        codes |= {code for some in links.values() for link in some for code in (link.source, link.target)}
        codes |= {lot for some in applied.values() for lot, _, _ in some}
        codes |= {change.into for change in folded.changes if change.into is not None}
        ids, new = lot_ids(self.session, self.operation, codes)
        self.new_lots |= new
        wanted = lot_rows(gathered, folded, judged)
        write_lots(self.session, self.operation, ids, wanted, new)
        named = self._named(ids, gathered, judged)
        self._write_statuses(ids, gathered, judged, statuses)
        self._write_postings(gathered, folded, runs, named)
        self._write_links(ids, links, runs)
        self._write_rest(ids, gathered, changed, made, applied, runs)

    def _old(self, ids: Mapping[str, int], gathered: Gathered) -> list[int]:
        """The lots that were read and that were there before."""
        return [ids[lot] for lot in gathered.lots if ids[lot] not in self.new_lots]

    def _named(self, ids: dict[str, int], gathered: Gathered, judged: dict[str, LotStatus]) -> Named:
        products = dict(gathered.products)
        status: dict[str, str | None] = {lot: found.status for lot, found in judged.items()}
        others = sorted(ids.keys() - gathered.lots)
        if others:
            sql = "SELECT code, product, status FROM lot WHERE operation_id = :op AND code IN :codes"
            for code, product, stored in rows(self.session, sql, op=self.operation.id, codes=others):
                products[code] = product
                status.setdefault(code, stored)
        return Named(ids, products, status)

    def _write_statuses(
        self,
        ids: dict[str, int],
        gathered: Gathered,
        judged: dict[str, LotStatus],
        statuses: Statuses,
    ) -> None:
        """Write statuses that changed in lots that were not read themselves, and in postings elsewhere."""
        turned: dict[int, str | None] = {}
        for lot, now in judged.items():
            stored = statuses.stored.get(lot)
            if stored is not None and stored.status != now.status:
                turned[ids[lot]] = now.status
            if lot not in gathered.lots:
                sql = (
                    "UPDATE lot SET status = :status, claimed = :claimed, cap = :cap, overclaimed = :over"
                    " WHERE operation_id = :op AND id = :id"
                )
                run(
                    self.session,
                    sql,
                    op=self.operation.id,
                    id=ids[lot],
                    status=now.status,
                    claimed=now.claimed,
                    cap=now.cap,
                    over=bool(now.overclaims),
                )
        for lot in gathered.lots - judged.keys():
            stored = statuses.stored.get(lot)
            if stored is not None and stored.status is not None:
                turned[ids[lot]] = None
        retag_postings(self.session, self.operation, turned)

    def _write_postings(self, gathered: Gathered, folded: FoldedLots, runs: list[RunReading], named: Named) -> None:
        table = Posting.__table__
        lots = self._old(named.ids, gathered)
        fold_rows = fold_postings(folded, named)
        folds = replace_rows(
            self.session, table, POSTING_COLUMNS, 4, "lot_id", lots, fold_rows, self.operation, " AND part = 0"
        )
        seqs = {known.seq for reading in runs for known in reading.events} - self.fresh
        split_rows = [row for reading in runs for row in run_postings(reading, named)]
        splits = replace_rows(
            self.session, table, POSTING_COLUMNS, 4, "seq", seqs, split_rows, self.operation, " AND part = 1"
        )
        unsettle(self.session, self.operation, {(row[_PRODUCT], row[_DAY]) for row in folds + splits})
        self._retell_products(gathered, named)

    def _retell_products(self, gathered: Gathered, named: Named) -> None:
        """Tell postings that were not read again the product of a lot that has another now."""
        sql = (
            "SELECT DISTINCT l.code FROM posting p JOIN lot l ON l.operation_id = p.operation_id AND l.id = p.lot_id"
            " WHERE p.operation_id = :op AND p.part = 1 AND p.lot_id IN :ids AND p.product IS DISTINCT FROM l.product"
        )
        if self.session.get_bind().dialect.name == "sqlite":
            sql = sql.replace("IS DISTINCT FROM", "IS NOT")
        ids = self._old(named.ids, gathered)
        for (code,) in rows(self.session, sql, op=self.operation.id, ids=ids):
            for column, scope in (("product", "lot_id"), ("into_product", "into_id")):
                unsettle_lots(self.session, self.operation, scope, [named.ids[code]])
                update = f"UPDATE posting SET {column} = :product WHERE operation_id = :op AND {scope} = :id"  # noqa: S608
                given = {"op": self.operation.id, "product": named.products.get(code), "id": named.ids[code]}
                run(self.session, update, **given)
                unsettle_lots(self.session, self.operation, scope, [named.ids[code]])

    def _write_links(self, ids: dict[str, int], links: dict[int, list[LinkRow]], runs: list[RunReading]) -> None:
        wanted = [
            (ids[link.source], ids[link.target], link.seq, link.kind, link.day, link.mass_mg)
            for some in links.values()
            for link in some
        ]
        packs = {known.seq for reading in runs for known in reading.events}
        for reading in runs:
            for link in reading.read.links if reading.read is not None else ():
                if link.source in ids and link.target in ids:
                    row = (link.stamp.seq, "pack", link.stamp.day, link.mass_mg)
                    wanted.append((ids[link.source], ids[link.target], *row))
        columns = ("source_id", "target_id", "seq", "kind", "day", "mass_mg")
        replace_rows(
            self.session, Link.__table__, columns, 4, "seq", (packs | links.keys()) - self.fresh, wanted, self.operation
        )

    def _write_rest(
        self,
        ids: dict[str, int],
        gathered: Gathered,
        changed: list[Known],
        made: list[MakingRow],
        applied: dict[int, list[tuple[str, str, int]]],
        runs: list[RunReading],
    ) -> None:
        session, operation = self.session, self.operation
        rows_made = [(ids[m.lot], m.seq, m.n, m.claim, m.permitted, m.run, m.parent) for m in made]
        columns: tuple[str, ...] = ("lot_id", "seq", "n", "claim", "permitted", "run", "parent")
        lots = self._old(ids, gathered)
        replace_rows(session, Making.__table__, columns, 3, "lot_id", lots, rows_made, operation)
        if applied:
            columns = ("seq", "lot_id", "to_code", "day")
            rows_applied = [(seq, ids[lot], code, day) for seq, some in applied.items() for lot, code, day in some]
            replace_rows(
                session, Application.__table__, columns, 3, "seq", applied.keys() - self.fresh, rows_applied, operation
            )
        if runs:
            found = [row for reading in runs if (row := run_row(self.source, reading, ids)) is not None]
            keys = [reading.key for reading in runs]
            replace_rows(session, Run.__table__, _RUN, 1, "key", keys, [row[1:] for row in found], operation)
        self._write_counts(changed)

    def _write_counts(self, changed: list[Known]) -> None:
        counts = [known for known in changed if isinstance(known.event, Count)]
        if not counts:
            return
        columns = ("seq", "n", "at_us", "event_id", "day", "place", "lot", "value", "unit", "received_us")
        said = meanings(self.source, [known.seq for known in counts])
        wanted: list[tuple[Any, ...]] = []
        for known in counts:
            if known.standing and isinstance(known.event, Count):
                wanted += _count_rows(known, known.event, said)
        seqs = [known.seq for known in counts]
        replace_rows(self.session, Counted.__table__, columns, 2, "seq", seqs, wanted, self.operation)


def _count_rows(known: Known, event: Count, said: dict[tuple[int, int], Any]) -> list[tuple[Any, ...]]:
    stamp = known.stamp
    head = (stamp.moment.at_us, stamp.moment.id, stamp.day, stamp.place)
    found: list[tuple[Any, ...]] = []
    if event.complete:
        found.append((known.seq, -1, *head, None, None, None, known.received_us))
    for n, line in enumerate(event.lines):
        lot, value, unit = line.lot, None, None
        if line.quantity is not None:
            value, unit = line.quantity.value, line.quantity.unit
        if (known.seq, n) in said:
            lot, amount, _ = said[known.seq, n]
            value, unit = (str(amount.value), amount.unit) if amount is not None else (None, None)
        found.append((known.seq, n, *head, lot, value, unit, known.received_us))
    return found
