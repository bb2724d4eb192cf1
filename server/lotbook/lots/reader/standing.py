"""Which events stand, after some arrived: only what is joined to them by voids and replacements is judged."""

from lotbook.book.events import Void
from lotbook.book.mentions import What
from lotbook.book.standing import Fix, standing
from lotbook.db import run
from lotbook.lots.reader.findings import Odd
from lotbook.lots.reader.source import Known, Source


def judge(source: Source, fresh: list[Known], odd: Odd) -> set[int]:
    """Bring `standing` up to date and return the events that changed by it, the fresh ones included."""
    changed = {known.seq for known in fresh}
    component = _component(source, fresh)
    if not component:
        return changed
    judged = standing(_fix(known) for known in component.values())
    turned = {
        known.seq: known.id in judged.stand
        for known in component.values()
        if known.standing != (known.id in judged.stand)
    }
    for stands in (True, False):
        seqs = [seq for seq, now in turned.items() if now == stands]
        if seqs:
            sql = "UPDATE entry SET standing = :stands WHERE operation_id = :op AND seq IN :seqs"
            run(source.session, sql, op=source.operation.id, stands=stands, seqs=seqs)
    source.judge(turned)
    for known in component.values():
        subject = f"event:{known.id}"
        odd.about(subject)
        if known.id in judged.rivals:
            odd.add(subject, "rival_replacement", {"event": known.id}, seq=known.seq)
    return changed | set(turned)


def _fix(known: Known) -> Fix:
    event = known.event
    replaces = event.replaces.lower() if event.replaces is not None else None
    return Fix(known.id, replaces, event.event.lower() if isinstance(event, Void) else None)


def _component(source: Source, fresh: list[Known]) -> dict[str, Known]:
    """All events that fix a fresh one or are fixed by it, however far."""
    frontier: dict[str, Known] = {}
    fixed = source.mentioning(What.FIXES, [known.id for known in fresh], standing=False)
    targeted = {target for known in fixed for target in _targets(known)}
    for known in fresh:
        if known.id in targeted or _targets(known):
            frontier[known.id] = known
    component: dict[str, Known] = {}
    while frontier:
        component.update(frontier)
        targets = {target for known in frontier.values() for target in _targets(known)}
        # Rivals share a target that may not be in the book yet.
        joined = [
            *source.by_id(targets - component.keys()),
            *source.mentioning(What.FIXES, targets | frontier.keys(), standing=False),
        ]
        frontier = {known.id: known for known in joined if known.id not in component}
    return component


def _targets(known: Known) -> list[str]:
    fix = _fix(known)
    return [target for target in (fix.replaces, fix.voids) if target is not None]
