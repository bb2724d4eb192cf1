"""A mock recall on paper: what is affected, who has it, what is here, whom to tell."""

from typing import Any

from lotbook.reports.builders import parts
from lotbook.reports.builders.trace import accounted, gaps, on_hand
from lotbook.reports.names import Names
from lotbook.reports.report import Column, Report, Table
from lotbook.reports.words import Words


def report(result: dict[str, Any], names: Names, w: Words) -> Report:
    """Return the report of a mock recall."""
    unit = names.mass_unit
    facts = [(w("lots"), f"{len(result['lots']):,}"), (w("customers_count"), f"{len(result['customers']):,}")]
    if result.get("losses_mg") is not None:
        facts.append((w("losses"), f"{parts.mass(result['losses_mg'], unit)} {unit}"))
    return Report(
        title=w("title.recall"),
        subtitle=w("of_lot", lot=", ".join(result["asked"])),
        facts=[*facts, *accounted(result, names, w)],
        tables=[
            _notify(result, names),
            _shipments(result, names, w),
            on_hand(result, names),
            _lots(result, names, w),
            gaps(result, w),
        ],
    )


def _notify(result: dict[str, Any], names: Names) -> Table:
    of = {one["partner"]: one for one in result["customers"]}
    rows = [
        (names.of("partner", code), names.contact("partner", code), of[code]["mass_mg"], parts.units(of[code]["units"]))
        for code in result["notify"]
        if code in of
    ]
    columns = (
        Column("customer", width=32),
        Column("contact", width=50),
        Column("mass", "mass", 16, sum=True),
        Column("units", width=24),
    )
    return Table("notify", columns, rows, total="in_all", empty="nobody_to_notify")


def _shipments(result: dict[str, Any], names: Names, w: Words) -> Table:
    rows = [
        (
            names.name("partner", customer["partner"]),
            parts.moment(one["at"], names.timezone),
            one["lot"],
            one["mass_mg"],
            parts.units(one.get("units")),
            parts.papers(one.get("refs"), w),
        )
        for customer in result["customers"]
        for one in customer["shipments"]
    ]
    columns = (
        Column("customer", width=26),
        Column("at", width=17),
        Column("lot", width=22),
        Column("mass", "mass", 16, sum=True),
        Column("units", width=18),
        Column("papers", width=26),
    )
    return Table("shipments", columns, rows, total="in_all", empty="no_customers", wide=True)


def _lots(result: dict[str, Any], names: Names, w: Words) -> Table:
    rows = [
        (
            one["lot"],
            w.code("lot_kind", one["kind"]),
            names.name("product", one["product"]),
            w.code("status", one["status"]),
            one.get("made_mg"),
            one.get("stock_mg"),
            parts.share(one.get("share")),
            w("on_hold") if one.get("hold") else "",
        )
        for one in result["lots"]
    ]
    columns = (
        Column("lot", width=24),
        Column("lot_kind", width=12),
        Column("product", width=26),
        Column("status", width=14),
        Column("made", "mass", 16),
        Column("in_stock", "mass", 16),
        Column("share", "percent", 10),
        Column("hold", width=12),
    )
    return Table("lots", columns, rows, empty="no_lots")
