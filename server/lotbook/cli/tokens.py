"""`lotbook token`: tokens for other programs."""

from typing import Any

import click

from lotbook.cli.database import database
from lotbook.cli.options import operation_option

ROLES = ("owner", "office", "packer", "crew", "inspector")


@click.group()
def token() -> None:
    """Tokens for other programs."""


@token.command()
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--days", type=int, default=365, show_default=True)
@operation_option
def create(role: Any, days: int, operation: str | None) -> None:
    """Make a token and print it, and nothing else."""
    with database():
        from lotbook.db import writing
        from lotbook.identity.actions import make_token
        from lotbook.identity.credentials import kept
        from lotbook.journal.acts import note
        from lotbook.kit.clock import now
        from lotbook.lots.operations import the_operation

        with writing() as session:
            chosen = the_operation(session, operation)
            made = make_token(session, chosen, role, days, None, now())
            note(session, chosen.id, None, "token_made", kept(made)[:16], now(), role=role, days=days)
        click.echo(made)
