"""What events are made of: moments, quantities, lots, tags and lines. Few of each, so that they collide."""

from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

Line = dict[str, Any]

# Each lot has a product that it usually is of; LOTS of them are stock, PLANTINGS are not.
LOTS = {
    "A": "BIN", "B": "BIN", "C": "BOX", "D": "BOX", "E": "JUICE", "S": "STEM", "U": "BUNCH",
    "K": "CARTON", "N": "SALT", "Z": "SEED",
}  # fmt: skip
STOCK = tuple(LOTS)
CROP, PACKED, INPUTS = ("A", "B", "S"), ("C", "D", "E", "U", "A"), ("Z", "N", "K")
PLANTINGS = ("PL1", "PL2", "PL3")
UNMADE = "X"
TAGS = ("T1", "T2", "T3")
UNITS = {
    "BIN": ["bin", "bin", "half-bin", "lb"],
    "BOX": ["box", "box", "pallet", "lb"],
    "JUICE": ["kg", "lb"],
    "STEM": ["stem", "dozen", "stem", "g"],
    "BUNCH": ["bunch"],
    "CARTON": ["carton"],
    "SALT": ["sack", "kg"],
    "SEED": ["oz", "g"],
    "TREE": ["tree"],
}
VALUES = ("1", "2", "3", "5", "10", "0.5", "2.25", "0.333333", "7.77", "0")
DAYS = ("2026-03-06", "2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10", "2026-04-05", "2025-11-02")
# Around midnight, and around the hour that a change of the clock leaves out or repeats.
TIMES = ("10:00:00", "10:00:00", "00:00:00", "23:59:59", "01:30:00", "02:30:00", "18:15:00.250000")
OFFSETS = ("-05:00", "-08:00", "-07:00", "+13:00", "Z")

moments = st.builds("{}T{}{}".format, st.sampled_from(DAYS), st.sampled_from(TIMES), st.sampled_from(OFFSETS))


def rarely(common: st.SearchStrategy[Any], rare: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """One in ten is the rare one; shrinks towards the common one."""
    return st.integers(0, 9).flatmap(lambda which: rare if which == 9 else common)


def maybe(part: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | part


@lru_cache
def quantity(lot: str) -> st.SearchStrategy[Line]:
    """In a unit that suits the lot's usual product; rarely in one that nobody knows."""
    units = st.sampled_from(UNITS[LOTS.get(lot, "BIN")])
    return st.fixed_dictionaries(
        {"value": st.sampled_from(VALUES), "unit": rarely(units, st.sampled_from(["blob", "kg"]))}
    )


@lru_cache
def mass(*values: str) -> st.SearchStrategy[Line]:
    units = st.sampled_from(["lb", "kg", "oz"])
    return st.fixed_dictionaries({"value": st.sampled_from(values or VALUES), "unit": units})


@lru_cache
def lots(of: tuple[str, ...]) -> st.SearchStrategy[str]:
    """One of these, now and then another or one that nothing made."""
    return rarely(st.sampled_from(of), st.sampled_from((*STOCK, UNMADE)))


@lru_cache
@st.composite
def made(draw: st.DrawFn, of: tuple[str, ...]) -> Line:
    """A lot with its product, sometimes another's (a clash) or one that nobody knows; sometimes weighed or tagged."""
    lot = draw(st.sampled_from(of))
    usual = LOTS.get(lot, "TREE")
    line = {
        "lot": lot,
        "product": draw(rarely(st.just(usual), st.sampled_from(["BIN", "BOX", "STEM", "NOTHING"]))),
        "quantity": draw(quantity(lot)),
    }
    if draw(st.integers(0, 4)) == 4:
        line["mass"] = draw(mass())
    if draw(st.integers(0, 3)) == 3:
        line["tags"] = draw(bindings(lot))
    return line


@lru_cache
def bindings(lot: str) -> st.SearchStrategy[list[Line]]:
    """Tags with a quantity or without; no tag twice in one line."""
    with_quantity = st.fixed_dictionaries({"tag": st.sampled_from(TAGS), "quantity": quantity(lot)})
    lot_only = st.fixed_dictionaries({"tag": st.sampled_from(TAGS), "quantity": st.none()})
    return st.lists(rarely(with_quantity, lot_only), max_size=2, unique_by=lambda one: one["tag"])


@lru_cache
@st.composite
def taken(draw: st.DrawFn, *, doubtful: bool, quantity_needed: bool = False) -> Line:
    """A line that takes, moves or counts: by lot, by tag, or by both."""
    way = draw(st.sampled_from(["lot", "lot", "lot", "lot", "tag", "both", "amount", "some"]))
    lot = draw(lots(STOCK))
    tag = draw(st.sampled_from(TAGS))
    if way == "both":
        return {"tag": tag, "lot": lot, "quantity": draw(quantity(lot))}
    if way == "amount" or (way == "tag" and quantity_needed):
        return {"tag": tag, "quantity": draw(quantity("A"))}
    if way == "tag":
        return {"tag": tag}
    if way == "some" and doubtful and not quantity_needed:
        return draw(st.sampled_from([{"lot": lot}, {"lot": lot, "tag": tag}]))
    return {"lot": lot, "quantity": draw(quantity(lot))}
