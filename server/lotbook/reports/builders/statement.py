"""A mass balance on paper: the statement with its formula, what bounds it, and the checks beside it."""

from typing import Any

from lotbook.reports.builders import checks
from lotbook.reports.builders.parts import mass, units
from lotbook.reports.names import Names
from lotbook.reports.report import Column, Report, Table
from lotbook.reports.words import Words

ACCOUNT, MASS, UNITS = Column("account", width=32), Column("mass", "mass", 18, sum=True), Column("units", width=30)


def report(result: dict[str, Any], names: Names, w: Words) -> Report:
    """Return the report of a balance."""
    scope = result["scope"]
    what = " · ".join(_scope(name, value, names, w) for name, value in scope.items())
    return Report(
        title=w("title.balance"),
        subtitle=w("period", what=what, since=result["from"], to=result["to"]),
        facts=_facts(result, w),
        verdict=(result["verdict"], w.code("verdict", result["verdict"])),
        paragraphs=[w("formula")],
        tables=[
            _reasons(result, w),
            _lines(result, w),
            _basis(result, w),
            *checks.tables(result, names, w),
        ],
    )


def _scope(name: str, value: str, names: Names, w: Words) -> str:
    if name == "product":
        return names.of("product", value)
    return w.code("status", value) if name == "status" else value


def _facts(result: dict[str, Any], w: Words) -> list[tuple[str, str]]:
    unit = result["mass_unit"]
    counted = result["counted"]
    facts = [(w("closing_by_book"), f"{mass(result['closing']['mass_mg'], unit)} {unit}")]
    if result["closing"]["in_process_mg"]:
        facts.append((w("in_process"), f"{mass(result['closing']['in_process_mg'], unit)} {unit}"))
    for end in ("opening", "closing"):
        one = counted[end]
        text = w("not_counted") if one is None else f"{mass(one['mass_mg'], unit)} {unit} ({one['on']})"
        facts.append((w(f"counted_{end}"), text))
    variance = result["variance"]
    if variance is not None:
        facts.append((w("variance"), f"{mass(variance['mass_mg'], unit)} {unit}"))
    facts.append((w("tolerance"), f"{result['tolerance_percent']} %"))
    return facts


def _reasons(result: dict[str, Any], w: Words) -> Table:
    rows = [
        (w.code("verdict", reason["severity"]), _reason(reason, result["mass_unit"], w)) for reason in result["reasons"]
    ]
    return Table("reasons", (Column("weight", width=12), Column("reason", width=90)), rows, empty="no_reasons")


def _reason(reason: dict[str, Any], unit: str, w: Words) -> str:
    about = dict(reason["about"])
    for name in ("mass_mg", "allowed_mg", "gain_mg"):
        if name in about:
            about[name.removesuffix("_mg")] = f"{mass(about[name], unit)} {unit}"
    about["count"] = len(about.get("events", ()))
    try:
        return w.code("why", reason["code"], reason["text"], **about)
    except KeyError:
        return str(reason["text"])


def _lines(result: dict[str, Any], w: Words) -> Table:
    rows = [
        (_account(line["account"], w), line["mass_mg"], units(line.get("units")), line["events"])
        for line in result["lines"]
    ]
    columns = (ACCOUNT, MASS, UNITS, Column("events", "number", 10))
    return Table("statement", columns, rows, total="closing_by_book")


def _account(name: str, w: Words) -> str:
    whole = w.code("account", name, "")
    if whole:
        return whole
    kind, _, reason = name.partition(":")
    return f"{w.code('account', kind)}: {w.code('loss', reason)}"


def _basis(result: dict[str, Any], w: Words) -> Table:
    rows = [(w.code("basis", basis), mass) for basis, mass in sorted(result.get("weighed", {}).items())]
    return Table("basis", (Column("how_known", width=32), MASS), rows, total="in_all", empty="nothing_came_in")
