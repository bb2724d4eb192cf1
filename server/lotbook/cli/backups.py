"""`lotbook backup` and `lotbook restore`."""

from pathlib import Path

import click

from lotbook.cli.database import database
from lotbook.cli.shown import doing


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--keep", type=click.IntRange(1), metavar="N", help="Of the backups in the folder TARGET, keep the newest N."
)
def backup(target: Path, keep: int | None) -> None:
    """Write a backup of everything to TARGET, a new file or a folder, and prove that it can be read.

    What the backup covers phones may forget once it is old; so keep backups on another machine.
    """
    in_folder = target.is_dir()
    if keep is not None and not in_folder:
        raise click.UsageError("--keep is for a folder that is there.")
    with database():
        from flask import current_app

        from lotbook.backup.actions import backup as write
        from lotbook.backup.folder import forget_older, name_in

        done = write(name_in(target) if in_folder else target, current_app.config["FILES"], doing)
        for book in done.contents.books:
            click.echo(f"{book.code}: {book.head_seq:,} entries")
        click.echo(f"{done.files:,} files; {done.file} holds them, and was read again: it is whole")
        for old in forget_older(target, keep) if keep is not None else ():
            click.echo(f"{old.name} is older than the newest {keep}, and was removed")


@click.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in the place of the book that is here.")
def restore(source: Path, replace: bool) -> None:
    """Put the backup SOURCE into the database, and begin a new epoch: phones send again what it lacked."""
    with database():
        from flask import current_app

        from lotbook.backup.actions import restore as put_back

        done = put_back(source, current_app.config["FILES"], replace=replace, progress=doing)
        for book in done.contents.books:
            click.echo(f"{book.code}: {book.head_seq:,} entries, as of {done.contents.made_at}")
        click.echo(f"{done.files:,} files were missing and are back. A new epoch began: each phone sends what is lost.")
        click.echo("Phones, tokens and links that were revoked since are good again: revoke them again.")
