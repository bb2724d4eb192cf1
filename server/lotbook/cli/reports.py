"""`lotbook report`: reports as PDF, XLSX, CSV or JSON, on standard output."""

import sys
from collections.abc import Sequence
from typing import Any

import click

from lotbook.cli.database import database
from lotbook.cli.options import Command, language_option, operation_option, scope_options, taken_scope
from lotbook.cli.shown import refuse_terminal


@click.group()
def report() -> None:
    """Reports as PDF, XLSX, CSV or JSON, on standard output."""


def report_options(command: Command) -> Command:
    """Let a command choose format, language and paper."""
    for option in (
        operation_option,
        click.option("--format", "format_", type=click.Choice(("pdf", "xlsx", "csv", "json")), required=True),
        language_option,
        click.option("--paper", type=click.Choice(("letter", "a4")), default="letter", show_default=True),
    ):
        command = option(command)
    return command


@report.command()
@scope_options
@report_options
def balance(since: str, to: str, operation: str | None, **given: Any) -> None:
    """A mass balance with its checks."""
    _print("balance", {**taken_scope(given), "from": since, "to": to}, operation, **given)


@report.command()
@click.argument("direction", type=click.Choice(("back", "forward")))
@click.argument("lot")
@report_options
def trace(direction: str, lot: str, operation: str | None, **given: Any) -> None:
    """Where LOT came from (back), or where it went (forward)."""
    _print(direction, {"lot": lot}, operation, **given)


@report.command()
@click.option("--lot", "lots", metavar="L", multiple=True, help="With all behind and ahead of it; may be repeated.")
@click.option("--from", "since", metavar="D", help="the first day, YYYY-MM-DD")
@click.option("--to", metavar="D", help="the last day")
@report_options
def fsma204(lots: Sequence[str], since: str | None, to: str | None, operation: str | None, **given: Any) -> None:
    """FDA's electronic sortable spreadsheet, of some lots or of a period."""
    if bool(lots) == (since is not None and to is not None):
        raise click.UsageError("Give --lot, or --from and --to.")
    query = {"lots": list(lots)} if lots else {"from": since, "to": to}
    _print("fsma204", query, operation, **given)


@report.command("map")
@report_options
def farm_map(operation: str | None, **given: Any) -> None:
    """The farm map of a traceability plan: names and coordinates of every growing area; as JSON it is GeoJSON."""
    _print("map", None, operation, **given)


def _print(kind: str, query: dict[str, Any] | None, operation: str | None, format_: str, **given: Any) -> None:
    if format_ in ("pdf", "xlsx"):
        refuse_terminal(f"report.{format_}")
    with database():
        from lotbook.db import reading
        from lotbook.exercises.answers import ANSWERS
        from lotbook.exercises.questions import checked
        from lotbook.land.queries import farm_map as map_of
        from lotbook.lots.operations import the_operation
        from lotbook.reports.actions import render

        with reading() as session:
            chosen = the_operation(session, operation)
            if query is None:
                result = map_of(session, chosen)
            else:
                result = ANSWERS[kind](session, chosen, checked(session, chosen, kind, query))
            data = render(session, chosen, kind, result, format_, **given)
        sys.stdout.buffer.write(data)
