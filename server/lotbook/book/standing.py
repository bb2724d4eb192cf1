"""Which events stand: voids, replacements, rivals and circles (2-contract.md, rule 6)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fix:
    """What an event says of other events: what it replaces, what it voids. Ids are lower case."""

    id: str
    replaces: str | None = None
    voids: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The ids that stand, and the replacements that lost to a rival."""

    stand: frozenset[str]
    rivals: frozenset[str]


def standing(fixes: Iterable[Fix]) -> Standing:
    """Say which of some events stand; give with them all that fix them, or are fixed by them."""
    return _Judge({fix.id: fix for fix in sorted(fixes, key=lambda fix: fix.id)}).all()


class _Judge:
    """Answers by recursion with a memory; circles are taken out first, so that it ends."""

    def __init__(self, fixes: dict[str, Fix]) -> None:
        self.fixes = fixes
        self.replacers: dict[str, list[str]] = defaultdict(list)
        self.voids: dict[str, list[str]] = defaultdict(list)
        for fix in fixes.values():
            if fix.replaces is not None:
                self.replacers[fix.replaces].append(fix.id)
            if fix.voids is not None:
                self.voids[fix.voids].append(fix.id)
        self.circular = _circular(fixes)
        self._asking: set[str] = set()
        self._superseded: dict[str, bool] = {}
        self._voided: dict[str, bool] = {}
        self._counts: dict[str, bool] = {}

    def all(self) -> Standing:
        # Those that fix are judged before what they fix, so that no chain is too deep to recurse.
        for id_ in _actors_first(self.fixes, self.circular):
            self.voided(id_)
            self.superseded(id_)
        stand = frozenset(id_ for id_ in self.fixes if self.stands(id_))
        rivals = frozenset(
            loser
            for replaced, replacers in self.replacers.items()
            for loser in replacers
            if self.alive(loser) and loser != self.winner(replaced)
        )
        return Standing(stand, rivals)

    def stands(self, id_: str) -> bool:
        if id_ in self.circular or id_ in self._asking:
            return False
        # Rivals that void one another's rivals ask in a ring; whoever is asked again does not stand.
        self._asking.add(id_)
        try:
            return not self.superseded(id_) and not self.voided(id_) and self.counts(id_)
        finally:
            self._asking.discard(id_)

    def voided(self, id_: str) -> bool:
        if id_ not in self._voided:
            self._voided[id_] = any(self.stands(void) for void in self.voids[id_])
        return self._voided[id_]

    def superseded(self, id_: str) -> bool:
        if id_ not in self._superseded:
            self._superseded[id_] = self.winner(id_) is not None
        return self._superseded[id_]

    def alive(self, id_: str) -> bool:
        """Stands but for its rivals, or is itself superseded: voiding what was replaced changes nothing."""
        return id_ not in self.circular and (self.superseded(id_) or not self.voided(id_))

    def winner(self, id_: str) -> str | None:
        return max((replacer for replacer in self.replacers[id_] if self.alive(replacer)), default=None)

    def counts(self, id_: str) -> bool:
        """Whether it, and all that it replaces through, won against rivals."""
        chain: list[str] = []
        current = id_
        verdict = True
        while True:
            if current in self._counts:
                verdict = self._counts[current]
                break
            fix = self.fixes.get(current)
            if fix is None or fix.replaces is None or current in self.circular:
                break
            chain.append(current)
            # A voided link of the chain is no rival, so it cannot lose.
            if self.alive(current) and self.winner(fix.replaces) != current:
                verdict = False
                break
            current = fix.replaces
        for link in chain:
            self._counts[link] = verdict
        return verdict


def _targets(fix: Fix) -> list[str]:
    return [target for target in (fix.replaces, fix.voids) if target is not None]


def _circular(fixes: dict[str, Fix]) -> set[str]:
    """Events from which following what they fix leads back to themselves."""
    pending = {id_: [t for t in _targets(fix) if t in fixes] for id_, fix in fixes.items()}
    # What points at nothing left, or is pointed at by nothing left, is in no circle: peel both away.
    pointed: dict[str, set[str]] = defaultdict(set)
    for id_, targets in pending.items():
        for target in targets:
            pointed[target].add(id_)
    left = {id_: set(targets) for id_, targets in pending.items()}
    loose = [id_ for id_ in left if not left[id_] or not pointed[id_]]
    gone: set[str] = set()
    while loose:
        id_ = loose.pop()
        if id_ in gone:
            continue
        gone.add(id_)
        for source in pointed[id_] - gone:
            left[source].discard(id_)
            if not left[source]:
                loose.append(source)
        for target in left[id_] - gone:
            pointed[target].discard(id_)
            if not pointed[target]:
                loose.append(target)
    rest = set(left) - gone
    return {id_ for id_ in rest if _returns(id_, pending, rest)}


def _returns(start: str, targets: dict[str, list[str]], within: set[str]) -> bool:
    stack, seen = list(targets[start]), set()
    while stack:
        id_ = stack.pop()
        if id_ == start:
            return True
        if id_ in within and id_ not in seen:
            seen.add(id_)
            stack.extend(targets[id_])
    return False


def _actors_first(fixes: dict[str, Fix], circular: set[str]) -> list[str]:
    """Order events so that what fixes comes before what it fixes; circles stand apart."""
    waiting: dict[str, int] = defaultdict(int)
    for fix in fixes.values():
        if fix.id not in circular:
            for target in _targets(fix):
                waiting[target] += 1
    ready = [id_ for id_ in fixes if not waiting[id_]]
    order = []
    while ready:
        id_ = ready.pop()
        order.append(id_)
        if id_ in circular:
            continue
        for target in _targets(fixes[id_]):
            waiting[target] -= 1
            if not waiting[target] and target in fixes:
                ready.append(target)
    return order
