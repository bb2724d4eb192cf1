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
    inner = {
        lot: {source: part for source, part in some.items() if source not in origins}
        for lot, some in parts.items()
        if lot not in origins
    }
    direct = {
        lot: sum(part for source, part in some.items() if source in origins)
        for lot, some in parts.items()
        if lot not in origins and not origins.isdisjoint(some)
    }
    shares: dict[int, float] = {}
    ordered, circular = _in_order(inner)
    for lot in ordered:
        value = direct.get(lot, 0.0) + sum(part * shares[s] for s, part in inner[lot].items() if s in shares)
        if value > 0:
            shares[lot] = value
    for group in components({lot: inner[lot] for lot in circular}):
        if group[0] not in circular:
            continue
        known = {
            lot: direct.get(lot, 0.0) + sum(part * shares[s] for s, part in inner.get(lot, {}).items() if s in shares)
            for lot in group
        }
        if len(group) == 1:
            (lot,) = group
            own = inner.get(lot, {}).get(lot, 0.0)
            value = known[lot] / (1 - own) if own < 1 - _SMALL else 0.0
            if value > 0:
                shares[lot] = value
            continue
        within = {lot: {s: p for s, p in inner.get(lot, {}).items() if s in known} for lot in group}
        shares.update({lot: value for lot, value in _solve(group, within, known).items() if value > 0})
    return shares


def _in_order(before: Mapping[int, Mapping[int, float]]) -> tuple[list[int], set[int]]:
    """Return lots each after all that it came from (Kahn 1962), and those that are in a circle or behind one."""
    waits = {lot: sum(1 for source in some if source in before) for lot, some in before.items()}
    after: dict[int, list[int]] = defaultdict(list)
    for lot, some in before.items():
        for source in some:
            if source in before:
                after[source].append(lot)
    ordered = [lot for lot, count in waits.items() if count == 0]
    for lot in ordered:
        for other in after.get(lot, ()):
            waits[other] -= 1
            if waits[other] == 0:
                ordered.append(other)
    return ordered, {lot for lot, count in waits.items() if count > 0}


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
