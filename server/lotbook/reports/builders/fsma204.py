"""The electronic sortable spreadsheet of 21 CFR 1.1455(c)(3)(ii): completeness first, then a sheet an event."""

from typing import Any

from lotbook.reports.names import Names
from lotbook.reports.report import Column, Report, Table
from lotbook.reports.words import Words


def report(result: dict[str, Any], names: Names, w: Words) -> Report:
    """Return the sheets of an answer; their headings are the form's own, in English."""
    completeness = [
        (w.code("cte", one["cte"]), one["kde"], one["events"], one["missing"], ", ".join(one["missing_in"]))
        for one in result["completeness"]
    ]
    columns = (
        Column("cte", width=18),
        Column("kde", width=44),
        Column("events", "number", 10),
        Column("missing_count", "number", 10),
        Column("missing_in", width=40),
    )
    sheets = [
        Table(
            f"cte.{name}",
            tuple(Column(heading, width=max(14, min(30, len(heading)))) for heading in sheet["columns"]),
            [_described(row, sheet["kinds"], names) for row in sheet["rows"]],
            fixed=True,
            wide=True,
            note=sheet.get("note"),
        )
        for name, sheet in result["sheets"].items()
    ]
    return Report(
        title=w("title.fsma204"),
        subtitle="21 CFR 1 Subpart S",
        facts=[],
        tables=[Table("completeness", columns, completeness), *sheets],
    )


def _described(row: list[Any], kinds: list[str], names: Names) -> list[Any]:
    """Write codes of places, partners and products as the rule wants locations and products described."""
    return [_words(cell, kind, names) for cell, kind in zip(row, kinds, strict=True)]


def _words(cell: Any, kind: str, names: Names) -> Any:
    if cell is None or kind == "text":
        return cell
    if kind == "product":
        return names.name("product", cell)
    contact = names.contact(kind, cell) or names.contact("operation", names.operation["code"]) * (kind != "partner")
    name = names.operation.get("name") or cell if kind == "operation" else names.name(kind, cell)
    return ", ".join(part for part in (name, contact) if part)
