"""Reads tags again after events changed: their bindings, what lines that carry them mean, their state now."""

from collections.abc import Iterable
from decimal import Decimal

from lotbook.book.events import Count, Tag
from lotbook.book.mentions import What, mentions
from lotbook.db import insert_rows, rows, run
from lotbook.lots.models import TagMeaning, TagNow
from lotbook.lots.reader.findings import Odd
from lotbook.lots.reader.inherit import ancestors, effective_tags, replacements
from lotbook.lots.reader.source import Known, Source
from lotbook.lots.rules.lines import Amount, Line, amount_of
from lotbook.lots.rules.tags import Binding, ReadTags, Replacement, Timeline, read_tags

Meaning = tuple[str | None, Amount | None, bool]
_MEANING = ("operation_id", "seq", "n", "tag", "lot", "value", "unit", "read")
_NOW = ("operation_id", "tag", "state", "lot", "value", "unit")


def read_tags_again(source: Source, changed: list[Known], odd: Odd) -> tuple[set[int], set[str]]:
    """Read every tag that changed events touch.

    Returns the events whose lines now mean something else, and the lots that they meant before.
    """
    tags = _named(changed)
    lineage = ancestors(source, changed)
    tags |= _named(lineage.values())
    tags |= _named(replacements(source, [k for k in changed if not k.standing]))
    if not tags:
        return set(), set()
    tags, involved = _joined(source, tags)
    read = read_tags(_timeline(source, tags, involved))
    _judge(tags, read, odd)
    _write_now(source, tags, read)
    return _write_meanings(source, tags, read, involved)


def carried_lines(source: Source, known: Known) -> list[Line]:
    """Return the lines of an event that carry a tag, those of a count included."""
    if isinstance(known.event, Count):
        return [
            Line(known.stamp, n, "counted", use.lot, amount_of(use.quantity), tag=use.tag)
            for n, use in enumerate(known.event.lines)
            if use.tag is not None
        ]
    return [line for line in source.lines(known) if line.tag is not None]


def _named(events: Iterable[Known]) -> set[str]:
    return {code for known in events for what, code in mentions(known.event) if what == What.TAG}


def _joined(source: Source, tags: set[str]) -> tuple[set[str], list[Known]]:
    """Add the tags that replacements join to these, and return all events that speak of any."""
    involved: dict[int, Known] = {}
    frontier = set(tags)
    while frontier:
        events = source.mentioning(What.TAG, frontier, standing=False)
        events += replacements(source, [known for known in events if not known.standing])
        involved.update((known.seq, known) for known in events)
        joined = {
            code
            for known in events
            if known.standing and isinstance(known.event, Tag) and known.event.action == "replace"
            for code in (known.event.tag_, known.event.with_)
            if code is not None
        }
        frontier = joined - tags
        tags = tags | joined
    return tags, list(involved.values())


def _timeline(source: Source, tags: set[str], involved: list[Known]) -> Timeline:
    timeline = Timeline()
    standing = [known for known in involved if known.standing]
    above = ancestors(source, standing)
    for known in standing:
        moment, event = known.stamp.moment, known.event
        if isinstance(event, Tag):
            _take_tag_event(timeline, event, known, tags)
            continue
        kept = effective_tags(source, known, above)
        for line in source.lines(known):
            for binding in kept.get(line.n, ()):
                if binding.tag in tags:
                    bound = Binding(moment, line.lot, amount_of(binding.quantity), (binding.tag, moment), known.seq)
                    timeline.bindings[binding.tag].append(bound)
        timeline.lines += [line for line in carried_lines(source, known) if line.tag in tags]
    return timeline


