"""Backing up and putting back, with the files, on either database.

A backup is one moment of every book. Once it has been read again and proved, the books say up to where they are
safe, and phones may forget what is covered and old. A restore begins a new epoch in every book: phones then ask
what is missing, and send again what the backup lacked. The epoch is random, so to put the same backup back twice
begins two epochs.
"""

import os
import secrets
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from lotbook.backup.archive import UNREADABLE, Book, Contents, Damaged, Member, Writer, chunks_of, lines_of
from lotbook.backup.tables import batches_of, empty, fill, revision_of, tables_of
from lotbook.backup.verify import verify
from lotbook.db import db, reading, writing
from lotbook.errors import Problem
from lotbook.identity.models import BrowserSession, Operation, Restored, Visit
from lotbook.kit.clock import micros, now
from lotbook.sync.files import SHA256, keep, path_of, sync_folder
from lotbook.upgrade import downgrade, knows, upgrade

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Done:
    """What a backup holds, or what was put back."""

    file: Path
    contents: Contents
    files: int


def quiet(_what: str) -> None:
    """Say nothing about progress."""


def backup(target: Path, files: Path, progress: Progress = quiet) -> Done:
    """Write a backup to a new file, prove it, and note in every book up to where it is safe.

    Raises Problem for a file that is there already, and for what cannot be read back; then nothing is left behind.
    """
    if target.exists():
        raise Problem("backup_exists", file=str(target))
    arriving = target.with_name(f".{target.name}.arriving")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_archive(arriving, files, progress)
        progress("reading it again")
        contents = _verified(arriving)
        arriving.rename(target)
        sync_folder(target.parent)
    finally:
        arriving.unlink(missing_ok=True)
    _note(contents)
    return Done(target, contents, len(contents.files))


def write_archive(target: Path, files: Path, progress: Progress = quiet) -> None:
    """Write one moment of every table, and every file."""
    # Nobody else may read it: it holds the hashes of passwords and tokens.
    with os.fdopen(os.open(target, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, reading() as session:
            writer, made_at = Writer(archive), now().isoformat()
            tables = []
            for table in tables_of(session):
                progress(table.name)
                names = [str(column.name) for column in table.columns]
                tables.append(writer.table(str(table.name), names, batches_of(session, table)))
            # After the tables: a record may name a file that is still on its way. No file is ever taken away but
            # those of a sample, which may go while this runs.
            progress("files")
            there = (one for one in _all_files(files) if one.exists())
            kept = [writer.file(f"files/{one.relative_to(files)}", one) for one in there]
            contents = Contents(
                format="lotbook-backup",
                v=1,
                made_at=made_at,
                revision=revision_of(session),
                books=_books(session),
                tables=tables,
                files=kept,
            )
            writer.contents(contents)
        file.flush()
        os.fsync(file.fileno())


def _books(session: Session) -> list[Book]:
    # Named one by one: an older version's table has no more columns than these.
    of = select(Operation.id, Operation.code, Operation.epoch, Operation.head_seq).order_by(Operation.id)
    return [Book(*row) for row in session.execute(of)]


def _all_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*/*/*") if path.is_file() and SHA256.fullmatch(path.name))


def _verified(file: Path) -> Contents:
    try:
        with zipfile.ZipFile(file) as archive:
            return verify(archive)
    except (Damaged, *UNREADABLE) as problem:
        raise Problem("backup_damaged", file=file.name, detail=str(problem)) from None


def _note(contents: Contents) -> None:
    with writing() as session:
        for book in contents.books:
            of = (Operation.id == book.id, Operation.epoch == book.epoch)
            session.execute(update(Operation).where(*of).values(durable_seq=book.head_seq))


def restore(source: Path, files: Path, *, replace: bool = False, progress: Progress = quiet) -> Done:
    """Put a backup into the database, which must hold no operation unless `replace`; all of its rows or none.

    Everything is proved before the first row is touched. A backup of an older version goes into an empty database
    alone: that is taken back to the older schema, filled, and brought forward again. Raises Problem.
    """
    progress("reading the backup")
    contents = _verified(source)
    with reading() as session:
        taken = session.scalar(select(Operation.id).limit(1)) is not None
        here = revision_of(session)
    if taken and not replace:
        raise Problem("not_empty")
    older = here != contents.revision
    url = db.engine.url.render_as_string(hide_password=False)
    if older and (taken or not knows(url, contents.revision)):
        raise Problem("backup_of_another_version", revision=contents.revision, here=here)
    with zipfile.ZipFile(source) as archive:
        made = sum([_put_file(archive, file, files) for file in contents.files])
        if older:
            downgrade(url, contents.revision)
        with writing() as session:
            _put_rows(session, archive, contents, progress)
            if not older:
                _begin_epochs(session, contents)
    if older:
        upgrade(url)
        with writing() as session:
            _begin_epochs(session, contents)
    return Done(source, contents, made)


def _put_rows(session: Session, archive: zipfile.ZipFile, contents: Contents, progress: Progress) -> None:
    tables = {table.name: table for table in tables_of(session)}
    empty(session, list(tables.values()))
    held = {table.name: table for table in contents.tables}
    for name, table in tables.items():
        if name in held:
            progress(name)
            fill(session, table, held[name].columns, lines_of(archive, held[name]))


def _begin_epochs(session: Session, contents: Contents) -> None:
    at = now()
    for operation in session.scalars(select(Operation)):
        operation.epoch, operation.durable_seq = secrets.token_hex(8), None
        session.add(
            Restored(
                operation_id=operation.id,
                epoch=operation.epoch,
                at_us=micros(at),
                backed_up_us=micros(datetime.fromisoformat(contents.made_at)),
                head_seq=operation.head_seq,
            )
        )
    # Whoever was signed in then may have signed out since: everybody signs in again.
    session.execute(delete(BrowserSession))
    session.execute(delete(Visit))


def _put_file(archive: zipfile.ZipFile, file: Member, files: Path) -> bool:
    parts = file.name.split("/")
    if len(parts) != 4 or not parts[1].isdigit() or file.sha256 != parts[3]:
        raise Problem("backup_damaged", file=file.name, detail="it is not the name of a file of ours")
    path = path_of(files, int(parts[1]), parts[3])
    if path.exists():
        return False
    keep(path, chunks_of(archive, file))
    return True
