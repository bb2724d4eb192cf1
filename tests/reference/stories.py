"""Books of a few events, said shortly: `story("harvest", lot="A", …)` is an event, `day` its date in March 2026."""

from typing import Any

from tests.reference import Book, read

Line = dict[str, Any]

REGISTRY: list[Line] = [
    {"type": "operation", "code": "demo", "name": "Demo", "timezone": "America/New_York", "mass_unit": "lb"},
    {"type": "place", "code": "FARM", "parent": None, "status": [{"from": "2020-01-01", "status": "transitional"}]},
    {"type": "place", "code": "F1", "parent": "FARM", "status": [{"from": "2026-03-10", "status": "organic"}]},
    {"type": "place", "code": "SHED", "parent": None, "status": []},
]


def product(code: str, *, unit: str = "bin", stage: str = "harvested", masses: list[Line] | None = None) -> Line:
    always = [{"from": "2000-01-01", "value": "1", "unit": "kg", "basis": "table"}]
    unit_mass = always if masses is None else masses
    return {"type": "product", "code": code, "commodity": "fruit", "stage": stage, "unit": unit, "unit_mass": unit_mass}


def q(said: str) -> Line:
    """A quantity: "3 bin"."""
    value, unit = said.split()
    return {"value": value, "unit": unit}


class Story:
    """Collects events with ids in their order of telling, at 10:00 of their day unless said."""

    def __init__(self, *registry: Line) -> None:
        self.lines: list[Line] = [*REGISTRY, product("BIN"), *registry]

    def tell(self, kind: str, day: int, at: str = "10:00:00", place: str | None = "SHED", **fields: Any) -> str:
        id_ = f"019a0000-0000-7000-8000-{len(self.lines):012x}"
        event = {"type": "event", "id": id_, "kind": kind, "at": f"2026-03-{day:02d}T{at}-04:00", "place": place}
        self.lines.append(event | {"v": 1, "by": "c01"} | fields)
        return id_

    def harvest(self, day: int, lot: str, said: str, **fields: Any) -> str:
        return self.tell("harvest", day, **({"lot": lot, "product": "BIN", "quantity": q(said), "from": []} | fields))

    def pack(self, day: int, inputs: dict[str, str], outputs: dict[str, str], **fields: Any) -> str:
        made = [{"lot": lot, "product": "BIN", "quantity": q(said)} for lot, said in outputs.items()]
        return self.tell("pack", day, **({"inputs": lines(inputs), "outputs": made, "losses": []} | fields))

    def ship(self, day: int, *taken: Line, **fields: Any) -> str:
        return self.tell("ship", day, partner="grocer", lines=list(taken), **fields)

    def read(self) -> Book:
        return read(self.lines)

    def month(self, **scope: str) -> dict[str, Any]:
        return self.read().statement(scope or {"commodity": "fruit"}, "2026-03-01", "2026-03-31")


def line(lot: str, said: str, **more: Any) -> Line:
    return {"lot": lot, "quantity": q(said)} | more


def lines(said: dict[str, str]) -> list[Line]:
    return [line(lot, quantity) for lot, quantity in said.items()]


def out_of(*plantings: str) -> Line:
    """The field `from`, which is a word of Python's."""
    return {"from": list(plantings)}
