"""The ways in which one book may arrive: any order, any duplicates, any batches (law 3)."""

from hypothesis import strategies as st

from .registry import Line


@st.composite
def arrivals(draw: st.DrawFn, lines: list[Line]) -> list[list[Line]]:
    """Batches of the lines. The operation comes first; versions of one record keep their order, because the newest by
    `seq` holds, so their arrival is part of what they say."""
    operation, rest = lines[:1], lines[1:]
    shuffled = draw(st.permutations(rest))
    versions: dict[tuple[str, str], list[Line]] = {}
    for line in rest:
        if line["type"] != "event":
            versions.setdefault((line["type"], line["code"]), []).append(line)
    in_turn = {key: iter(found) for key, found in versions.items()}
    ordered = [line if line["type"] == "event" else next(in_turn[line["type"], line["code"]]) for line in shuffled]
    again = draw(st.lists(st.sampled_from(ordered), max_size=5)) if ordered else []
    for line in again:
        # Anywhere after the first time.
        ordered.insert(draw(st.integers(ordered.index(line) + 1, len(ordered))), line)
    batches: list[list[Line]] = [operation]
    while ordered:
        size = draw(st.integers(1, len(ordered)))
        batches.append(ordered[:size])
        ordered = ordered[size:]
    return batches
