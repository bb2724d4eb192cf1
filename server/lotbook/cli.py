"""The command line: parses, calls one function, prints. Nothing is imported before it is needed.

Exit status: 0, 1 for a bad input, 2 for bad usage (2-contract.md, "Command line").
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from lotbook import __version__

SHEETS = ("a4", "letter", "5160", "6572", "22806", "L7160", "a4-24", "a4-30", "letter-24", "letter-30")
"""Papers and sheets of labels; written out, so that asking for help loads nothing."""
ROLES = ("owner", "office", "packer", "crew", "inspector")
Command = TypeVar("Command", bound=Callable[..., Any])


def operation_option(command: Command) -> Command:
    """Let a command name its operation; it may be left out where there is one."""
    return click.option("--operation", metavar="CODE", help="Which operation, where there are several.")(command)


def json_option(command: Command) -> Command:
    """Let a command answer as JSON, for programs."""
    return click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")(command)


@contextmanager
def database() -> Iterator[None]:
    """Bring the database to this version and work in it; a refusal becomes a sentence and exit status 1."""
    from flask import Flask
    from sqlalchemy.exc import ArgumentError, OperationalError

    from lotbook.config import from_environment
    from lotbook.db import db, prepare_engine
    from lotbook.errors import Problem
    from lotbook.upgrade import upgrade

    settings = from_environment()
    app = Flask("lotbook", static_folder=None)
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        upgrade(settings.database_url)
        app.config.update(
            SQLALCHEMY_DATABASE_URI=settings.database_url, PUBLIC_URL=settings.public_url, FILES=settings.files
        )
        db.init_app(app)
        with app.app_context():
            prepare_engine(db.engine)
            try:
                yield
            finally:
                db.engine.dispose()
    except Problem as problem:
        _refuse(problem.detail, problem.errors)
    except (ArgumentError, OperationalError) as away:
        _refuse(f"The database cannot be used: {str(getattr(away, 'orig', away)).splitlines()[0]}")


def _refuse(sentence: str, errors: dict[str, list[str]] | None = None) -> NoReturn:
    click.echo(f"error: {sentence}", err=True)
    for field, faults in (errors or {}).items():
        click.echo(f"  {field}: {' '.join(faults)}", err=True)
    sys.exit(1)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lotbook")
def main() -> None:
    """Lotbook: one book of lots for an organic operation."""


@main.command()
def serve() -> None:
    """Serve the app and the API on PORT (8000)."""
    from lotbook.serve import serve as start

    start()


@main.command()
def migrate() -> None:
    """Create the database, or bring it to this version; every other command does so first, too."""
    with database():
        pass


@main.command()
def demo() -> None:
    """Load a demonstration farm with a full season, and print its sign-in."""
    with database():
        from flask import current_app

        from lotbook.demo.actions import load

        loaded = load(progress=_progress)
        _progress_ends()
        for bad in loaded.bad:
            click.echo(f"line {bad.number}: {bad.reason}", err=True)
        click.echo(f"The demonstration farm is loaded: {loaded.lines:,} entries. Sign in at")
        click.echo(f"  {current_app.config['PUBLIC_URL']}")
        for name in ("operation", "person", "password"):
            click.echo(f"  {name:<10} {getattr(loaded, name)}")
        sys.exit(1 if loaded.bad else 0)


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@operation_option
def import_(file: str, operation: str | None) -> None:
    """Take the lines of a book FILE into the book; - is standard input."""
    with database():
        from lotbook.kit.collector import relax_collector
        from lotbook.lots.importing import import_lines, read_file

        relax_collector()
        began = time.monotonic()
        done = import_lines(read_file(file), operation, _progress)
        _progress_ends()
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


@main.command()
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

        done = write(name_in(target) if in_folder else target, current_app.config["FILES"], _progress_of)
        for book in done.contents.books:
            click.echo(f"{book.code}: {book.head_seq:,} entries")
        click.echo(f"{done.files:,} files; {done.file} holds them, and was read again: it is whole")
        for old in forget_older(target, keep) if keep is not None else ():
            click.echo(f"{old.name} is older than the newest {keep}, and was removed")


@main.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in the place of the book that is here.")
def restore(source: Path, replace: bool) -> None:
    """Put the backup SOURCE into the database, and begin a new epoch: phones send again what it lacked."""
    with database():
        from flask import current_app

        from lotbook.backup.actions import restore as put_back

        done = put_back(source, current_app.config["FILES"], replace=replace, progress=_progress_of)
        for book in done.contents.books:
            click.echo(f"{book.code}: {book.head_seq:,} entries, as of {done.contents.made_at}")
        click.echo(f"{done.files:,} files were missing and are back. A new epoch began: each phone sends what is lost.")
        click.echo("Phones, tokens and links that were revoked since are good again: revoke them again.")


@main.command()
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


@main.command()
@click.option("--commodity", metavar="C")
@click.option("--variety", metavar="V")
@click.option("--product", metavar="P")
@click.option("--lot", metavar="L")
@click.option("--status", metavar="S", help="organic, transitional or nonorganic")
@click.option("--from", "since", metavar="D", required=True, help="the first day, YYYY-MM-DD")
@click.option("--to", metavar="D", required=True, help="the last day")
@operation_option
@json_option
def balance(since: str, to: str, operation: str | None, as_json: bool, **scope: str | None) -> None:
    """A mass balance of one commodity, variety, product or lot over a period."""
    asked = {name: value for name, value in scope.items() if value is not None}
    if len(asked.keys() - {"status"}) != 1:
        raise click.UsageError("Give one of --commodity, --variety, --product or --lot.")
    with database():
        from lotbook.balance.queries import statement
        from lotbook.balance.text import statement_text
        from lotbook.db import reading
        from lotbook.lots.operations import the_operation

        with reading() as session:
            found = statement(session, the_operation(session, operation), asked, since, to)
        _print(found, as_json, statement_text)


@main.command()
@click.argument("direction", type=click.Choice(("back", "forward")))
@click.argument("lot")
@operation_option
@json_option
def trace(direction: str, lot: str, operation: str | None, as_json: bool) -> None:
    """Where LOT came from (back), or where it went (forward)."""
    with database():
        from lotbook.db import reading
        from lotbook.lots.operations import the_operation
        from lotbook.trace.queries import trace as trace_of
        from lotbook.trace.text import trace_text

        with reading() as session:
            chosen = the_operation(session, operation)
            found, unit = trace_of(session, chosen, direction, lot, 0), chosen.mass_unit
        _print(found, as_json, lambda one: trace_text(one, unit))


@main.group()
def report() -> None:
    """Reports as PDF, XLSX, CSV or JSON, on standard output."""


def report_options(command: Command) -> Command:
    """Let a command choose format, language and paper."""
    for option in (
        operation_option,
        click.option("--format", "format_", type=click.Choice(("pdf", "xlsx", "csv", "json")), required=True),
        click.option("--language", type=click.Choice(("en", "es")), default="en", show_default=True),
        click.option("--paper", type=click.Choice(("letter", "a4")), default="letter", show_default=True),
    ):
        command = option(command)
    return command


@report.command("balance")
@click.option("--commodity", metavar="C")
@click.option("--variety", metavar="V")
@click.option("--product", metavar="P")
@click.option("--lot", metavar="L")
@click.option("--status", metavar="S", help="organic, transitional or nonorganic")
@click.option("--from", "since", metavar="D", required=True, help="the first day, YYYY-MM-DD")
@click.option("--to", metavar="D", required=True, help="the last day")
@report_options
def report_balance(since: str, to: str, operation: str | None, **given: Any) -> None:
    """A mass balance with its checks."""
    names = ("commodity", "variety", "product", "lot", "status")
    query = {name: value for name in names if (value := given.pop(name)) is not None}
    if len(query.keys() - {"status"}) != 1:
        raise click.UsageError("Give one of --commodity, --variety, --product or --lot.")
    _print_report("balance", {**query, "from": since, "to": to}, operation, **given)


@report.command("trace")
@click.argument("direction", type=click.Choice(("back", "forward")))
@click.argument("lot")
@report_options
def report_trace(direction: str, lot: str, operation: str | None, **given: Any) -> None:
    """Where LOT came from (back), or where it went (forward)."""
    _print_report(direction, {"lot": lot}, operation, **given)


@report.command("fsma204")
@click.option("--lot", "lots", metavar="L", multiple=True, help="With all behind and ahead of it; may be repeated.")
@click.option("--from", "since", metavar="D", help="the first day, YYYY-MM-DD")
@click.option("--to", metavar="D", help="the last day")
@report_options
def report_fsma204(lots: Sequence[str], since: str | None, to: str | None, operation: str | None, **given: Any) -> None:
    """FDA's electronic sortable spreadsheet, of some lots or of a period."""
    if bool(lots) == (since is not None and to is not None):
        raise click.UsageError("Give --lot, or --from and --to.")
    query = {"lots": list(lots)} if lots else {"from": since, "to": to}
    _print_report("fsma204", query, operation, **given)


