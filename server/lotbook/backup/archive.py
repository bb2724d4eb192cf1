"""The file of a backup: a ZIP of every table as JSON lines, every file, and a table of contents with their hashes.

It holds rows and no database format, so a backup of SQLite can be put into PostgreSQL and the other way, and no
program of the database's own version is needed. The contents come last: an archive that was cut short has none.
"""

import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

CONTENTS = "lotbook-backup.json"
FORMAT = "lotbook-backup"
_CHUNK = 1024 * 1024
# Whatever a damaged archive may be to whoever reads it.
UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, KeyError)


class Damaged(ValueError):
    """The archive is not whole; the message says what of it."""


class Member(Struct, frozen=True):
    """One part of an archive, and the hash of its bytes."""

    name: str
    sha256: str


class Table(Struct, frozen=True):
    """The rows of a table, one JSON array a line, in the order of `columns`; bytes are base64."""

    name: str
    columns: list[str]
    rows: int
    sha256: str


class Book(Struct, frozen=True):
    """One operation of the database, and where its book ended."""

    id: int
    code: str
    epoch: str
    head_seq: int


class Contents(Struct, frozen=True, kw_only=True):
    """What an archive holds. `revision` is the migration that its tables are of."""

    format: str
    v: int
    made_at: str
    revision: str
    books: list[Book]
    tables: list[Table]
    files: list[Member]


@dataclass(slots=True)
class Writer:
    """Writes members one after the other and remembers their hashes."""

    archive: zipfile.ZipFile

    def table(self, name: str, columns: list[str], batches: Iterable[list[list[object]]]) -> Table:
        """Write a table, batch by batch; returns its line of the contents."""
        digest, count = hashlib.sha256(), 0
        with self.archive.open(_table_member(name), "w", force_zip64=True) as member:
            for batch in batches:
                lines = b"".join(msgspec.json.encode(row) + b"\n" for row in batch)
                digest.update(lines)
                member.write(lines)
                count += len(batch)
        return Table(name, columns, count, digest.hexdigest())

    def file(self, name: str, source: Path) -> Member:
        """Write a file as it is: photos do not get smaller."""
        digest = hashlib.sha256()
        entry = zipfile.ZipInfo(name)
        with source.open("rb") as reader, self.archive.open(entry, "w", force_zip64=True) as member:
            while chunk := reader.read(_CHUNK):
                digest.update(chunk)
                member.write(chunk)
        return Member(name, digest.hexdigest())

    def contents(self, contents: Contents) -> None:
        self.archive.writestr(CONTENTS, msgspec.json.format(msgspec.json.encode(contents), indent=1))


def read_contents(archive: zipfile.ZipFile) -> Contents:
    """Return what an archive says that it holds; raises Damaged for what is no whole backup."""
    try:
        found = msgspec.json.decode(archive.read(CONTENTS), type=Contents)
    except (*UNREADABLE, msgspec.DecodeError) as problem:
        raise Damaged(f"it has no table of contents: it is no backup, or was cut short ({problem})") from None
    if found.format != FORMAT or found.v != 1:
        raise Damaged(f"its format is {found.format} {found.v}, which this version does not know")
    return found


def lines_of(archive: zipfile.ZipFile, table: Table) -> Iterator[list[object]]:
    """Yield the rows of a table; raises Damaged at the end if they are not those that were written."""
    digest, count = hashlib.sha256(), 0
    with _opened(archive, _table_member(table.name)) as member:
        for line in _whole(member, table.name):
            digest.update(line)
            count += 1
            try:
                row = msgspec.json.decode(line, type=list[object])
            except msgspec.DecodeError as problem:
                raise Damaged(f"row {count} of table {table.name} cannot be read: {problem}") from None
            yield row
    if (digest.hexdigest(), count) != (table.sha256, table.rows):
        raise Damaged(f"table {table.name} is not as it was written")


def chunks_of(archive: zipfile.ZipFile, file: Member) -> Iterator[bytes]:
    """Yield the bytes of a file; raises Damaged at the end if they are not those that were written."""
    digest = hashlib.sha256()
    with _opened(archive, file.name) as member:
        while chunk := _read(member, file.name):
            digest.update(chunk)
            yield chunk
    if digest.hexdigest() != file.sha256:
        raise Damaged(f"{file.name} is not as it was written")


def _table_member(name: str) -> str:
    return f"tables/{name}.jsonl"


def _opened(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    try:
        return archive.open(name)
    except UNREADABLE as problem:
        raise Damaged(f"{name} cannot be read: {problem}") from None


def _whole(member: IO[bytes], name: str) -> Iterator[bytes]:
    try:
        yield from member
    except UNREADABLE as problem:
        raise Damaged(f"{name} cannot be read: {problem}") from None


def _read(member: IO[bytes], name: str) -> bytes:
    try:
        return member.read(_CHUNK)
    except UNREADABLE as problem:
        raise Damaged(f"{name} cannot be read: {problem}") from None
