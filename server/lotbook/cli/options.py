"""Options that several commands take."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def operation_option(command: Command) -> Command:
    """Let a command name its operation; it may be left out where there is one."""
    return click.option("--operation", metavar="CODE", help="Which operation, where there are several.")(command)


def json_option(command: Command) -> Command:
    """Let a command answer as JSON, for programs."""
    return click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")(command)


def language_option(command: Command) -> Command:
    """Let a command choose the language of what it prints."""
    return click.option("--language", type=click.Choice(("en", "es")), default="en", show_default=True)(command)


def scope_options(command: Command) -> Command:
    """Let a command choose what a mass balance is of, and over which days."""
    for option in (
        click.option("--to", metavar="D", required=True, help="the last day"),
        click.option("--from", "since", metavar="D", required=True, help="the first day, YYYY-MM-DD"),
        click.option("--status", metavar="S", help="organic, transitional or nonorganic"),
        click.option("--lot", metavar="L"),
        click.option("--product", metavar="P"),
        click.option("--variety", metavar="V"),
        click.option("--commodity", metavar="C"),
    ):
        command = option(command)
    return command


def taken_scope(given: dict[str, Any]) -> dict[str, str]:
    """Take out of what was given what a balance is of; refuses none, and more than one."""
    names = ("commodity", "variety", "product", "lot", "status")
    asked = {name: value for name in names if (value := given.pop(name)) is not None}
    if len(asked.keys() - {"status"}) != 1:
        raise click.UsageError("Give one of --commodity, --variety, --product or --lot.")
    return asked
