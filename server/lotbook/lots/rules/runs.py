"""Several events of one packing line read as one pack (2-contract.md, rule 1).

Over a run: inputs + named gains = outputs + named losses + what is unaccounted. What came out is
split over the input lots pro rata to their mass in the whole run, so that every lot's part of a
loss is known; what nobody explains stays in two accounts that never hide one another.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lotbook.kit.mass import GRAM_MG, split
from lotbook.lots.rules.lines import Stamp

AGRICULTURAL, ALLOWED, PACKAGING = "agricultural", "allowed", "packaging"
CLOSES_AFTER_DAYS = 2
"""A run never closed counts as closed on the second local day after its last event."""


class Input(NamedTuple):
    """A line that went in; mass is positive, `low` and `high` what estimated factors of its product allow."""

    stamp: Stamp
    lot: str
    product: str | None
    mass_mg: int
    low_mg: int
    high_mg: int
    class_: str
    read: bool


class Output(NamedTuple):
    """A line that came out, with the same range; `weightless` is one of a product without mass."""

    stamp: Stamp
    lot: str
    product: str | None
    mass_mg: int
    low_mg: int
    high_mg: int
    weightless: bool
    read: bool


class Named(NamedTuple):
    """A named loss or gain; its mass is None where its unit is no mass unit."""

    stamp: Stamp
    reason: str
    mass_mg: int | None


@dataclass(slots=True)
class Run:
    """The standing events of one run; a pack without `run` is one of its own."""

    events: list[Stamp]
    closes: list[Stamp]
    inputs: list[Input] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    losses: list[Named] = field(default_factory=list)
    gains: list[Named] = field(default_factory=list)


class Posting(NamedTuple):
    """A signed mass on a lot's `in_process`, against an account; `into` names the lot that it went into."""

    stamp: Stamp
    day: int
    lot: str
    against: str
    mass_mg: int
    into: str | None = None


class Link(NamedTuple):
    """Lot A went into lot B; the mass is None where none is known."""

    stamp: Stamp
    source: str
    target: str
    mass_mg: int | None


@dataclass(slots=True)
class ReadRun:
    """What a run reads as. `unaccounted_mg` is positive for a loss, negative for a gain, None while unread."""

    postings: list[Posting]
    links: list[Link]
    made_from_own: bool
    """No input has mass: outputs are taken from their own lot's `in_process`, and there is no `made`."""
    closed_day: int
    closed: bool
    unaccounted_mg: int | None
    favourable_gain_mg: int
    """The gain that remains at the favourable ends of estimated factors; zero for none."""
    unweighed: bool
    empty: bool
    inputs_mg: int
    unread: bool
    """Something in it has no mass that anybody knows yet, so what is unaccounted stays in process."""
    deficits: list[tuple[int, int | None]]


def read_run(run: Run) -> ReadRun:
    """Read one run; its inputs and outputs carry the masses that their lots' folds gave."""
    agricultural = [line for line in run.inputs if line.class_ != PACKAGING]
    weights = _by_lot((line.lot, line.mass_mg) for line in agricultural)
    total_in = sum(weights.values())
    sums = _sums(run)
    out_mass = sum(line.mass_mg for line in run.outputs)
    made_from_own = total_in == 0
    if made_from_own:
        weights = _by_lot((line.lot, line.mass_mg) for line in run.outputs)
    lots = sorted(weights, key=str.encode)
    shares = [weights[lot] for lot in lots]

    left = dict.fromkeys(lots, 0) if made_from_own else dict(weights)
    postings: list[Posting] = []
    link_mass: dict[tuple[str, str], int] = defaultdict(int)
    closed_day, closing = _closing(run)
    empty = total_in == 0 and out_mass == 0
    unread = _unread(run)

    if not empty:
        for total in sums:
            if total.against == "used" and made_from_own:
                left[total.into or ""] -= total.mass_mg
                continue
            for lot, part in zip(lots, split(total.mass_mg, shares), strict=True):
                if total.against == "used":
                    link_mass[lot, total.into or ""] += part
                gain = total.against.startswith("gain:")
                left[lot] += part if gain else -part
                if part:
                    postings.append(
                        Posting(total.stamp, total.day, lot, total.against, part if gain else -part, total.into)
                    )
    unaccounted = _unaccounted(run, agricultural) if not unread and not empty else None
    unweighed = any(line.weightless for line in run.outputs)
    if unaccounted is not None:
        account = "unaccounted:gain" if unaccounted < 0 else "unaccounted:loss"
        if unweighed and unaccounted > 0:
            account = "loss:unweighed"
        postings += [Posting(closing, closed_day, lot, account, -part) for lot, part in left.items() if part]
    return ReadRun(
        postings=postings,
        links=_links(run, link_mass, total_in > 0),
        made_from_own=made_from_own,
        closed_day=closed_day,
        closed=bool(run.closes),
        unaccounted_mg=unaccounted,
        favourable_gain_mg=_favourable_gain(run, agricultural) if unaccounted is not None and unaccounted < 0 else 0,
        unweighed=unweighed,
        empty=empty,
        inputs_mg=total_in,
        # What posts nothing, or has an unknown mass, is not judged on what it has in process.
        deficits=[] if unread or empty else _deficits(run, agricultural, unaccounted, closed_day),
        unread=unread,
    )


