"""Whole books: a registry and up to 40 events that name, correct and void each other."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from .kinds import Near, events
from .parts import VALUES, moments, rarely
from .registry import Line, registries
from .tidy import FIRST, tidy


def books(*, doubtful: bool = True, min_events: int = 1, max_events: int = 40) -> st.SearchStrategy[list[Line]]:
    """Book-file lines, registry first.

    Without `doubtful` the books leave out what the contract leaves most open: lines of a lot without a quantity,
    events that name themselves or each other in a circle, voids that replace, and times of receipt.
    """
    sizes = [size for size in (min_events, 15, 25, 35) if min_events <= size <= max_events]
    drafts = st.one_of([st.lists(_drafts(doubtful), min_size=size, max_size=max_events) for size in sizes])

    def book(registry: list[Line], found: list[Line], is_tidy: bool) -> list[Line]:
        lines = _resolved(found, doubtful)
        return registry + ([*FIRST, *map(tidy, lines)] if is_tidy else lines)

    # Half of the books have nothing unknown in them, so that their runs close and their periods are judged.
    return st.builds(book, registries(), drafts, st.booleans())


def _drafts(doubtful: bool) -> st.SearchStrategy[Line]:
    """An event before it has an id: `replaces` is another near it, in one of ten."""
    more: dict[str, st.SearchStrategy[Any]] = {
        "at": moments,
        "replaces": rarely(st.none(), st.builds(Near, st.sampled_from([-1, -2, -3, 1, -4]))),
        "shout": rarely(st.just(False), st.just(True)),
        "value": st.sampled_from(VALUES),
        "keep_tags": st.booleans(),
    }
    if doubtful:
        more["received"] = st.sampled_from([None, None, None, "2026-03-08T12:00:00Z", "2026-05-01T12:00:00Z"])
        more["held"] = rarely(st.just(False), rarely(st.just(False), st.just(True)))
    return st.builds(lambda event, more: event | more, events(doubtful), st.fixed_dictionaries(more))


def event_id(number: int) -> str:
    """Ids in another order than the lines', so that neither time nor arrival follows them."""
    return f"019a0000-0000-7000-8000-{(number * 7 + 3) % 64:02x}abcdef{number:04x}"


def _resolved(drafts: list[Line], doubtful: bool) -> list[Line]:
    found: list[Line] = []
    for number, draft in enumerate(drafts):
        body = {key: value for key, value in draft.items() if key not in ("shout", "value", "keep_tags", "copy")}
        target = _target(number, draft.get("copy"), len(drafts), doubtful)
        if "copy" in draft:
            # A correction as the app makes it: the same event with another quantity, or a note when there is none.
            old = found[target] if target is not None and target < number else None
            body = _corrected(old, draft) if old else body | {"kind": "note", "about": [{"lot": "A"}]}
        named = _target(number, draft["replaces"], len(drafts), doubtful)
        if named is not None and (doubtful or body["kind"] != "void") and not body.get("replaces"):
            body["replaces"] = event_id(named)
        line = {"type": "event", "v": 1, "by": "c01", **body, "id": event_id(number)}
        line = {key: _names(value, number, drafts, doubtful) for key, value in line.items()}
        found.append(_said(line, draft["shout"]))
    return found


def _target(number: int, near: Near | None, count: int, doubtful: bool) -> int | None:
    """The place of a named event in the list. In books without doubt an event names only earlier ones."""
    if near is None:
        return None
    there = (number + near.offset) % count
    return there if doubtful or there < number else None


def _corrected(old: Line, draft: Line) -> Line:
    """A replacement of an earlier event at its own moment, with and without the field `tags`."""
    body = deepcopy({key: value for key, value in old.items() if key not in ("held", "received")})
    lines = [body, *body.get("outputs", []), *(body.get("lines") or [])]
    for line in lines:
        if isinstance(line.get("quantity"), dict):
            line["quantity"]["value"] = draft["value"]
        if not draft["keep_tags"] and body["kind"] != "tag":
            line.pop("tags", None)
    return body | {"replaces": old["id"]}


def _names(value: Any, number: int, drafts: list[Line], doubtful: bool) -> Any:
    """Ids in the place of `Near`; what may not be named is an event that is not in the book."""
    if isinstance(value, Near):
        there = _target(number, value, len(drafts), doubtful)
        return event_id(9999) if there is None else event_id(there)
    return [_names(one, number, drafts, doubtful) for one in value] if isinstance(value, list) else value


def _said(line: Line, shout: bool) -> Line:
    """Nothing, instead of null, for half of the optional fields; ids are named in capitals now and then."""
    line = {key: value for key, value in line.items() if value not in (None, False) or key == "place"}
    if shout and line.get("replaces"):
        line["replaces"] = line["replaces"].upper()
    return line
