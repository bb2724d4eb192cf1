"""Rule 1: `pack` events that share `run` are read as one pack."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from .entries import Event
from .flows import Flow
from .fold import Amount, Folded
from .postings import Posting
from .quantities import mass_of, split

# (local date, output lot or reason) -> milligrams
Sums = dict[tuple[date, str], int]


@dataclass
class Run:
    """One pack, with its sums: I by lot, O, L and G by (local date, output lot or reason)."""

    key: str
    events: list[Event]
    closed_by: Event | None
    inputs: dict[str, int] = field(default_factory=dict)
    outputs: Sums = field(default_factory=dict)
    losses: Sums = field(default_factory=dict)
    gains: Sums = field(default_factory=dict)
    lots_in: set[str] = field(default_factory=set)
    packaging: set[str] = field(default_factory=set)
    lots_out: set[str] = field(default_factory=set)
    unknown: bool = False
    # A tag that nothing bound went in.
    unnamed: bool = False
    unweighed: bool = False

    @property
    def never_closed(self) -> bool:
        return self.closed_by is None

    @property
    def closes_on(self) -> date:
        """'On the date of the last event with `close`; a run never closed counts as closed on the second local date
        after its last event.'"""
        return self.closed_by.day if self.closed_by else self.events[-1].day + timedelta(days=2)

    @property
    def massless(self) -> bool:
        """'A run without input and output mass posts nothing, and is incomplete.'"""
        return sum(self.inputs.values()) == 0 and sum(self.outputs.values()) == 0

    @property
    def unaccounted_mg(self) -> int:
        """U = I + G − O − L: positive is a loss, negative a gain."""
        came = sum(self.inputs.values()) + sum(self.gains.values())
        return came - sum(self.outputs.values()) - sum(self.losses.values())

    @property
    def by_output(self) -> bool:
        """'If I = 0 there is no `used` and no `made`.'"""
        return sum(self.inputs.values()) == 0

    @property
    def bearers(self) -> dict[str, int]:
        """The lots that losses, gains and U are split over, with their mass in the whole run."""
        if not self.by_output:
            return self.inputs
        whole: dict[str, int] = defaultdict(int)
        for (_, lot), mass in self.outputs.items():
            whole[lot] += mass
        return dict(whole)

    def link_masses(self) -> dict[tuple[str, str], int]:
        """'Links every input → every output'; 'link mass i → j = i's part of O_j'; packaging carries none."""
        links = {(i, j): 0 for i in sorted(self.lots_in | self.packaging) for j in sorted(self.lots_out)}
        if not self.by_output:
            for (_, j), mass in self.outputs.items():
                for i, part in split(mass, self.inputs).items():
                    links[i, j] += part
        return links


def runs(events: list[Event], folded: Folded) -> list[Run]:
    """Every run of the standing pack events, summed."""
    flows: dict[str, list[tuple[Flow, Amount]]] = defaultdict(list)
    for flow, amount in folded.amounts.items():
        flows[flow.event.id].append((flow, amount))
    together: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.key):
        if event.kind == "pack":
            together[_group(event)].append(event)
    return [_run(key, members, flows) for key, members in together.items()]


def _group(event: Event) -> str:
    return event.body.get("run") or event.id


def _run(key: str, events: list[Event], flows: dict[str, list[tuple[Flow, Amount]]]) -> Run:
    closing = [event for event in events if event.body.get("close") or not event.body.get("run")]
    run = Run(key, events, closing[-1] if closing else None)
    for event in events:
        for flow, amount in flows[event.id]:
            _add_line(run, flow, amount)
        for line in event.lines("losses"):
            _add_sum(run, run.losses, event, line)
        for line in event.lines("gains"):
            _add_sum(run, run.gains, event, line)
    return run


def _add_line(run: Run, flow: Flow, amount: Amount) -> None:
    # What packaging is worth does not enter U, so an unknown mass of it leaves U as it is.
    run.unknown = run.unknown or (amount.unknown and flow.account != "used")
    lot, mass = flow.lot, amount.mass_mg or 0
    if lot is None:
        run.unnamed = True
        return
    if flow.account == "made":
        run.lots_out.add(lot)
        run.unweighed = run.unweighed or (amount.mass_mg is None and amount.units_micro != 0)
        key = (flow.event.day, lot)
        run.outputs[key] = run.outputs.get(key, 0) + mass
    elif flow.account == "used":
        run.packaging.add(lot)
    else:
        run.lots_in.add(lot)
        run.inputs[lot] = run.inputs.get(lot, 0) + mass


def _add_sum(run: Run, sums: Sums, event: Event, line: dict[str, object]) -> None:
    mass = mass_of(line["quantity"])  # type: ignore[arg-type]
    key = (event.day, str(line["reason"]))
    run.unknown = run.unknown or mass is None
    sums[key] = sums.get(key, 0) + round(mass or 0)


def post_run(run: Run) -> list[Posting]:
    """The postings of a run beyond what the fold posted: its split sums, and U at the close.

    A run without mass posts nothing here; what it took and gave in units stays with the stock.
    """
    found: list[Posting] = []
    if run.massless:
        return found
    remains = dict.fromkeys(run.bearers, 0) | ({} if run.by_output else run.inputs)

    def move(day: date, lot: str, account: str, mass: int, peer: str | None = None) -> None:
        """Out of the lot's in process and onto an account; a gain the other way, with a negative mass."""
        last = [event for event in run.events if event.day == day] or run.events
        common = {"event": last[-1].id, "group": run.key, "day": day, "at": last[-1].at}
        if account != "made":
            found.append(Posting(lot=lot, account="in_process", mass_mg=-mass, **common))  # type: ignore[arg-type]
            remains[lot] -= mass
        if account != "stock":
            found.append(Posting(lot=lot, account=account, mass_mg=mass, peer=peer, **common))  # type: ignore[arg-type]

    for (day, output), mass in sorted(run.outputs.items()):
        if run.by_output:
            move(day, output, "stock", mass)
            continue
        for lot, part in split(mass, run.inputs).items():
            move(day, lot, "used", part, peer=output)
            move(day, output, "made", -part, peer=lot)
    for (day, reason), mass in sorted(run.losses.items()):
        for lot, part in split(mass, run.bearers).items():
            move(day, lot, f"loss:{reason}", part)
    for (day, reason), mass in sorted(run.gains.items()):
        for lot, part in split(mass, run.bearers).items():
            move(day, lot, f"gain:{reason}", -part)
    if not run.unknown:
        _close(run, remains, move)
    return [posting for posting in found if posting.mass_mg]


def _close(run: Run, remains: dict[str, int], move: Callable[..., None]) -> None:
    """'U goes from in_process to unaccounted:loss or unaccounted:gain (by the sign of the run's U)'; 'where an output
    has no mass, a U that is a loss is loss:unweighed'."""
    if run.unaccounted_mg < 0:
        account = "unaccounted:gain"
    else:
        account = "loss:unweighed" if run.unweighed else "unaccounted:loss"
    if run.by_output:
        # 'Losses, gains and U are split over the output lots pro rata to their mass.'
        sign = -1 if run.unaccounted_mg < 0 else 1
        for lot, part in split(abs(run.unaccounted_mg), run.bearers).items():
            move(run.closes_on, lot, account, sign * part)
    else:
        # 'A lot's part of U is what then remains of it.'
        for lot, part in list(remains.items()):
            move(run.closes_on, lot, account, part)
