"""Reads the runs again that changed packs or changed masses touch."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from lotbook.book.events import Pack
from lotbook.book.mentions import What
from lotbook.db import rows
from lotbook.kit.mass import MG_PER_UNIT, is_mass_unit, product, whole
from lotbook.lots.reader.folding import FoldedLots
from lotbook.lots.reader.gather import Gathered, effective_lines
from lotbook.lots.reader.source import Known, Source
from lotbook.lots.rules.lines import Line
from lotbook.lots.rules.runs import AGRICULTURAL, Input, Named, Output, ReadRun, Run, read_run
from lotbook.registry.facts import ProductFacts


@dataclass(slots=True)
class RunReading:
    """One run as it reads, what of its events stands, and its agricultural inputs' lots."""

    key: str
    events: list[Known]
    run: Run
    read: ReadRun | None
    parents: list[str] = field(default_factory=list)
    lots: set[str] = field(default_factory=set)


def run_key(event: Pack) -> str:
    """The name of the run that a pack belongs to: its own id where it names none."""
    return event.run if event.run is not None else event.id.lower()


def read_runs_again(
    source: Source, changed: list[Known], gathered: Gathered, folded: FoldedLots, moved: set[int]
) -> list[RunReading]:
    """Read the runs of changed packs, and those in which the mass of a line moved."""
    keys = {run_key(k.event) for k in changed if isinstance(k.event, Pack)}
    keys |= {run_key(k.event) for k in gathered.events.values() if k.seq in moved and isinstance(k.event, Pack)}
    if not keys:
        return []
    events = source.mentioning(What.RUN, keys, standing=False)
    by_key: dict[str, list[Known]] = defaultdict(list)
    for known in events:
        if isinstance(known.event, Pack):
            by_key[run_key(known.event)].append(known)
    lines = _Lines(source, [known for known in events if known.standing], gathered, folded)
    return [_read(key, by_key.get(key, []), lines) for key in sorted(keys)]


class _Lines:
    """The lines of runs with their masses: from this fold, or as they were read before."""

    def __init__(self, source: Source, events: list[Known], gathered: Gathered, folded: FoldedLots) -> None:
        self.by_event: dict[int, list[Line]] = defaultdict(list)
        lots: set[str] = set()
        for line in effective_lines(source, events):
            self.by_event[line.stamp.seq].append(line)
            if line.lot is not None:
                lots.add(line.lot)
        self.mass: dict[tuple[int, int], tuple[int, int, int, int, str]] = {}
        others = lots - gathered.lots
        self.products = dict(gathered.products)
        self._load(source, sorted(k.seq for k in events), sorted(others))
        for change in folded.changes:
            if change.line.act in ("packed", "made"):
                key = change.line.seq_n
                mass = abs(change.mass_mg)
                ends = folded.bounds.get(key, (mass, mass))
                self.mass[key] = (mass, *ends, change.units_micro, change.basis)
        self.facts = source.products(self.products.values())

    def _load(self, source: Source, seqs: list[int], others: list[str]) -> None:
        if not others:
            return
        op = source.operation.id
        sql = "SELECT id, code, product FROM lot WHERE operation_id = :op AND code IN :codes"
        ids = {}
        for id_, code, product_code in rows(source.session, sql, op=op, codes=others):
            ids[id_] = code
            self.products[code] = product_code
        sql = (
            "SELECT lot_id, seq, n, mass_mg, low_mg, high_mg, units_micro, basis FROM posting"
            " WHERE operation_id = :op AND seq IN :seqs AND part = 0"
        )
        for lot_id, seq, n, mass, low, high, units, basis in rows(source.session, sql, op=op, seqs=seqs):
            if lot_id in ids:
                ends = (low, high) if low is not None else (abs(mass), abs(mass))
                self.mass[seq, n // 2] = (abs(mass), *ends, units, basis)

    def facts_of(self, lot: str | None) -> ProductFacts | None:
        return self.facts.get(self.products.get(lot or "") or "")


def _read(key: str, events: list[Known], lines: _Lines) -> RunReading:
    standing = [known for known in events if known.standing]
    stamps = [known.stamp for known in standing]
    run = Run(stamps, [k.stamp for k in standing if _closes(k)])
    reading = RunReading(key, events, run, None)
    parents: set[str] = set()
    for known in standing:
        for line in lines.by_event[known.seq]:
            facts = lines.facts_of(line.lot)
            mass, low, high, units, basis = lines.mass.get(line.seq_n, (0, 0, 0, 0, "unread"))
            lot, product_code = line.lot or "", facts.code if facts is not None else None
            if line.lot is not None:
                reading.lots.add(line.lot)
            if line.act == "packed":
                class_ = facts.class_ if facts is not None else AGRICULTURAL
                run.inputs.append(Input(line.stamp, lot, product_code, mass, low, high, class_, basis != "unread"))
                if class_ == AGRICULTURAL:
                    # A tag that nobody bound names no lot: nobody made it, so it permits nothing.
                    parents.add(line.lot or "")
            elif line.act == "made":
                weightless = basis == "units" and units != 0
                read = basis != "unread"
                run.outputs.append(Output(line.stamp, lot, product_code, mass, low, high, weightless, read))
        if isinstance(known.event, Pack):
            run.losses += _named(known, known.event, "losses")
            run.gains += _named(known, known.event, "gains")
    if standing:
        reading.read = read_run(run)
    reading.parents = sorted(parents)
    return reading


def _closes(known: Known) -> bool:
    """A pack without `run` is a closed run of its own."""
    return isinstance(known.event, Pack) and (known.event.run is None or bool(known.event.close))


def _named(known: Known, event: Pack, which: str) -> Iterable[Named]:
    for item in event.losses if which == "losses" else event.gains:
        unit = item.quantity.unit
        mass = None
        if is_mass_unit(unit):
            mass = whole(product(Decimal(item.quantity.value), MG_PER_UNIT[unit]))
        yield Named(known.stamp, item.reason, mass)


def run_row(source: Source, reading: RunReading, ids: dict[str, int]) -> tuple[object, ...] | None:
    """Return the row that keeps a run, None where nothing of it stands."""
    read = reading.read
    if read is None:
        return None
    stamps = reading.run.events
    gain = read.unaccounted_mg is not None and read.unaccounted_mg < 0
    odd = gain or read.unread or not read.closed or read.empty or read.unweighed or bool(read.deficits)
    first = min(stamps, key=lambda stamp: stamp.moment)
    return (
        source.operation.id,
        reading.key,
        first.moment.at_us,
        max(stamp.moment for stamp in stamps).at_us,
        first.place,
        read.closed,
        read.closed_day,
        read.unaccounted_mg,
        read.favourable_gain_mg,
        odd,
        read.unweighed,
        read.empty,
        read.unread,
        min(stamp.day for stamp in stamps),
        json.dumps(sorted(ids[lot] for lot in reading.lots)),
        json.dumps(reading.parents),
        json.dumps(read.deficits) if read.deficits else None,
    )
