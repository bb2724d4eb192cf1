"""A trace on paper: lots on the way with shares, where it begins or ends, papers, gaps."""

from typing import Any

from lotbook.reports.builders import parts
from lotbook.reports.names import Names
from lotbook.reports.report import Column, Report, Table
from lotbook.reports.words import Words


def report(result: dict[str, Any], names: Names, w: Words) -> Report:
    """Return the report of a trace, back or forward."""
    is_back = result["direction"] == "back"
    ends = [_origins(result, names, w)] if is_back else [_customers(result, names, w), on_hand(result, names)]
    return Report(
        title=w("title.back" if is_back else "title.forward"),
        subtitle=w("of_lot", lot=result["lot"]),
        facts=[(w("lots"), f"{result['count']:,}"), *accounted(result, names, w)],
        tables=[*ends, _lots(result, names, w), *_papers(result, w), gaps(result, w)],
        paragraphs=[w("share_back" if is_back else "share_forward")],
    )


def accounted(result: dict[str, Any], names: Names, w: Words) -> list[tuple[str, str]]:
    """Return how much of what was made is accounted for."""
    found = result.get("accounted")
    if not found:
        return []
    unit = names.mass_unit
    percent = f" ({found['percent']} %)" if found.get("percent") is not None else ""
    text = w(
        "accounted_of",
        accounted=f"{parts.mass(found['accounted_mg'], unit)} {unit}",
        produced=f"{parts.mass(found['produced_mg'], unit)} {unit}",
    )
    return [(w("accounted"), text + percent)]


def on_hand(result: dict[str, Any], names: Names) -> Table:
    """Return what is in stock, and where."""
    rows = [
        (one["lot"], names.of("place", one["place"]), one["mass_mg"], _plain(one.get("units")))
        for one in result["on_hand"]
    ]
    columns = (
        Column("lot", width=24),
        Column("place", width=24),
        Column("mass", "mass", 16, sum=True),
        Column("units", width=14),
    )
    return Table("on_hand", columns, rows, total="in_all", empty="nothing_on_hand")


def gaps(result: dict[str, Any], w: Words) -> Table:
    """Return what a trace cannot show."""
    columns = (Column("missing", width=60), Column("about", width=44))
    return Table("gaps", columns, parts.gaps(result["gaps"], w), empty="no_gaps")


def _lots(result: dict[str, Any], names: Names, w: Words) -> Table:
    rows = [
        (
            one["lot"],
            w.code("lot_kind", one["kind"]),
            names.name("product", one["product"]),
            w.code("status", one["status"]),
            one["place"] or "",
            parts.day(one["at"]),
            one["mass_mg"],
            parts.share(one.get("share")),
        )
        for one in result["lots"]
    ]
    columns = (
        Column("lot", width=24),
        Column("lot_kind", width=12),
        Column("product", width=26),
        Column("status", width=14),
        Column("place", width=12),
        Column("day", width=12),
        Column("mass", "mass", 16),
        Column("share", "percent", 10),
    )
    return Table("lots", columns, rows, empty="no_lots")


def _origins(result: dict[str, Any], names: Names, w: Words) -> Table:
    rows = [
        (
            one["lot"],
            w.code("lot_kind", one["kind"]),
            names.of("place", one.get("place")) or names.of("partner", one.get("partner")),
            parts.day(one.get("at")),
            one.get("supplier_lot") or "",
            one.get("tlc") or "",
            _certificate(one.get("certificate")),
            one.get("last_certified_operation") or "",
            parts.papers(one.get("refs"), w),
        )
        for one in result["origins"]
    ]
    columns = (
        Column("lot", width=22),
        Column("lot_kind", width=11),
        Column("from_where", width=26),
        Column("day", width=12),
        Column("supplier_lot", width=14),
        Column("tlc", width=14),
        Column("certificate", width=16),
        Column("last_certified", width=20),
        Column("papers", width=20),
    )
    return Table("origins", columns, rows, empty="no_origins", wide=True)


def _customers(result: dict[str, Any], names: Names, w: Words) -> Table:
    rows = [
        (
            names.of("partner", one["partner"]),
            names.contact("partner", one["partner"]),
            parts.moment(one["at"], names.timezone),
            one["lot"],
            one["mass_mg"],
            parts.units(one.get("units")),
            parts.papers(one.get("refs"), w),
        )
        for one in result["customers"]
    ]
    columns = (
        Column("customer", width=28),
        Column("contact", width=30),
        Column("at", width=17),
        Column("lot", width=20),
        Column("mass", "mass", 16, sum=True),
        Column("units", width=16),
        Column("papers", width=24),
    )
    return Table("customers", columns, rows, total="in_all", empty="no_customers", wide=True)


def _papers(result: dict[str, Any], w: Words) -> list[Table]:
    documents = result.get("documents")
    if documents is None:
        return []
    rows = [
        (
            w.code("ref", one.get("kind")),
            one.get("number") or one.get("name") or "",
            one.get("sha256") or "",
            one.get("event") or "",
        )
        for one in documents
    ]
    columns = (
        Column("paper", width=18),
        Column("number", width=24),
        Column("sha256", width=40),
        Column("event", width=38),
    )
    tables = [Table("documents", columns, rows, empty="no_documents", wide=True)]
    people = result.get("people")
    if people is not None:
        tables.append(Table("people", (Column("by", width=20),), [(code,) for code in people]))
    return tables


def _certificate(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part)
    return str(value) if value else ""


def _plain(value: Any) -> str:
    return parts.units(value) if isinstance(value, dict) else str(value or "")
