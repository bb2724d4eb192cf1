"""A sales audit on paper: shipped against billed by customer, and organic sold against organic there was."""

from typing import Any

from lotbook.reports.builders import parts
from lotbook.reports.names import Names
from lotbook.reports.report import Column, Report, Table
from lotbook.reports.words import Words


def report(result: dict[str, Any], names: Names, w: Words) -> Report:
    """Return the report of a sales audit."""
    what = result.get("commodity") or result.get("product") or next(iter(result.get("scope", {}).values()), "")
    reasons = [
        (w.code("verdict", one["severity"]), w.code("why", one["code"], one["text"])) for one in result["reasons"]
    ]
    return Report(
        title=w("title.sales"),
        subtitle=w("period", what=what or w("everything"), since=result["from"], to=result["to"]),
        facts=[],
        tables=[
            Table("reasons", (Column("weight", width=12), Column("reason", width=90)), reasons, empty="no_reasons"),
            _customers(result, names, w),
            _invoices(result, names),
            _days(result, w),
        ],
    )


def _customers(result: dict[str, Any], names: Names, w: Words) -> Table:
    rows = [
        (
            names.of("partner", one["partner"]),
            one["shipped_mg"],
            one["returned_mg"],
            one["invoiced_mg"],
            one["difference_mg"],
            _amounts(one.get("amounts")),
            w.code("sold", one["verdict"]),
        )
        for one in result["customers"]
    ]
    columns = (
        Column("customer", width=28),
        Column("shipped", "mass", 16, sum=True),
        Column("returned", "mass", 16, sum=True),
        Column("invoiced", "mass", 16, sum=True),
        Column("difference", "mass", 16, sum=True),
        Column("amount", width=18),
        Column("verdict", width=24),
    )
    return Table("customers_audit", columns, rows, total="in_all", empty="no_sales", wide=True)


def _invoices(result: dict[str, Any], names: Names) -> Table:
    rows = [
        (
            names.name("partner", customer["partner"]),
            one["number"],
            one["date"],
            one["mass_mg"],
            parts.units(one.get("units")),
            _amounts(one.get("amounts")),
        )
        for customer in result["customers"]
        for one in customer["invoices"]
    ]
    columns = (
        Column("customer", width=26),
        Column("invoice", width=16),
        Column("day", width=12),
        Column("mass", "mass", 16, sum=True),
        Column("units", width=20),
        Column("amount", width=18),
    )
    return Table("invoices", columns, rows, total="in_all", empty="no_invoices")


def _days(result: dict[str, Any], w: Words) -> Table:
    rows = [
        (one["day"], one["available_mg"], one["sold_mg"], one["left_mg"], w("short") if one["short"] else "")
        for one in result["organic_days"]
    ]
    columns = (
        Column("day", width=12),
        Column("available", "mass", 16),
        Column("sold", "mass", 16, sum=True),
        Column("left", "mass", 16),
        Column("verdict", width=12),
    )
    return Table("organic_days", columns, rows, total="in_all", empty="no_sales")


def _amounts(some: list[dict[str, Any]] | None) -> str:
    return ", ".join(f"{one['value']} {one['currency']}" for one in some or ())
