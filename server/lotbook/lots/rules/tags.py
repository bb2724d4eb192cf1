"""What a tag means at a moment: its bindings, and the lines that take from it (2-contract.md, `tags`)."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from lotbook.lots.rules.lines import Amount, Line, Moment


class Binding(NamedTuple):
    """A tag was put on a lot; without an amount it names the lot only.

    `origin` is the tag and moment of the first binding: a replacement hands the same binding on, so what
    it holds is taken once between the tags that carried it.
    """

    moment: Moment
    lot: str | None
    amount: Amount | None
    origin: tuple[str, Moment]
    seq: int


class Replacement(NamedTuple):
    """The binding of `old` went to `new`."""

    moment: Moment
    old: str
    new: str
    seq: int


class Taken(NamedTuple):
    """What a line with a tag means: the bound lot and amount; `read` is False for all but the first taker."""

    lot: str | None
    amount: Amount | None
    read: bool


@dataclass(slots=True)
class Timeline:
    """All that standing events say of some tags which replacements join."""

    bindings: dict[str, list[Binding]] = field(default_factory=lambda: defaultdict(list))
    replacements: list[Replacement] = field(default_factory=list)
    retired: dict[str, list[Moment]] = field(default_factory=lambda: defaultdict(list))
    lines: list[Line] = field(default_factory=list)


class TagState(NamedTuple):
    """What a tag means now: bound, free (its quantity was taken) or retired."""

    tag: str
    state: str
    lot: str | None
    amount: Amount | None


class TagTrouble(NamedTuple):
    """Something odd about a tag, as a finding's code, with the event that it shows at."""

    code: str
    tag: str
    seq: int


@dataclass(slots=True)
class ReadTags:
    """What the lines that carry a tag mean, by (seq, n); the state of each tag; what is odd."""

    taken: dict[tuple[int, int], Taken]
    states: dict[str, TagState]
    troubles: list[TagTrouble]


def read_tags(timeline: Timeline) -> ReadTags:
    """Read tags from everything that standing events say of them."""
    bindings = _all_bindings(timeline)
    by_tag: dict[str, list[Line]] = defaultdict(list)
    for line in timeline.lines:
        by_tag[line.tag or ""].append(line)
    result = ReadTags({}, {}, [])
    takers = _Takers()
    tags = sorted({*bindings, *by_tag, *timeline.retired, *(r.old for r in timeline.replacements)})
    for tag in tags:
        _read_tag(tag, bindings.get(tag, []), by_tag[tag], takers, result)
    takers.settle(result)
    emptied = takers.emptied
    ends = _ends(timeline)
    for tag in tags:
        result.states[tag] = _state(tag, bindings.get(tag, []), emptied, ends.get(tag, []))
        result.troubles += _bound_twice(tag, bindings.get(tag, []), emptied, ends.get(tag, []))
    return result


def _bound_twice(tag: str, bindings: list[Binding], emptied: set["_Origin"], ends: list[Moment]) -> list[TagTrouble]:
    """Bindings to another lot while the tag was still on a lot of which nobody took it."""
    return [
        TagTrouble("tag_bound_twice", tag, later.seq)
        for earlier, later in pairwise(bindings)
        if earlier.lot != later.lot
        and earlier.origin not in emptied
        and not any(earlier.moment <= end <= later.moment for end in ends)
    ]


def _ends(timeline: Timeline) -> dict[str, list[Moment]]:
    """When each tag was retired, or handed its binding on."""
    ends = {tag: list(moments) for tag, moments in timeline.retired.items()}
    for replacement in timeline.replacements:
        ends.setdefault(replacement.old, []).append(replacement.moment)
    return ends


def _all_bindings(timeline: Timeline) -> dict[str, list[Binding]]:
    bindings = {tag: sorted(some, key=_moment) for tag, some in timeline.bindings.items()}
    # A replacement hands over what was bound, so those made earlier are resolved first.
    for moment, old, new, seq in sorted(timeline.replacements):
        index = _binding_at(bindings.get(old, []), moment)
        if index is not None:
            given = bindings[old][index]
            bindings[new] = sorted([*bindings.get(new, []), given._replace(moment=moment, seq=seq)], key=_moment)
    return bindings


def _moment(binding: Binding) -> Moment:
    return binding.moment


def _binding_at(bindings: list[Binding], moment: Moment) -> int | None:
    """Return the latest binding at or before a moment, else the first after it."""
    found = None
    for index, binding in enumerate(bindings):
        if binding.moment <= moment:
            found = index
    return found if found is not None else (0 if bindings else None)


def _read_tag(tag: str, bindings: list[Binding], lines: list[Line], takers: "_Takers", result: ReadTags) -> None:
    for line in lines:
        index = _binding_at(bindings, line.stamp.moment)
        bound = bindings[index] if index is not None else None
        result.taken[line.stamp.seq, line.n] = _meaning(line, bound, read=True)
        if line.act not in ("counted", "moved"):
            takers.note(bound.origin if bound is not None else None, tag, line)
        if bound is None:
            result.troubles.append(TagTrouble("unknown_tag", tag, line.stamp.seq))
        elif line.lot is not None and line.lot != bound.lot:
            result.troubles.append(TagTrouble("tag_disagrees", tag, line.stamp.seq))


_Origin = tuple[str, Moment] | None


class _Takers:
    """Who took from each binding: lines that tell lot and quantity, and lines with a tag alone."""

    def __init__(self) -> None:
        self.alone: dict[_Origin, list[Line]] = defaultdict(list)
        self.told: set[_Origin] = set()

    def note(self, origin: _Origin, tag: str, line: Line) -> None:
        if line.tag_alone:
            self.alone[origin].append(line)
        elif line.lot is not None:
            self.told.add(origin)

    def settle(self, result: ReadTags) -> None:
        """Of several lines with a tag alone the first is read, and none where a line told lot and quantity."""
        for origin, some in self.alone.items():
            some.sort(key=lambda line: (line.stamp.moment, line.n))
            for place, line in enumerate(some):
                if origin is None or (place == 0 and origin not in self.told):
                    continue
                key = (line.stamp.seq, line.n)
                result.taken[key] = result.taken[key]._replace(read=False)
                result.troubles.append(TagTrouble("tag_taken_twice", line.tag or "", line.stamp.seq))

    @property
    def emptied(self) -> set[_Origin]:
        """The bindings of which something was taken as a whole."""
        return self.told | self.alone.keys()


def _meaning(line: Line, bound: Binding | None, read: bool) -> Taken:
    lot = line.lot if line.lot is not None or bound is None else bound.lot
    amount = line.amount if line.amount is not None or bound is None else bound.amount
    return Taken(lot, amount, read)


def _state(tag: str, bindings: list[Binding], emptied: set[_Origin], ends: list[Moment]) -> TagState:
    last = bindings[-1] if bindings else None
    if ends and (last is None or max(ends) >= last.moment):
        return TagState(tag, "retired", None, None)
    if last is None:
        return TagState(tag, "blank", None, None)
    if last.origin in emptied:
        return TagState(tag, "free", last.lot, last.amount)
    return TagState(tag, "bound", last.lot, last.amount)