class _Sum(NamedTuple):
    day: int
    against: str
    into: str | None
    mass_mg: int
    stamp: Stamp


def _sums(run: Run) -> list[_Sum]:
    """Sum what came out by local day and output lot or reason, in the order of time."""
    masses: dict[tuple[int, str, str | None], int] = defaultdict(int)
    stamps: dict[tuple[int, str, str | None], Stamp] = {}

    def add(stamp: Stamp, against: str, into: str | None, mass: int) -> None:
        key = (stamp.day, against, into)
        masses[key] += mass
        if key not in stamps or stamp.moment < stamps[key].moment:
            stamps[key] = stamp

    for line in run.outputs:
        add(line.stamp, "used", line.lot, line.mass_mg)
    for prefix, named in (("loss:", run.losses), ("gain:", run.gains)):
        for loss in named:
            add(loss.stamp, prefix + loss.reason, None, loss.mass_mg or 0)
    return [_Sum(day, against, into, masses[key], stamps[key]) for key in masses for day, against, into in (key,)]


def _by_lot(lines: Iterable[tuple[str, int]]) -> dict[str, int]:
    masses: dict[str, int] = defaultdict(int)
    for lot, mass in lines:
        masses[lot] += mass
    return masses


def _closing(run: Run) -> tuple[int, Stamp]:
    if run.closes:
        last = max(run.closes, key=lambda stamp: stamp.moment)
        return last.day, last
    last = max(run.events, key=lambda stamp: stamp.moment)
    return max(stamp.day for stamp in run.events) + CLOSES_AFTER_DAYS, last


def _unread(run: Run) -> bool:
    named = (*run.losses, *run.gains)
    lines: Sequence[Input | Output] = (*(i for i in run.inputs if i.class_ != PACKAGING), *run.outputs)
    return any(not line.read for line in lines) or any(loss.mass_mg is None for loss in named)


def _unaccounted(run: Run, inputs: list[Input]) -> int:
    gains = sum(gain.mass_mg or 0 for gain in run.gains)
    losses = sum(loss.mass_mg or 0 for loss in run.losses)
    return sum(line.mass_mg for line in inputs) + gains - sum(line.mass_mg for line in run.outputs) - losses


def _favourable_gain(run: Run, inputs: list[Input]) -> int:
    """The gain that remains with each product's estimate at its better end, the same end on both sides."""
    rest = sum(gain.mass_mg or 0 for gain in run.gains) - sum(loss.mass_mg or 0 for loss in run.losses)
    at_low: dict[str | None, int] = defaultdict(int)
    at_high: dict[str | None, int] = defaultdict(int)
    for line in inputs:
        at_low[line.product] += line.low_mg
        at_high[line.product] += line.high_mg
    for out in run.outputs:
        at_low[out.product] -= out.low_mg
        at_high[out.product] -= out.high_mg
    rest += sum(max(at_low[product], at_high[product]) for product in at_low)
    return max(-rest, 0)


def _links(run: Run, masses: dict[tuple[str, str], int], weighed: bool) -> list[Link]:
    first_out: dict[str, Stamp] = {}
    for line in sorted(run.outputs, key=lambda line: line.stamp.moment):
        first_out.setdefault(line.lot, line.stamp)
    weightless = {line.lot for line in run.outputs if line.weightless or not line.read}
    heavy = {line.lot for line in run.inputs if line.class_ != PACKAGING}
    links = []
    for source in sorted({line.lot for line in run.inputs}):
        for target, stamp in first_out.items():
            mass = masses.get((source, target), 0) if weighed and source in heavy else None
            if mass == 0 and target in weightless:
                mass = None
            links.append(Link(stamp, source, target, mass))
    return links


def _deficits(run: Run, inputs: list[Input], unaccounted: int | None, closed_day: int) -> list[tuple[int, int | None]]:
    """Local days at whose end the run had given more than it took."""
    by_day: dict[int, int] = defaultdict(int)
    for line in inputs:
        by_day[line.stamp.day] += line.mass_mg
    for out in run.outputs:
        by_day[out.stamp.day] -= out.mass_mg
    for gain in run.gains:
        by_day[gain.stamp.day] += gain.mass_mg or 0
    for loss in run.losses:
        by_day[loss.stamp.day] -= loss.mass_mg or 0
    if unaccounted is not None:
        by_day[closed_day] -= unaccounted
    deficits: list[tuple[int, int | None]] = []
    held, since = 0, None
    for day in sorted(by_day):
        held += by_day[day]
        if held <= -GRAM_MG and since is None:
            since = day
        elif held > -GRAM_MG and since is not None:
            deficits.append((since, day - 1))
            since = None
    if since is not None:
        deficits.append((since, None))
    return deficits
