"""Commands that start something: the server, the database, the demonstration farm."""

import sys

import click

from lotbook.cli.database import database
from lotbook.cli.shown import all_read, lines_read


@click.command()
def serve() -> None:
    """Serve the app and the API on PORT (8000)."""
    from lotbook.serve import serve as start

    start()


@click.command()
def migrate() -> None:
    """Create the database, or bring it to this version; every other command does so first, too."""
    with database():
        pass


@click.command()
def demo() -> None:
    """Load a demonstration farm with a full season, and print its sign-in."""
    with database():
        from flask import current_app

        from lotbook.demo.actions import load

        loaded = load(progress=lines_read)
        all_read()
        for bad in loaded.bad:
            click.echo(f"line {bad.number}: {bad.reason}", err=True)
        click.echo(f"The demonstration farm is loaded: {loaded.lines:,} entries. Sign in at")
        click.echo(f"  {current_app.config['PUBLIC_URL']}")
        for name in ("operation", "person", "password"):
            click.echo(f"  {name:<10} {getattr(loaded, name)}")
        sys.exit(1 if loaded.bad else 0)
