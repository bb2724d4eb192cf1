"""Takes new events into every reading: what arrives late reads again what it touches, and nothing else.

The order is that of the rules: which events stand, what tags mean, what was weighed later, the mass
of lots, the runs that they went through, statuses, links, findings. Each step hands on only what it
changed.
"""

from collections.abc import Collection

from sqlalchemy.orm import Session

from lotbook.book.append import Fresh
from lotbook.book.events import Harvest, Plant
from lotbook.book.mentions import What
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.lots.reader import oddities
from lotbook.lots.reader.clones import of_clones
from lotbook.lots.reader.counted import lots_counted, of_counts
from lotbook.lots.reader.findings import Odd
from lotbook.lots.reader.folding import FoldedLots, fold_lots
from lotbook.lots.reader.gather import Gathered, gather, products_of_lots
from lotbook.lots.reader.origins import (
    MakingRow,
    makings,
    plain_links,
)
from lotbook.lots.reader.planting_stock import of_planting_stock
from lotbook.lots.reader.registry import makers
from lotbook.lots.reader.runs import read_runs_again
from lotbook.lots.reader.source import Known, Source
from lotbook.lots.reader.standing import judge
from lotbook.lots.reader.statuses import Statuses
from lotbook.lots.reader.tags import meanings, read_tags_again
from lotbook.lots.reader.weighing import read_weights_again
from lotbook.lots.reader.writer import Writer


def read_events(
    session: Session,
    operation: Operation,
    seqs: Collection[int],
    horizon: int | None = None,
    fresh: Collection[Fresh] = (),
) -> None:
    """Take events into every reading of their operation; `fresh` are those that were just appended."""
    reading = Reading(session, operation, horizon)
    reading.source.know(fresh)
    reading.fresh = {event.seq for event in fresh}
    reading.events(seqs)


def read_lots(session: Session, operation: Operation, codes: Collection[str], seqs: Collection[int]) -> None:
    """Read lots again because the registry says otherwise now; `seqs` are events whose weights may move with it."""
    Reading(session, operation, None).again(codes, seqs)


class Reading:
    """One pass over what changed."""

    def __init__(self, session: Session, operation: Operation, horizon: int | None) -> None:
        self.session, self.operation = session, operation
        self.source = Source(session, operation, horizon)
        self.odd = Odd()
        # A product that is packaging now may have been an ingredient before: then every run is read again.
        self.registry = False
        # Nothing was read yet of what was just appended: its rows need not be looked for.
        self.fresh: set[int] = set()

    def events(self, seqs: Collection[int]) -> None:
        """Read fresh events, and those whose standing they changed."""
        fresh = self.source.by_seq(sorted(seqs))
        changed = judge(self.source, fresh, self.odd)
        self._read(changed, set())

    def again(self, codes: Collection[str], seqs: Collection[int]) -> None:
        """Read lots again although no event changed."""
        self.registry = True
        self._read(set(seqs), set(codes))

    def _read(self, changed_seqs: set[int], dirty: set[str]) -> None:
        source = self.source
        changed = source.by_seq(sorted(changed_seqs))
        retagged, lots_before = read_tags_again(source, changed, self.odd)
        changed = source.by_seq(sorted(changed_seqs | retagged))
        writer = Writer(source, {event.seq for event in changed} & self.fresh)
        writer.write_places(changed)
        reweighed = read_weights_again(source, changed, lambda lots: products_of_lots(source, lots))
        dirty |= lots_counted(source, changed)
        dirty = dirty | lots_before | self._lots_of(changed) | self._lots_of(source.by_seq(sorted(reweighed)))
        gathered = gather(source, dirty)
        # Another product of a lot is another unit mass, by which a weight of several lines was spread.
        respread = makers(self.session, self.operation, self._renamed(gathered)) - changed_seqs
        reweighed = read_weights_again(
            source, source.by_seq(sorted(respread)), lambda lots: products_of_lots(source, lots)
        )
        if reweighed:
            gathered = gather(source, dirty | self._lots_of(source.by_seq(sorted(reweighed))))
        folded = fold_lots(source, gathered)
        moved = set(gathered.events) if self.registry else self._moved(changed, gathered, folded)
        runs = read_runs_again(source, changed, gathered, folded, moved)
        made = makings(source, gathered)
        by_lot: dict[str, list[MakingRow]] = {lot: [] for lot in gathered.lots}
        for row in made:
            by_lot[row.lot].append(row)
        statuses = Statuses(source, by_lot, runs)
        judged = statuses.settle(gathered.lines)
        links = plain_links(source, gathered, folded, changed)
        writer.write(changed, gathered, folded, runs, made, judged, statuses, links)
        oddities.of_lots(self.odd, gathered, folded, judged)
        of_counts(self.odd, source, gathered, folded)
        of_planting_stock(self.odd, source, changed, gathered, judged, statuses)
        oddities.of_runs(self.odd, runs)
        oddities.of_events(self.odd, changed)
        of_clones(self.odd, source, changed)
        self.odd.write(self.session, self.operation.id)

    def _lots_of(self, events: list[Known]) -> set[str]:
        """The lots whose stock, product or status an event may change, as its lines and tags say."""
        said = meanings(self.source, [known.seq for known in events])
        lots = {lot for lot, _, _ in said.values() if lot is not None}
        for known in events:
            for line in self.source.lines(known):
                lots.update(lot for lot in (line.lot, line.other) if lot is not None)
        # Where a planting is, says what its harvests may be called, however late it is told.
        plantings = {known.event.lot for known in events if isinstance(known.event, Plant)}
        harvests = self.source.mentioning(What.ABOUT, plantings)
        return lots | {known.event.lot for known in harvests if isinstance(known.event, Harvest)}

    def _renamed(self, gathered: Gathered) -> set[str]:
        """The lots that were read before as another product, or as none."""
        sql = "SELECT code, product FROM lot WHERE operation_id = :op AND code IN :codes"
        found = rows(self.session, sql, op=self.operation.id, codes=sorted(gathered.lots))
        return {code for code, product in found if product != gathered.products.get(code)}

    def _moved(self, changed: list[Known], gathered: Gathered, folded: FoldedLots) -> set[int]:
        """The packs whose lines read otherwise than before, so that their runs must be read again."""
        packs = {change.line.stamp.seq for change in folded.changes if change.line.act in ("packed", "made")}
        packs -= {known.seq for known in changed}
        if not packs:
            return set()
        sql = (
            "SELECT p.seq, p.n, l.code, p.mass_mg, p.low_mg, p.high_mg, p.basis, p.product FROM posting p"
            " JOIN lot l ON l.operation_id = p.operation_id AND l.id = p.lot_id"
            " WHERE p.operation_id = :op AND p.part = 0 AND p.seq IN :seqs AND l.code IN :lots"
        )
        before = {
            (seq, n): tuple(rest)
            for seq, n, *rest in rows(
                self.session, sql, op=self.operation.id, seqs=sorted(packs), lots=sorted(gathered.lots)
            )
        }
        after = {
            (c.line.stamp.seq, c.line.n * 2 + c.part): (
                c.lot,
                c.mass_mg,
                *folded.bounds.get(c.line.seq_n, (None, None)),
                c.basis,
                gathered.products.get(c.lot),
            )
            for c in folded.changes
            if c.line.stamp.seq in packs
        }
        return {key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
