"""Which lots a lot reaches, back or forward, step by step over the links (2-contract.md, rule 7).

Whole lots: if any of A went into B, B is ahead of A, whenever it was. Through a planting time counts,
so every lot is reached with a day: back, the last day on which what went into it counts; forward, the
first day from which what comes off it counts. A better day visits it again.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.registry.facts import PlaceFacts, place_facts
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Place

EVER = 2**31
NEVER = -1
_LINKS_A_LOT = 2
_TIMED_IN = ("plant", "transplant")
_TIMED_OUT = ("harvest", "transplant")


class Step(NamedTuple):
    """One link of a trace; `kind` is that of the link, or apply."""

    source: int
    target: int
    seq: int
    kind: str
    day: int
    mass_mg: int | None


@dataclass(slots=True)
class Reach:
    """The lots that were reached, with the fewest steps to each, and the links between them.

    Lots that nothing but an application names have no row: they get ids below zero, and `names` has their codes.
    """

    origin: int
    depth: dict[int, int] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    whole: bool = True
    """Whether the walk went to its end."""


def reach(
    session: Session, operation: Operation, origin: int, code: str, direction: str, most: int | None = None
) -> Reach:
    """Walk from a lot, back or forward, until nothing new is reached; circles end.

    With `most` it stops at the step that brings more lots than that, and does not read all of that step.
    """
    walk = _Back(session, operation) if direction == "back" else _Forward(session, operation)
    walk.most = most
    if origin < 0:
        walk.names[origin] = code
    found = Reach(origin, {origin: 0})
    links: dict[tuple[int | str, ...], Step] = {}
    day: dict[int, int] = {origin: walk.start}
    frontier = {origin: walk.start}
    depth = 0
    while frontier:
        if most is not None and (walk.cut or len(day) > most + 1):
            found.whole = False
            break
        depth += 1
        ahead: dict[int, int] = {}
        for step, other, when in walk.steps(frontier):
            # A lot that is reached again on a better day has the same links, and perhaps more.
            links[step[:4]] = step
            if other not in day:
                found.depth[other] = depth
            elif not walk.better(when, day[other]):
                continue
            day[other] = ahead[other] = when
        frontier = ahead
    found.names, found.steps = walk.names, list(links.values())
    return found


class _Walk:
    start: int
    most: int | None = None
    cut: bool = False
    """Whether a step had more links than are read of one."""

    def __init__(self, session: Session, operation: Operation) -> None:
        self.session, self.operation = session, operation
        self.names: dict[int, str] = {}
        self._places: dict[str, PlaceFacts] | None = None
        self._applies: bool | None = None

    def steps(self, frontier: dict[int, int]) -> Iterable[tuple[Step, int, int]]:
        """Yield each link from the frontier with the lot that it reaches and the day that counts there."""
        raise NotImplementedError

    def better(self, day: int, than: int) -> bool:
        """Whether a day lets more through than another."""
        raise NotImplementedError

    def links(self, column: str, ids: Iterable[int]) -> list[Step]:
        sql = (
            "SELECT source_id, target_id, seq, kind, day, mass_mg FROM link"  # noqa: S608 - ours
            f" WHERE operation_id = :op AND {column} IN :ids"
        )
        real = [id_ for id_ in ids if id_ >= 0]
        if not real:
            return []
        if self.most is None:
            return list(map(Step._make, rows(self.session, sql, op=self.operation.id, ids=real)))
        limit = _LINKS_A_LOT * self.most
        found = rows(self.session, sql + " ORDER BY seq LIMIT :limit", op=self.operation.id, ids=real, limit=limit)
        self.cut = self.cut or len(found) == limit
        return list(map(Step._make, found))

    def applies(self) -> bool:
        """Whether anything was ever applied: most packhouses need not look."""
        if self._applies is None:
            sql = "SELECT 1 FROM application WHERE operation_id = :op LIMIT 1"
            self._applies = bool(rows(self.session, sql, op=self.operation.id))
        return self._applies

    @property
    def places(self) -> dict[str, PlaceFacts]:
        if self._places is None:
            records = records_by_code(self.session, self.operation.id, "place", None)
            self._places = {r.code: place_facts(r) for r in records if isinstance(r, Place)}
        return self._places

    def related(self, place: str) -> set[str]:
        """A place, all that it is under, and all that is under it."""
        over = set(self._over(place))
        under = {code for code in self.places if place in self._over(code)}
        return {place} | over | under

    def _over(self, place: str) -> list[str]:
        chain: list[str] = []
        code: str | None = place
        while code is not None and code not in chain:
            chain.append(code)
            code = self.places[code].parent if code in self.places else None
        return chain

    def code_of(self, ids: Iterable[int]) -> dict[int, str]:
        wanted = [id_ for id_ in ids if id_ >= 0]
        sql = "SELECT id, code FROM lot WHERE operation_id = :op AND id IN :ids"
        found = {row[0]: row[1] for row in rows(self.session, sql, op=self.operation.id, ids=wanted)} if wanted else {}
        return {**found, **dict(self.names.items())}


class _Back(_Walk):
    start = EVER

    def better(self, day: int, than: int) -> bool:
        return day > than

    def steps(self, frontier: dict[int, int]) -> Iterable[tuple[Step, int, int]]:
        for step in self.links("target_id", frontier):
            until = frontier[step.target]
            if step.kind in _TIMED_IN and step.day > until:
                continue
            # Behind a harvest lies what went into its planting by that day; behind a transplant, by when it moved.
            timed = step.kind in _TIMED_OUT
            yield step, step.source, step.day if timed else EVER
        if self.applies():
            yield from self._applied(frontier)

    def _applied(self, frontier: dict[int, int]) -> Iterable[tuple[Step, int, int]]:
        codes = self.code_of(frontier)
        targets: dict[str, set[int]] = defaultdict(set)
        for id_ in frontier:
            if id_ in codes:
                targets[codes[id_]].add(id_)
        for id_, place in self._planted([id_ for id_ in frontier if id_ >= 0]):
            for code in self.related(place) & self.places.keys():
                targets[code].add(id_)
        lot_only = {code for code, ids in targets.items() if code in self.places}
        sql = "SELECT lot_id, seq, to_code, day FROM application WHERE operation_id = :op AND to_code IN :codes"
        for lot, seq, to_code, day in rows(self.session, sql, op=self.operation.id, codes=sorted(targets)):
            for target in targets[to_code]:
                if day <= frontier[target] and (to_code not in lot_only or self._meant(to_code, target, codes)):
                    yield Step(lot, target, seq, "apply", day, None), lot, EVER

    def _meant(self, code: str, target: int, codes: dict[int, str]) -> bool:
        """A code that is a place and a lot is both, but only a lot that something made."""
        return codes.get(target) != code or target in self._made([target])

    def _made(self, ids: list[int]) -> set[int]:
        sql = "SELECT id FROM lot WHERE operation_id = :op AND id IN :ids AND kind IS NOT NULL"
        return {row[0] for row in rows(self.session, sql, op=self.operation.id, ids=ids)}

    def _planted(self, ids: list[int]) -> list[tuple[int, str]]:
        sql = "SELECT DISTINCT lot_id, place FROM planting_place WHERE operation_id = :op AND lot_id IN :ids"
        return [(row[0], row[1]) for row in rows(self.session, sql, op=self.operation.id, ids=ids)] if ids else []


class _Forward(_Walk):
    start = NEVER

    def better(self, day: int, than: int) -> bool:
        return day < than

    def steps(self, frontier: dict[int, int]) -> Iterable[tuple[Step, int, int]]:
        for step in self.links("source_id", frontier):
            since = frontier[step.source]
            if step.kind in _TIMED_OUT and step.day < since:
                continue
            timed = step.kind in _TIMED_IN
            yield step, step.target, step.day if timed else NEVER
        if self.applies():
            yield from self._applied(frontier)

    def _applied(self, frontier: dict[int, int]) -> Iterable[tuple[Step, int, int]]:
        sql = "SELECT lot_id, seq, to_code, day FROM application WHERE operation_id = :op AND lot_id IN :ids"
        ids = [id_ for id_ in frontier if id_ >= 0]
        applied = rows(self.session, sql, op=self.operation.id, ids=ids) if ids else []
        meant = self._targets({row[2] for row in applied}) if applied else {}
        for lot, seq, to_code, day in applied:
            for target in meant[to_code]:
                yield Step(lot, target, seq, "apply", day, None), target, day

    def _targets(self, codes: set[str]) -> dict[str, set[int]]:
        """The lots that codes mean: a lot's own, all plantings at, under or over a place, else an unknown planting."""
        sql = "SELECT code, id, kind FROM lot WHERE operation_id = :op AND code IN :codes"
        lots = {row[0]: row for row in rows(self.session, sql, op=self.operation.id, codes=sorted(codes))}
        found: dict[str, set[int]] = {}
        for code in codes:
            targets = self._at(code) if code in self.places else set()
            lot = lots.get(code)
            if lot is not None and (lot[2] is not None or code not in self.places):
                targets.add(lot[1])
            elif lot is None and code not in self.places:
                targets.add(self._unknown(code))
            found[code] = targets
        return found

    def _at(self, place: str) -> set[int]:
        sql = "SELECT DISTINCT lot_id FROM planting_place WHERE operation_id = :op AND place IN :places"
        places = sorted(self.related(place))
        return {row[0] for row in rows(self.session, sql, op=self.operation.id, places=places)}

    def _unknown(self, code: str) -> int:
        for id_, name in self.names.items():
            if name == code:
                return id_
        id_ = -1 - len(self.names)
        self.names[id_] = code
        return id_
