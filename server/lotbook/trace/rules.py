"""Shares: how much of a lot's mass came through another (2-contract.md, rule 7). Pure.

share(T through A) is the sum, over all paths that end at their first meeting with A, of the products
of link mass ÷ all that came into the child. Rework makes circles; within one, a linear system is solved.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

LARGEST_SYSTEM = 300
"""Circles of more lots than this are summed path by path until nothing changes any more."""
_SWEEPS = 2_000
_SMALL = 1e-12


class Edge(NamedTuple):
    """Mass of one lot that went into another."""

    source: int
    target: int
    mass_mg: int


def fractions(edges: Iterable[Edge], came_in: Mapping[int, int]) -> dict[int, dict[int, float]]:
    """Return, for each lot, which part of what came into it each source gave; only what carries mass."""
    parts: dict[int, dict[int, float]] = defaultdict(dict)
    for source, target, mass in edges:
        whole = came_in.get(target, 0)
        if mass > 0 and whole > 0:
            parts[target][source] = parts[target].get(source, 0.0) + mass / whole
    return dict(parts)


def forward_shares(origins: set[int], parts: Mapping[int, Mapping[int, float]]) -> dict[int, float]:
    """Return how much of each other lot came through any of `origins`; lots that no mass reaches are left out."""
    # Nothing is asked of what lies behind an origin: paths end at their first meeting with one.
    inner = {lot: some for lot, some in parts.items() if lot not in origins}
    shares = dict.fromkeys(origins, 1.0)
    circular = _pass_on(inner, shares)
    for group in components({lot: {s: p for s, p in inner[lot].items() if s in circular} for lot in circular}):
        members = set(group)
        within = {lot: {s: p for s, p in inner[lot].items() if s in members} for lot in group}
        known = {
            lot: shares.get(lot, 0.0)
            + sum(part * shares.get(s, 0.0) for s, part in inner[lot].items() if s in circular and s not in members)
            for lot in group
        }
        shares |= _solve(group, within, known) if len(group) > 1 else _alone(group[0], within, known)
    return {lot: share for lot, share in shares.items() if share > 0 and lot not in origins}


def _alone(lot: int, within: Mapping[int, Mapping[int, float]], known: Mapping[int, float]) -> dict[int, float]:
    """Solve a lot that may go into itself."""
    own = within[lot].get(lot, 0.0)
    return {lot: known[lot] / (1 - own) if own < 1 - _SMALL else 0.0}


def _pass_on(before: Mapping[int, Mapping[int, float]], shares: dict[int, float]) -> set[int]:
    """Add to shares in an order in which each lot comes after all that it came from (Kahn 1962).

    Returns the lots that are in a circle or ahead of one; they have got what does not come through a circle.
    """
    after: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for lot, some in before.items():
        for source, part in some.items():
            after[source].append((lot, part))
    waits = {lot: len(some) for lot, some in before.items()}
    ready = [lot for lot in after if lot not in waits]
    for lot in ready:
        share = shares.get(lot, 0.0)
        for other, part in after.get(lot, ()):
            if share:
                shares[other] = shares.get(other, 0.0) + share * part
            waits[other] -= 1
            if not waits[other]:
                ready.append(other)
    return {lot for lot, count in waits.items() if count}


def back_shares(asked: int, parts: Mapping[int, Mapping[int, float]]) -> dict[int, float]:
    """Return how much of `asked` came through each lot behind it; lots that give no mass are left out."""
    children: dict[int, dict[int, float]] = defaultdict(dict)
    for lot, some in parts.items():
        for source, part in some.items():
            children[source][lot] = part
    visits: dict[int, float] = {}
    shares: dict[int, float] = {}
    for group in components(children):
        start = {
            lot: (1.0 if lot == asked else 0.0)
            + sum(part * visits[c] for c, part in children.get(lot, {}).items() if c in visits)
            for lot in group
        }
        within = {lot: {c: p for c, p in children.get(lot, {}).items() if c in start} for lot in group}
        circular = len(group) > 1 or group[0] in within[group[0]]
        if not circular:
            if start[group[0]] > 0:
                visits[group[0]] = shares[group[0]] = start[group[0]]
            continue
        solved = _solve(group, within, start)
        visits.update({lot: value for lot, value in solved.items() if value > 0})
        for lot in group:
            if solved[lot] > 0:
                # A circle comes back: only the first meeting counts.
                unit = {other: (1.0 if other == lot else 0.0) for other in group}
                shares[lot] = solved[lot] / _solve(group, within, unit)[lot]
    shares.pop(asked, None)
    return shares


def _solve(
    group: Sequence[int], within: Mapping[int, Mapping[int, float]], known: Mapping[int, float]
) -> dict[int, float]:
    """Solve x = known + within · x."""
    if len(group) > LARGEST_SYSTEM:
        return _sweep(group, within, known)
    place = {lot: n for n, lot in enumerate(group)}
    size = len(group)
    rows = [[0.0] * (size + 1) for _ in group]
    for lot, n in place.items():
        rows[n][n] = 1.0
        rows[n][size] = known[lot]
        for other, part in within[lot].items():
            rows[n][place[other]] -= part
    for n in range(size):
        pivot = max(range(n, size), key=lambda row: abs(rows[row][n]))
        if abs(rows[pivot][n]) < _SMALL:
            return _sweep(group, within, known)
        rows[n], rows[pivot] = rows[pivot], rows[n]
        head = rows[n]
        for row in rows[n + 1 :]:
            factor = row[n] / head[n]
            if factor:
                for column in range(n, size + 1):
                    row[column] -= factor * head[column]
    values = [0.0] * size
    for n in range(size - 1, -1, -1):
        values[n] = (rows[n][size] - sum(rows[n][m] * values[m] for m in range(n + 1, size))) / rows[n][n]
    return {lot: values[n] for lot, n in place.items()}


def _sweep(
    group: Sequence[int], within: Mapping[int, Mapping[int, float]], known: Mapping[int, float]
) -> dict[int, float]:
    """Sum paths, shorter ones first, until nothing changes: right for any circle, only slower."""
    values = dict.fromkeys(group, 0.0)
    for _ in range(_SWEEPS):
        moved = 0.0
        for lot in group:
            value = known[lot] + sum(part * values[other] for other, part in within[lot].items())
            moved = max(moved, abs(value - values[lot]))
            values[lot] = value
        if moved < _SMALL:
            break
    return values


def components(before: Mapping[int, Mapping[int, float]]) -> list[list[int]]:
    """Return the strongly connected groups of a graph, each after all that it depends on (Tarjan 1972)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    on_stack: set[int] = set()
    stack: list[int] = []
    groups: list[list[int]] = []
    nodes = list(dict.fromkeys([*before, *(source for some in before.values() for source in some)]))
    for root in nodes:
        if root in index:
            continue
        work = [(root, iter(before.get(root, ())))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, rest = work[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(before.get(other, ()))))
                    break
                if other in on_stack:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == index[node]:
                    group = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        group.append(member)
                        if member == node:
                            break
                    groups.append(group)
    return groups
