"""The checks beside a statement, where an answer has them: yield, ingredients, what was corrected or came late."""

from collections.abc import Iterator
from typing import Any

from lotbook.reports.builders.parts import moment
from lotbook.reports.names import Names
from lotbook.reports.report import Column, Table
from lotbook.reports.words import Words


def tables(result: dict[str, Any], names: Names, w: Words) -> Iterator[Table]:
    """Yield the tables of the checks that an answer has."""
    if result.get("plausibility") is not None:
        yield _plausibility(result["plausibility"], names, w)
    if result.get("ingredients"):
        yield _ingredients(result["ingredients"], names, w)
    if result.get("corrected") is not None:
        yield _corrected(result["corrected"], names, w)
    after = result.get("received_after")
    if after is not None and after.get("began"):
        yield _received_after(after, names, w)


def _plausibility(found: list[dict[str, Any]], names: Names, w: Words) -> Table:
    rows = [
        (
            names.of("product", one["product"]),
            _of(one.get("area")),
            one["harvested_mg"],
            _of(one.get("per_area")),
            _range(one.get("range")),
            w.code("plausible", one["verdict"]),
        )
        for one in found
    ]
    columns = (
        Column("product", width=28),
        Column("area", width=14),
        Column("harvested", "mass", 16),
        Column("per_area", width=18),
        Column("range", width=24),
        Column("verdict", width=18),
    )
    return Table("plausibility", columns, rows, empty="no_harvest")


def _ingredients(found: list[dict[str, Any]], names: Names, w: Words) -> Table:
    rows = [
        (
            names.of("recipe", one["recipe"]),
            next(iter(one["ingredient"].values()), ""),
            one["percent"],
            one["output_mg"],
            one["needed_mg"],
            one["used_mg"],
            one["difference_mg"],
            w.code("enough", one["verdict"]),
        )
        for one in found
    ]
    columns = (
        Column("recipe", width=22),
        Column("ingredient", width=18),
        Column("percent", "percent", 10),
        Column("made", "mass", 14),
        Column("needed", "mass", 14),
        Column("used", "mass", 14),
        Column("difference", "mass", 14),
        Column("verdict", width=12),
    )
    return Table("ingredients", columns, rows, wide=True)


def _corrected(found: list[dict[str, Any]], names: Names, w: Words) -> Table:
    rows = [
        (
            w.code("kind", one["kind"]),
            moment(one["at"], names.timezone),
            one["by"],
            w.code("how", one["how"]),
            one["with_by"],
            moment(one.get("with_received") or one["with_at"], names.timezone),
            one.get("reason") or "",
            one["event"],
        )
        for one in found
    ]
    columns = (
        Column("record", width=14),
        Column("at", width=17),
        Column("by", width=8),
        Column("how", width=10),
        Column("corrected_by", width=10),
        Column("corrected_at", width=17),
        Column("reason", width=30),
        Column("event", width=38),
    )
    return Table("corrected", columns, rows, empty="nothing_corrected", wide=True)


def _received_after(after: dict[str, Any], names: Names, w: Words) -> Table:
    rows = [
        (
            w.code("kind", one["kind"]),
            moment(one["at"], names.timezone),
            one["by"],
            moment(one["received"], names.timezone),
            one["event"],
        )
        for one in after["events"]
    ]
    columns = (
        Column("record", width=14),
        Column("at", width=17),
        Column("by", width=10),
        Column("received_at", width=17),
        Column("event", width=38),
    )
    note = w("began", at=moment(after["began"], names.timezone))
    return Table("received_after", columns, rows, empty="nothing_after", note=note)


def _of(quantity: dict[str, Any] | None) -> str:
    return "" if not quantity else f"{quantity['value']} {quantity['unit']}"


def _range(found: dict[str, Any] | None) -> str:
    return "" if not found else f"{found.get('min') or '?'} – {found.get('max') or '?'} {found['unit']}"
