"""The command line: parses, calls one function, prints. Nothing is imported before it is needed.

Exit status: 0, 1 for a bad input, 2 for bad usage (2-contract.md, "Command line").
"""

import click

from lotbook import __version__
from lotbook.cli import backups, book, labels, readings, reports, server, tokens


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lotbook")
def main() -> None:
    """Lotbook: one book of lots for an organic operation."""


for command in (
    *(server.serve, server.migrate, server.demo),
    *(book.import_, book.export, book.rebuild),
    *(backups.backup, backups.restore),
    *(readings.balance, readings.trace),
    *(reports.report, labels.labels, tokens.token),
):
    main.add_command(command)