def _take_tag_event(timeline: Timeline, event: Tag, known: Known, tags: set[str]) -> None:
    moment = known.stamp.moment
    if event.tag_ not in tags:
        return
    if event.action == "bind" and event.lot is not None:
        bound = Binding(moment, event.lot, amount_of(event.quantity), (event.tag_, moment), known.seq)
        timeline.bindings[event.tag_].append(bound)
    elif event.action == "retire":
        timeline.retired[event.tag_].append(moment)
    elif event.action == "replace" and event.with_ is not None:
        timeline.replacements.append(Replacement(moment, event.tag_, event.with_, known.seq))


def _judge(tags: set[str], read: ReadTags, odd: Odd) -> None:
    for tag in tags:
        odd.about(f"tag:{tag}")
    for trouble in read.troubles:
        odd.add(f"tag:{trouble.tag}", trouble.code, {"tag": trouble.tag}, seq=trouble.seq, key=str(trouble.seq))


def _write_now(source: Source, tags: set[str], read: ReadTags) -> None:
    op = source.operation.id
    sql = "SELECT tag, state, lot, value, unit FROM tag_now WHERE operation_id = :op AND tag IN :tags"
    before = {row[0]: tuple(row) for row in rows(source.session, sql, op=op, tags=sorted(tags))}
    after = {tag: (tag, state.state, state.lot, *_written(state.amount)) for tag, state in read.states.items()}
    gone = [tag for tag, row in before.items() if after.get(tag) != row]
    if gone:
        run(source.session, "DELETE FROM tag_now WHERE operation_id = :op AND tag IN :tags", op=op, tags=gone)
    come = [(op, *row) for tag, row in after.items() if before.get(tag) != row]
    insert_rows(source.session, TagNow.__table__, _NOW, come)


def _write_meanings(source: Source, tags: set[str], read: ReadTags, involved: list[Known]) -> tuple[set[int], set[str]]:
    """Keep what a line means where it does not say all itself; return the events and lots that changed."""
    op = source.operation.id
    seqs = sorted(known.seq for known in involved)
    sql = "SELECT seq, n, tag, lot, value, unit, read FROM tag_meaning WHERE operation_id = :op AND seq IN :seqs"
    before = {
        (row[0], row[1]): (*tuple(row[:6]), bool(row[6]))
        for row in rows(source.session, sql, op=op, seqs=seqs)
        if row[2] in tags
    }
    after = {}
    for known in involved:
        for line in carried_lines(source, known) if known.standing else ():
            taken = read.taken.get((known.seq, line.n))
            if taken is None or line.tag not in tags:
                continue
            if line.lot is None or line.amount is None or not taken.read:
                key = (known.seq, line.n)
                after[key] = (*key, line.tag, taken.lot, *_written(taken.amount), taken.read)
    odd_ones = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    for seq, n in [key for key in odd_ones if key in before]:
        run(
            source.session,
            "DELETE FROM tag_meaning WHERE operation_id = :op AND seq = :seq AND n = :n",
            op=op,
            seq=seq,
            n=n,
        )
    insert_rows(source.session, TagMeaning.__table__, _MEANING, [(op, *after[key]) for key in odd_ones if key in after])
    lots = {before[key][3] for key in odd_ones if key in before} | {after[key][3] for key in odd_ones if key in after}
    return {key[0] for key in odd_ones}, {lot for lot in lots if isinstance(lot, str)}


def meanings(source: Source, seqs: list[int]) -> dict[tuple[int, int], Meaning]:
    """Return what lines of some events mean, by (seq, n), where tags had to say it."""
    if not seqs:
        return {}
    sql = "SELECT seq, n, lot, value, unit, read FROM tag_meaning WHERE operation_id = :op AND seq IN :seqs"
    return {
        (seq, n): (lot, _read(value, unit), bool(read))
        for seq, n, lot, value, unit, read in rows(source.session, sql, op=source.operation.id, seqs=seqs)
    }


def _written(amount: Amount | None) -> tuple[str | None, str | None]:
    return (None, None) if amount is None else (str(amount.value), amount.unit)


def _read(value: str | None, unit: str | None) -> Amount | None:
    return None if value is None or unit is None else Amount(Decimal(value), unit)
