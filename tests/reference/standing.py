"""Rule 6: which events stand."""

from collections.abc import Callable, Iterable
from functools import partial

from .entries import Event

Maybe = bool | None


def standing(events: dict[str, Event]) -> set[str]:
    """The ids of the events that are read.

    Three-valued: what cannot be decided from what is known yet stays None, and is tried again until nothing new
    is learnt. What remains undecided then stands on itself, so it does not stand ('a circle').
    """
    circles = {id_ for id_ in events if _names_itself(id_, events)}
    heirs: dict[str, list[str]] = {}
    voiders: dict[str, list[str]] = {}
    for id_, event in events.items():
        if id_ in circles:
            continue
        if event.replaces:
            heirs.setdefault(event.replaces, []).append(id_)
        if event.voids:
            voiders.setdefault(event.voids, []).append(id_)
    known: dict[tuple[str, str], bool] = {}
    questions: dict[str, Callable[[str], Maybe]] = {
        "voided": lambda id_: _any(known.get(("stands", v)) for v in voiders.get(id_, [])),
        # Stands or is superseded, were it not for its rivals.
        "alive": lambda id_: _any([_not(known.get(("voided", id_))), known.get(("superseded", id_))]),
        "superseded": lambda id_: _any(known.get(("alive", r)) for r in heirs.get(id_, [])),
        "counts": partial(_counts, events=events, heirs=heirs, known=known),
        "stands": lambda id_: _all(
            [known.get(("counts", id_)), _not(known.get(("voided", id_))), _not(known.get(("superseded", id_)))]
        ),
    }
    while _learn(questions, [id_ for id_ in events if id_ not in circles], known):
        pass
    return {id_ for id_ in events if known.get(("stands", id_))}


def _learn(questions: dict[str, Callable[[str], Maybe]], ids: list[str], known: dict[tuple[str, str], bool]) -> bool:
    before = len(known)
    for name, answer in questions.items():
        for id_ in ids:
            found = answer(id_)
            if found is not None:
                known[name, id_] = found
    return len(known) > before


def _counts(
    id_: str, *, events: dict[str, Event], heirs: dict[str, list[str]], known: dict[tuple[str, str], bool]
) -> Maybe:
    """'Only the one with the greatest id counts, itself or through what replaces it; the others do not stand.'"""
    named = events[id_].replaces
    if named is None:
        return True
    greater = [_not(known.get(("alive", rival))) for rival in heirs[named] if rival > id_]
    # What replaces a loser counts as little as the loser. A circle, or an event that is not here, has no rivals.
    above = known.get(("counts", named)) if named in events and not _names_itself(named, events) else True
    return _all([*greater, above])


def heir(id_: str, events: dict[str, Event], stands: set[str]) -> str | None:
    """The event itself, or its standing replacement at the end of the chain (used by `weigh`, rule 0)."""
    seen: set[str] = set()
    ahead = [id_]
    while ahead:
        here = ahead.pop()
        if here in stands:
            return here
        if here not in seen:
            seen.add(here)
            ahead += [event.id for event in events.values() if event.replaces == here]
    return None


def _names_itself(id_: str, events: dict[str, Event]) -> bool:
    """'Voids and replacements that form a circle': following what it names leads back to it."""
    seen: set[str] = set()
    ahead = [id_]
    while ahead:
        here = events.get(ahead.pop())
        for named in (here.replaces, here.voids) if here else ():
            if named == id_:
                return True
            if named and named not in seen:
                seen.add(named)
                ahead.append(named)
    return False


def _not(value: Maybe) -> Maybe:
    return None if value is None else not value


def _any(values: Iterable[Maybe]) -> Maybe:
    found = list(values)
    return True if True in found else None if None in found else False


def _all(values: Iterable[Maybe]) -> Maybe:
    found = list(values)
    return False if False in found else None if None in found else True
