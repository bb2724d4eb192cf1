"""The electronic sortable spreadsheet of 21 CFR 1.1455(c)(3)(ii): completeness first, then a sheet an event."""

from typing import Any

from lotbook.reports.names import Names
from lotbook.reports.report import Column, Report, Table
from lotbook.reports.words import Words


def report(result: dict[str, Any], _names: Names, w: Words) -> Report:
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
            sheet["rows"],
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
