"""One strategy for the fields of each of the twenty kinds.

Where an event names others it holds an offset from its own place in the list: `Near(-1)` is the event before it.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from .parts import (
    CROP,
    INPUTS,
    PACKED,
    PLANTINGS,
    STOCK,
    TAGS,
    UNMADE,
    Line,
    lots,
    made,
    mass,
    maybe,
    quantity,
    rarely,
    taken,
)
from .registry import PLACES, STATUSES, UNKNOWN_PARTNER, UNKNOWN_PLACE

Fields = st.SearchStrategy[Line]


@dataclass(frozen=True)
class Near:
    """Another event, so many lines away."""

    offset: int


near = st.builds(Near, st.sampled_from([-1, -2, -3, 1, -4, -5, 2, 0]))
place = rarely(st.sampled_from(PLACES), st.sampled_from([None, "FARM", UNKNOWN_PLACE]))
status = st.sampled_from(STATUSES)
partner = rarely(st.just("grocer"), st.just(UNKNOWN_PARTNER))
uses = st.lists(
    lots(INPUTS).flatmap(lambda lot: st.fixed_dictionaries({"lot": st.just(lot), "quantity": quantity(lot)})),
    max_size=2,
)
plantings = st.lists(rarely(st.sampled_from(PLANTINGS), st.sampled_from(["PL9", "A"])), max_size=2, unique=True)


@lru_cache
def of_lot(lot: str) -> Fields:
    return st.fixed_dictionaries({"lot": st.just(lot), "quantity": quantity(lot)})


def kind(name: str, **fields: st.SearchStrategy[Any]) -> Fields:
    """An event; a field that is drawn as None is sometimes left out, which means the same."""
    return st.fixed_dictionaries({"kind": st.just(name), "place": place, **fields})


def with_status(lines: Fields) -> Fields:
    return st.builds(lambda line, status: line | {"status": status}, lines, status)


def negated(line: Line) -> Line:
    return line | {"quantity": line["quantity"] | {"value": "-" + line["quantity"]["value"]}}


adjusted = lots(STOCK).flatmap(of_lot).flatmap(lambda line: st.sampled_from([line, negated(line)]))
outputs = st.builds(lambda line, status: line | ({"status": status} if status else {}), made(PACKED), maybe(status))
losses = st.lists(st.fixed_dictionaries({"reason": st.sampled_from(["cull", "trim"]), "quantity": mass()}), max_size=2)
gains = st.lists(st.fixed_dictionaries({"reason": st.just("water"), "quantity": mass("1", "3", "0.25")}), max_size=1)


def harvests() -> Fields:
    """Of one lot or of a growing one, weighed or not, tagged or not, from several plantings or from none."""
    fields = st.builds(
        lambda line, **more: line | {name: value for name, value in more.items() if value is not None},
        made((*CROP, *CROP, "C")),
        status=maybe(status),
        buffer=rarely(st.none(), st.just(True)),
        crew=st.none(),
    )
    return st.builds(lambda event, line, own: event | line | {"from": own}, kind("harvest"), fields, plantings)


def moved(name: str, doubtful: bool, **fields: st.SearchStrategy[Any]) -> Fields:
    needed = name == "count"
    lines = st.lists(taken(doubtful=doubtful, quantity_needed=needed), min_size=1, max_size=3 if needed else 2)
    return kind(name, lines=lines, **fields)


def disposals(doubtful: bool) -> Fields:
    """A shrink is in a mass unit and takes mass alone; everything else may be by tag."""
    shrunk = st.lists(st.fixed_dictionaries({"lot": lots(STOCK), "quantity": mass()}), min_size=1, max_size=2)
    reasons = st.sampled_from(["waste", "destroyed", "donated", "sample", "own_use"])
    return kind("dispose", lines=shrunk, reason=st.just("shrink")) | moved("dispose", doubtful, reason=reasons)


def packs(doubtful: bool) -> Fields:
    """Closed by itself, or one side of a run that others share; any of the lists may be empty."""
    return kind(
        "pack",
        inputs=st.lists(taken(doubtful=doubtful), max_size=2),
        outputs=st.lists(outputs, max_size=2),
        losses=losses,
        gains=gains,
        run=st.sampled_from([None, "R1", "R2", "R1"]),
        close=rarely(st.none(), st.just(True)) | st.just(True),
    )


def tag_events() -> Fields:
    lot = st.sampled_from(("A", "B", "C"))
    bind = lot.flatmap(
        lambda one: kind(
            "tag", action=st.just("bind"), tag=st.sampled_from(TAGS), lot=st.just(one), quantity=maybe(quantity(one))
        )
    )
    replace = kind("tag", action=st.just("replace"), tag=st.sampled_from(TAGS), **{"with": st.sampled_from(TAGS)})
    return bind | replace | kind("tag", action=st.just("retire"), tag=st.sampled_from(TAGS))


@lru_cache
def events(doubtful: bool) -> Fields:
    """An event of any kind; the kinds that move stock come more often."""
    to_lot = st.sampled_from(("A", "B", "C", "D", "Y"))
    reclassified = st.builds(lambda line, to: line | {"to_lot": to}, lots(("A", "B", "C")).flatmap(of_lot), to_lot)
    received = with_status(made((*INPUTS, "B", "C", UNMADE)))
    reason = st.just("because")
    common = [
        harvests(),
        harvests(),
        packs(doubtful),
        packs(doubtful),
        packs(doubtful),
        moved("ship", doubtful, partner=partner),
        kind("receive", partner=partner, lines=st.lists(received, min_size=1, max_size=2)),
        kind("open", lines=st.lists(with_status(made(STOCK)), min_size=1, max_size=2), reason=reason),
        kind("void", event=near, reason=reason),
        kind("void", event=near, reason=reason),
        st.builds(lambda event, old: event | {"copy": old}, kind("copy"), near),
        moved("count", doubtful, complete=st.sampled_from([None, True])),
    ]
    rest = [
        kind(
            "plant",
            lot=st.sampled_from(PLANTINGS),
            product=st.just("TREE"),
            area=st.just({"value": "1", "unit": "acre"}),
            uses=uses,
            **{"from": plantings},
        ),
        kind(
            "apply",
            uses=uses,
            to=st.lists(st.sampled_from((*PLANTINGS, "F1", "BED", "FARM", "A", UNKNOWN_PLACE)), min_size=1, max_size=2),
        ),
        kind("weigh", of=st.lists(near, min_size=1, max_size=3, unique=True), mass=mass("1000", "3", "77.7")),
        moved("move", doubtful, to=place.filter(bool), step=st.sampled_from([None, "cooling"])),
        kind(
            "return",
            partner=partner,
            lines=st.lists(lots(("A", "C", "D")).flatmap(of_lot), min_size=1, max_size=2),
            shipment=maybe(near),
        ),
        disposals(doubtful),
        kind("reclassify", lines=st.lists(reclassified, min_size=1, max_size=2), status=status, reason=reason),
        kind("adjust", lines=st.lists(adjusted, min_size=1, max_size=2), reason=reason),
        tag_events(),
    ]
    papers = [
        kind(
            "invoice",
            partner=partner,
            number=st.just("17"),
            date=st.just("2026-03-09"),
            lines=st.just(
                [{"lot": "C", "quantity": {"value": "1", "unit": "box"}, "amount": {"value": "9", "currency": "USD"}}]
            ),
        ),
        kind("hold", lots=st.just(["A"]), state=st.sampled_from(["hold", "release"]), reason=reason),
        kind("clean", method=st.just("water")).filter(lambda event: event["place"]),
        kind("note", about=st.just([{"lot": "A"}])),
    ]
    # Drawn by kind, because st.one_of would weigh a kind by its alternatives.
    return st.sampled_from([*common, *rest, st.one_of(*papers)]).flatmap(lambda fields: fields)
