"""`lotbook import`, `export` and `rebuild`: the book goes in, goes out, and is read anew."""

import json
import sys
import time
from typing import Any

import click

from lotbook.cli.database import database
from lotbook.cli.options import json_option, operation_option
from lotbook.cli.shown import all_read, lines_read


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@operation_option
def import_(file: str, operation: str | None) -> None:
    """Take the lines of a book FILE into the book; - is standard input."""
    with database():
        from lotbook.kit.collector import relax_collector
        from lotbook.lots.importing import import_lines, read_file

        relax_collector()
        began = time.monotonic()
        done = import_lines(read_file(file), operation, lines_read)
        all_read()
        for bad in done.bad:
            click.echo(f"line {bad.number}: {bad.reason}", err=True)
        _note_import(done)
        _say_findings(done.operation)
        seconds = time.monotonic() - began
        click.echo(f"{done.taken:,} taken, {done.known:,} known before, {len(done.bad):,} bad; {seconds:.1f} s")
        sys.exit(1 if done.bad else 0)


def _note_import(done: Any) -> None:
    from lotbook.db import writing
    from lotbook.journal.acts import note
    from lotbook.kit.clock import now
    from lotbook.lots.operations import find_operation

    with writing() as session:
        chosen = find_operation(session, done.operation) if done.operation is not None else None
        if chosen is not None and done.taken:
            said = {"taken": done.taken, "known": done.known, "bad": len(done.bad)}
            note(session, chosen.id, None, "book_imported", None, now(), **said)


def _say_findings(operation: str | None) -> None:
    """Say on standard error how much is odd, if anything is."""
    from lotbook.db import reading
    from lotbook.findings.queries import counts
    from lotbook.lots.operations import find_operation

    with reading() as session:
        found = find_operation(session, operation)
        odd = counts(session, found) if found is not None else {}
    if any(odd.values()):
        click.echo(
            "findings: " + ", ".join(f"{count:,} {severity}" for severity, count in odd.items() if count), err=True
        )


@click.command()
@operation_option
def export(operation: str | None) -> None:
    """Write the whole book, as JSON lines."""
    with database():
        from lotbook.book.export import export_lines
        from lotbook.db import reading
        from lotbook.lots.operations import the_operation

        with reading() as session:
            for line in export_lines(session, the_operation(session, operation)):
                sys.stdout.buffer.write(line + b"\n")
        sys.stdout.buffer.flush()


@click.command()
@click.option("--as-of", "seq", type=int, metavar="SEQ", help="Answer again the exercises that were sealed there.")
@operation_option
@json_option
def rebuild(seq: int | None, operation: str | None, as_json: bool) -> None:
    """Make every reading again from the book, and print what was different: nothing, or there is a bug.

    With --as-of nothing is changed: the book up to that entry is read on its own, and the answers to what was
    asked then are compared with those that were sealed.
    """
    with database():
        if seq is not None:
            _reproduce(seq, operation, as_json)
            return
        from lotbook.db import writing
        from lotbook.lots.operations import the_operation
        from lotbook.lots.rebuild import rebuild as make_again

        with writing() as session:
            differences = make_again(session, the_operation(session, operation))
        for one in differences:
            click.echo(f"{one.table}: {one.was}: {one.row}")
        sys.exit(1 if differences else 0)


def _reproduce(seq: int, operation: str | None, as_json: bool) -> None:
    from lotbook.db import reading
    from lotbook.exercises.asof import reproduce
    from lotbook.lots.operations import the_operation

    with reading() as session:
        found = reproduce(session, the_operation(session, operation), seq)
    for one in found:
        if as_json:
            click.echo(json.dumps({"exercise": one.exercise, "sha256": one.sha256, "result": one.result}))
            continue
        what = f"exercise {one.exercise['number']} ({one.exercise['kind']})"
        if one.same:
            click.echo(f"{what}: the same answer, {one.sha256}")
        else:
            click.echo(f"{what}: sealed as {one.exercise['result']}, now {one.sha256}")
    sys.exit(0 if all(one.same for one in found) else 1)