@report.command("map")
@report_options
def report_map(operation: str | None, **given: Any) -> None:
    """The farm map of a traceability plan: names and coordinates of every growing area; as JSON it is GeoJSON."""
    _print_report("map", None, operation, **given)


@main.group()
def labels() -> None:
    """Sheets of labels as PDF, on standard output."""


reprint_option = click.option("--reprint", is_flag=True, help="Say on the labels that they are printed again.")


def sheet_options(command: Command) -> Command:
    """Let a command choose the paper, the language, and where on it to begin."""
    for option in (
        operation_option,
        click.option("--paper", type=click.Choice(SHEETS), default="letter", show_default=True),
        click.option("--language", type=click.Choice(("en", "es")), default="en", show_default=True),
        click.option("--start", type=int, default=1, help="The first free label of the sheet."),
        click.option("--spare", type=int, multiple=True, help="A label of the first sheet to leave; may be repeated."),
        click.option("--copies", type=int, default=1, help="So many of each."),
    ):
        command = option(command)
    return command


def roll_options(command: Command) -> Command:
    """Let a command print for a label printer instead."""
    for option in (
        click.option("--format", "format_", type=click.Choice(("pdf", "zpl", "png")), default="pdf", show_default=True),
        click.option("--dpi", type=click.Choice(("203", "300")), default="203", show_default=True),
    ):
        command = option(command)
    return command


