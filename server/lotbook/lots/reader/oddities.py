"""What is odd about the lots, runs and events that were just read."""

from collections import defaultdict

from lotbook.kit.clock import day_text
from lotbook.kit.mass import GRAM_MG
from lotbook.lots.reader.findings import Odd
from lotbook.lots.reader.folding import FoldedLots
from lotbook.lots.reader.gather import Gathered
from lotbook.lots.reader.runs import RunReading
from lotbook.lots.reader.source import Known
from lotbook.lots.rules.fold import Change
from lotbook.lots.rules.lines import MAKES
from lotbook.lots.rules.returned import is_beyond
from lotbook.lots.rules.status import LotStatus

_DAY_US = 86_400_000_000


def of_lots(odd: Odd, gathered: Gathered, folded: FoldedLots, judged: dict[str, LotStatus]) -> None:
    """Note what is odd about the lots that were read, and about those whose status was judged."""
    by_lot: dict[str, list[Change]] = defaultdict(list)
    for change in folded.changes:
        by_lot[change.lot].append(change)
    for lot in gathered.lots:
        subject, about = f"lot:{lot}", {"lot": lot}
        odd.about(subject)
        # A lot that nothing makes any more is not judged, and claims nothing.
        odd.about(f"status:{lot}")
        if by_lot[lot]:
            _of_lot(odd, subject, lot, by_lot[lot], gathered, folded)
        for clash in gathered.clashes.get(lot, ()):
            seq, product = clash.line.stamp.seq, gathered.products.get(lot)
            odd.add(subject, "lot_code_clash", about, seq=seq, key=str(seq), product=product, claimed=clash.product)
        _used_again(odd, subject, about, by_lot[lot])
    for lot, status in judged.items():
        odd.about(f"status:{lot}")
        for seq in status.overclaims:
            odd.add(
                f"status:{lot}",
                "status_above_permitted",
                {"lot": lot},
                seq=seq,
                key=str(seq),
                claimed=status.claimed,
                status=status.status,
            )


def _of_lot(odd: Odd, subject: str, lot: str, changes: list[Change], gathered: Gathered, folded: FoldedLots) -> None:
    about = {"lot": lot}
    product = gathered.products.get(lot)
    if lot not in gathered.products:
        odd.add(subject, "unknown_lot", about, seq=changes[0].line.stamp.seq)
    elif product not in folded.facts:
        odd.add(subject, "unknown_product", about, seq=changes[0].line.stamp.seq, product=product)
    else:
        for change in changes:
            if change.basis == "unread":
                code = "unknown_unit" if change.line.amount is not None else "quantity_missing"
                unit = change.line.amount.unit if change.line.amount is not None else None
                seq = change.line.stamp.seq
                odd.add(subject, code, about, seq=seq, key=f"{seq}.{change.line.n}", unit=unit, product=product)
        facts = folded.facts[product or ""]
        early = [c for c in changes if c.basis in ("table", "estimate") and facts.predates(c.line.stamp.day)]
        if early:
            odd.add(subject, "before_first_factor", about, seq=early[0].line.stamp.seq, product=product)
    held = folded.holdings[lot]
    for deficit in held.deficits:
        odd.add(
            subject,
            "stock_below_zero",
            about,
            key=str(deficit.first),
            since=day_text(deficit.first),
            until=day_text(deficit.last) if deficit.last is not None else None,
        )
    _returned(odd, subject, about, changes)


def _used_again(odd: Odd, subject: str, about: dict[str, str], changes: list[Change]) -> None:
    """Note what gave a code to more of a lot on another day after the lot was empty."""
    mass = units = 0
    held, emptied = False, None
    for change in changes:
        day, seq = change.line.stamp.day, change.line.stamp.seq
        makes = change.line.act in MAKES or (change.line.act == "reclassified" and change.part == 1)
        if makes and emptied is not None and emptied < day:
            emptied_on, on = day_text(emptied), day_text(day)
            odd.add(subject, "lot_code_clash", about, seq=seq, key=f"{seq}.again", emptied=emptied_on, on=on)
        mass, units = mass + change.mass_mg, units + change.units_micro
        # What left before anybody recorded that it came was not emptied: it is below zero.
        is_empty = units == 0 and abs(mass) < GRAM_MG
        if held and is_empty:
            emptied = day
        elif not is_empty:
            emptied = None
        held = units > 0 or mass >= GRAM_MG


def _returned(odd: Odd, subject: str, about: dict[str, str], changes: list[Change]) -> None:
    moved = [change for change in changes if change.line.act in ("returned", "shipped")]
    more = sum(change.mass_mg for change in moved), sum(change.units_micro for change in moved)
    if is_beyond(*more, sum(abs(change.mass_mg) for change in moved), sum(abs(change.units_micro) for change in moved)):
        odd.add(subject, "returned_beyond_shipped", about)


def of_runs(odd: Odd, runs: list[RunReading]) -> None:
    """Note what is odd about runs: more out than in, never closed, nothing in them."""
    for reading in runs:
        subject = f"run:{reading.key}"
        odd.about(subject)
        read = reading.read
        if read is None:
            continue
        about = {"run": reading.key}
        seq = max(known.seq for known in reading.events)
        if read.unaccounted_mg is not None and read.unaccounted_mg < -GRAM_MG:
            odd.add(
                subject,
                "outputs_exceed_inputs",
                about,
                seq=seq,
                severity="critical" if read.favourable_gain_mg > GRAM_MG else "warning",
                gain_mg=-read.unaccounted_mg,
                remains_mg=read.favourable_gain_mg,
                inputs_mg=read.inputs_mg,
            )
        if not read.closed:
            odd.add(subject, "incomplete_run", about, seq=seq, opens_day=read.closed_day)
        if read.empty:
            odd.add(subject, "empty_run", about, seq=seq)
        if read.unweighed and (read.unaccounted_mg or 0) > 0:
            odd.add(subject, "unweighed_loss", about, seq=seq)
        if read.deficits:
            odd.add(subject, "run_below_zero", about, seq=seq, since=day_text(read.deficits[0][0]))


def of_events(odd: Odd, changed: list[Known]) -> None:
    """Note records that came more than a day after what they record."""
    for known in changed:
        if known.received_us is None:
            continue
        days = (known.received_us - known.stamp.moment.at_us) // _DAY_US
        if days >= 1:
            odd.add(f"late:{known.id}", "late_record", {"event": known.id}, seq=known.seq, days=days)
