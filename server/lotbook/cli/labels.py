"""`lotbook labels`: sheets of labels as PDF, and jobs for label printers, on standard output."""

import sys
from collections.abc import Sequence
from typing import Any

import click

from lotbook.cli.database import database
from lotbook.cli.options import Command, language_option, operation_option
from lotbook.cli.shown import refuse_terminal

SHEETS = ("a4", "letter", "5160", "6572", "22806", "L7160", "a4-24", "a4-30", "letter-24", "letter-30")
"""Papers and sheets of labels; written out, so that asking for help loads nothing."""


@click.group()
def labels() -> None:
    """Sheets of labels as PDF, on standard output."""


def sheet_options(command: Command) -> Command:
    """Let a command choose the paper, the language, where on it to begin, or a label printer instead."""
    for option in (
        click.option("--format", "format_", type=click.Choice(("pdf", "zpl", "png")), default="pdf", show_default=True),
        click.option("--dpi", type=click.Choice(("203", "300")), default="203", show_default=True),
        operation_option,
        click.option("--paper", type=click.Choice(SHEETS), default="letter", show_default=True),
        language_option,
        click.option("--start", type=int, default=1, help="The first free label of the sheet."),
        click.option("--spare", type=int, multiple=True, help="A label of the first sheet to leave; may be repeated."),
        click.option("--copies", type=int, default=1, help="So many of each."),
    ):
        command = option(command)
    return command


def codes_options(command: Command) -> Command:
    """Let a command print labels of what has a code already, a first time or again."""
    for option in (
        sheet_options,
        click.option("--reprint", is_flag=True, help="Say on the labels that they are printed again."),
        click.argument("codes", nargs=-1, required=True),
    ):
        command = option(command)
    return command


@labels.command()
@click.option("--count", type=int, required=True, help="How many new blank tags.")
@click.option("--fill", is_flag=True, help="And as many more as the last sheet holds.")
@sheet_options
def tags(**given: Any) -> None:
    """New blank tags, each with a code of its own; for bins, --copies 2."""
    _print("tag", **given)


@labels.command()
@codes_options
def badge(**given: Any) -> None:
    """Badges of people."""
    _print("badge", **given)


@labels.command()
@codes_options
def place(**given: Any) -> None:
    """Signs of places."""
    _print("place", **given)


@labels.command()
@codes_options
def lot(format_: str, codes: Sequence[str], **given: Any) -> None:
    """Labels of lots; on a roll, PTI's case label where the product has a GTIN."""
    _print("lot" if format_ == "pdf" else "lot or case", format_=format_, codes=codes, **given)


@labels.command()
@codes_options
def case(**given: Any) -> None:
    """Labels of cases of lots: PTI's where the product has a GTIN, else with our own address."""
    _print("case", **given)


@labels.command()
@click.argument("loads", nargs=-1, required=True, metavar="LOT=CASES[+LOT=CASES]...")
@click.option("--reprint", is_flag=True, help="Say on the labels that they are printed again.")
@sheet_options
def pallet(loads: Sequence[str], **given: Any) -> None:
    """Labels of pallets, one for each load; numbered (SSCC) where the operation has a GS1 company prefix."""
    pallets = [{"lines": [_loaded(line) for line in load.split("+")]} for load in loads]
    _print("pallet", pallets=tuple(pallets), **given)


def _loaded(line: str) -> dict[str, Any]:
    code, _, count = line.rpartition("=")
    if not code or not count.isascii() or not count.isdigit():
        raise click.BadParameter(f"{line} is not like P26-0913-1=48", param_hint="LOT=CASES")
    return {"lot": code, "count": int(count)}


def _print(what: str, operation: str | None, format_: str, dpi: str, paper: str, **given: Any) -> None:
    if format_ != "zpl":
        refuse_terminal(f"labels.{format_}")
    with database():
        from lotbook.db import writing
        from lotbook.kit.clock import now
        from lotbook.labels import actions, queries
        from lotbook.labels.order import Order, on_roll
        from lotbook.lots.operations import the_operation

        on = paper if format_ == "pdf" else on_roll(int(dpi))
        with writing() as session:
            chosen = the_operation(session, operation)
            if what == "lot or case":
                what = "case" if queries.any_gtin(session, chosen, given["codes"]) else "lot"
            order = Order(what, on, **given)  # type: ignore[arg-type]
            run = actions.prepared(session, chosen, order)
            if format_ != "png":
                actions.note(session, chosen, run, now())
        sys.stdout.buffer.write(run.picture() if format_ == "png" else run.draw())
