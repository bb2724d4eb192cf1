"""What a command shows: answers on standard output, progress and findings on standard error."""

import json
import sys
from collections.abc import Callable
from typing import Any

import click


def show(found: dict[str, Any], as_json: bool, as_text: Callable[[dict[str, Any]], str]) -> None:
    """Print an answer, as text for people or as JSON for programs."""
    click.echo(json.dumps(found, indent=2, ensure_ascii=False) if as_json else as_text(found))


def refuse_terminal(name: str) -> None:
    """Refuse to print onto a terminal what is no text."""
    if sys.stdout.isatty():
        raise click.UsageError(f"This is no text: send it to a file, as in > {name}")


def doing(what: str) -> None:
    """Say what is being done, over the last word on a terminal; a script hears nothing."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{what}", nl=False, err=True)


def lines_read(lines: int) -> None:
    """Say how many lines were read: over the last figure on a terminal, else now and then."""
    if sys.stderr.isatty():
        click.echo(f"\r{lines:,} lines", nl=False, err=True)
    elif lines % 10_000 == 0:
        click.echo(f"{lines:,} lines", err=True)


def all_read() -> None:
    """End the line of the last figure."""
    if sys.stderr.isatty():
        click.echo(err=True)