@labels.command()
@click.option("--count", type=int, required=True, help="How many new blank tags.")
@click.option("--fill", is_flag=True, help="And as many more as the last sheet holds.")
@sheet_options
@roll_options
def tags(**given: Any) -> None:
    """New blank tags, each with a code of its own; for bins, --copies 2."""
    _print_labels("tag", **given)


@labels.command()
@click.argument("codes", nargs=-1, required=True)
@reprint_option
@sheet_options
@roll_options
def badge(**given: Any) -> None:
    """Badges of people."""
    _print_labels("badge", **given)


@labels.command()
@click.argument("codes", nargs=-1, required=True)
@reprint_option
@sheet_options
@roll_options
def place(**given: Any) -> None:
    """Signs of places."""
    _print_labels("place", **given)


@labels.command("lot")
@click.argument("codes", nargs=-1, required=True)
@reprint_option
@sheet_options
@roll_options
def lot_labels(format_: str, codes: Sequence[str], **given: Any) -> None:
    """Labels of lots; on a roll, PTI's case label where the product has a GTIN."""
    _print_labels("lot" if format_ == "pdf" else "lot or case", format_=format_, codes=codes, **given)


@labels.command("case")
@click.argument("codes", nargs=-1, required=True)
@reprint_option
@sheet_options
@roll_options
def case_labels(**given: Any) -> None:
    """Labels of cases of lots: PTI's where the product has a GTIN, else with our own address."""
    _print_labels("case", **given)


@labels.command("pallet")
@click.argument("loads", nargs=-1, required=True, metavar="LOT=CASES[+LOT=CASES]...")
@reprint_option
@sheet_options
@roll_options
def pallet_labels(loads: Sequence[str], **given: Any) -> None:
    """Labels of pallets, one for each load; numbered (SSCC) where the operation has a GS1 company prefix."""
    pallets = [{"lines": [_loaded(line) for line in load.split("+")]} for load in loads]
    _print_labels("pallet", pallets=tuple(pallets), **given)


def _loaded(line: str) -> dict[str, Any]:
    lot, _, count = line.rpartition("=")
    if not lot or not count.isascii() or not count.isdigit():
        raise click.BadParameter(f"{line} is not like P26-0913-1=48", param_hint="LOT=CASES")
    return {"lot": lot, "count": int(count)}


@main.group()
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


@main.command()
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
    import json

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


def _print(found: dict[str, Any], as_json: bool, as_text: Callable[[dict[str, Any]], str]) -> None:
    import json

    click.echo(json.dumps(found, indent=2, ensure_ascii=False) if as_json else as_text(found))


def _print_labels(what: str, operation: str | None, format_: str, dpi: str, paper: str, **given: Any) -> None:
    if sys.stdout.isatty() and format_ != "zpl":
        raise click.UsageError(f"This is no text: send it to a file, as in > labels.{format_}")
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


def _print_report(kind: str, query: dict[str, Any] | None, operation: str | None, format_: str, **given: Any) -> None:
    if sys.stdout.isatty() and format_ in ("pdf", "xlsx"):
        raise click.UsageError(f"This is no text: send it to a file, as in > report.{format_}")
    with database():
        from lotbook.db import reading
        from lotbook.exercises.answers import ANSWERS
        from lotbook.exercises.questions import checked
        from lotbook.land.queries import farm_map
        from lotbook.lots.operations import the_operation
        from lotbook.reports.actions import render

        with reading() as session:
            chosen = the_operation(session, operation)
            if query is None:
                result = farm_map(session, chosen)
            else:
                result = ANSWERS[kind](session, chosen, checked(session, chosen, kind, query))
            data = render(session, chosen, kind, result, format_, **given)
        sys.stdout.buffer.write(data)


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


def _progress_of(what: str) -> None:
    """Say what is being done, over the last word on a terminal; a script hears nothing."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{what}", nl=False, err=True)


def _progress(lines: int) -> None:
    """Say how many lines were read: over the last figure on a terminal, else now and then."""
    if sys.stderr.isatty():
        click.echo(f"\r{lines:,} lines", nl=False, err=True)
    elif lines % 10_000 == 0:
        click.echo(f"{lines:,} lines", err=True)


def _progress_ends() -> None:
    if sys.stderr.isatty():
        click.echo(err=True)


if __name__ == "__main__":
    main()
