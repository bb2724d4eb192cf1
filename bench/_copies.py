"""A large database in minutes: one real season, read from its events, then copied by the thousand inside PostgreSQL.

What tells one copy from the next is in every code and id of the season, so that a copy is what would have been
recorded and read: other lots, tags and events with the same masses. One lot of seed goes into every planting of its
operation; its recall is the whole operation.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import Column, Connection, Engine, LargeBinary, Table, text

from lotbook.db import Base
from tests.support.farm import registry

# Also hexadecimal, because event ids carry it.
MARK = "ACACAC"
LOT_IDS = {"lot_id", "into_id", "source_id", "target_id"}
PLANTINGS, HARVESTS, PACKS, SHIPPED = 4, 300, 700, 690
FIRST, DAYS = date(2026, 6, 1), 121


def season_file(first: date = FIRST) -> Iterator[bytes]:
    """Yield the lines of the book file of a season from a day on: about 1,000 lots and 5,000 postings."""
    seed = {"type": "product", "code": "APL-SEED", "name": "Rootstock", "commodity": "rootstock", "stage": "input"}
    for line in [*registry("season"), {**seed, "unit": "piece"}]:
        yield json.dumps(line).encode()
    for number, event in enumerate(_season(Random(7), first)):
        identity = {"id": f"019a0000-0000-7000-8{number:03x}-{MARK.lower()}000000", "v": 1, "by": "p-packer"}
        yield json.dumps({"type": "event", **identity, **event}).encode()


def _season(random: Random, first: date) -> Iterator[dict[str, Any]]:
    line = {"lot": "SEED-1", "product": "APL-SEED", "quantity": _of(1_000_000, "piece"), "status": "organic"}
    yield {"kind": "open", "at": "2022-02-01T08:00:00-08:00", "place": "SHED", "lines": [line], "reason": "began"}
    for number in range(PLANTINGS):
        uses = [{"lot": "SEED-1", "quantity": _of(400, "piece")}]
        fields: dict[str, Any] = {"lot": f"PL-{MARK}-{number}", "product": "APL-TREE", "uses": uses}
        yield {"kind": "plant", "at": f"2022-03-0{number + 1}T08:00:00-08:00", "place": "B4", **fields}
    left = []
    for number in range(HARVESTS):
        lot, planting = f"H-{MARK}-{number}", f"PL-{MARK}-{number % PLANTINGS}"
        fields = {"lot": lot, "product": "APL-BIN", "from": [planting], "quantity": _of(20, "bin")}
        yield {"kind": "harvest", "at": _at(first, number / HARVESTS * 60, 9), "place": "B4", **fields}
        left += [lot] * 5
    random.shuffle(left)
    for number in range(PACKS):
        inputs = [{"lot": left.pop(), "quantity": _of(4, "bin")} for _ in range(2)]
        outputs = [{"lot": f"P-{MARK}-{number}", "product": "APL-BOX", "quantity": _of(130, "box")}]
        fields = {"inputs": inputs, "outputs": outputs, "losses": [{"reason": "cull", "quantity": _of(2_200, "lb")}]}
        yield {"kind": "pack", "at": _at(first, 61 + number / PACKS * 60, 13), "place": "SHED", "gains": [], **fields}
    for number in range(SHIPPED):
        line = {"lot": f"P-{MARK}-{number}", "quantity": _of(130, "box")}
        fields = {"partner": "valley-market", "lines": [line]}
        yield {"kind": "ship", "at": _at(first, 61 + number / PACKS * 60, 16), "place": "SHED", **fields}


def _of(value: int, unit: str) -> dict[str, str]:
    return {"value": str(value), "unit": unit}


def _at(first: date, days: float, hour: int) -> str:
    return f"{first + timedelta(days=int(days))}T{hour:02d}:00:00-07:00"


def multiply(connection: Connection, season: int, operation: int, copies: int) -> None:
    """Copy the season's rows into another operation so many times."""
    for table in Base.metadata.sorted_tables:
        if table.name in ("operation", "settled_day"):
            continue
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        values = ", ".join(_copied(table, column) for column in table.columns)
        connection.execute(
            text(
                f'INSERT INTO "{table.name}" ({names}) SELECT {values} FROM "{table.name}" s, '
                "generate_series(0, :copies - 1) copy WHERE operation_id = :season ON CONFLICT DO NOTHING"
            ),
            {"season": season, "operation": operation, "copies": copies, "mark": MARK},
        )
    _sow_everything_from_one_seed(connection, operation)
    connection.execute(
        text("UPDATE operation SET head_seq = (SELECT max(seq) FROM entry WHERE operation_id = :op) WHERE id = :op"),
        {"op": operation},
    )


def _copied(table: Table, column: Column[Any]) -> str:
    name = f's."{column.name}"'
    if column.name == "operation_id":
        return "CAST(:operation AS integer)"
    if column.name in LOT_IDS or (table.name == "lot" and column.name == "id"):
        return f"{name} + copy * 10000"
    if column.name == "seq":
        return f"{name} + copy * 10000"
    if column.name == "sha256":
        return f"encode(sha256(convert_to({name} || :operation || '.' || copy, 'UTF8')), 'hex')"
    if isinstance(column.type, LargeBinary):
        unpacked = _marked(f"convert_from({name}, 'UTF8')")
        return f"convert_to({unpacked}, 'UTF8')"
    return _marked(name) if column.type.python_type is str else name


def _marked(value: str) -> str:
    number = "lpad(to_hex(copy), 6, '0')"
    return f"replace(replace({value}, CAST(:mark AS text), upper({number})), lower(:mark), {number})"


def _sow_everything_from_one_seed(connection: Connection, operation: int) -> None:
    """Link the seed to the plantings of every copy. It has one code, so only the first copy made a lot of it."""
    connection.execute(
        text(
            "INSERT INTO link SELECT l.operation_id, s.id, l.target_id, l.seq, l.kind, l.day, l.mass_mg FROM link l "
            "JOIN lot s ON s.operation_id = l.operation_id AND s.code = 'SEED-1' "
            "WHERE l.operation_id = :op AND l.kind = 'plant' ON CONFLICT DO NOTHING"
        ),
        {"op": operation},
    )
    # Until autovacuum comes by, the planner takes what was just copied for a handful of rows.
    connection.execute(text("ANALYZE lot, link, posting"))
    for table, column in (("link", "source_id"), ("posting", "lot_id")):
        orphans = f"SELECT 1 FROM lot WHERE lot.operation_id = :op AND lot.id = {table}.{column}"
        connection.execute(
            text(f"DELETE FROM {table} WHERE operation_id = :op AND NOT EXISTS ({orphans})"), {"op": operation}
        )


@contextmanager
def without_indexes(engine: Engine) -> Iterator[Engine]:
    """Drop the secondary indexes while rows are copied, then make them again and tell the planner."""
    listed = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname LIKE 'ix%'"
    with engine.begin() as connection:
        indexes = connection.execute(text(listed)).all()
        for name, _ in indexes:
            connection.execute(text(f'DROP INDEX "{name}"'))
    yield engine
    with engine.begin() as connection:
        for _, definition in indexes:
            connection.execute(text(definition))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
