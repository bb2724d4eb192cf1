"""Proving that a backup can be put back: every hash, every entry's own hash, and no gap in any book."""

import base64
import zipfile
from collections import defaultdict

from lotbook.backup.archive import Contents, Damaged, chunks_of, lines_of, read_contents
from lotbook.kit.jsonbytes import sha256_hex

ENTRY = "entry"


def verify(archive: zipfile.ZipFile) -> Contents:
    """Read all of an archive and return its contents; raises Damaged with the first thing that is wrong."""
    contents = read_contents(archive)
    if ENTRY not in {table.name for table in contents.tables}:
        raise Damaged("it holds no book")
    for table in contents.tables:
        if table.name != ENTRY:
            for _ in lines_of(archive, table):
                pass
            continue
        seqs: defaultdict[int, int] = defaultdict(int)
        places = [table.columns.index(name) for name in ("operation_id", "seq", "sha256", "body")]
        for row in lines_of(archive, table):
            operation, seq, sha256, body = (row[place] for place in places)
            if not isinstance(operation, int) or seq != seqs[operation] + 1:
                raise Damaged(f"entry {seq} of operation {operation} is out of its row")
            if _hash(body) != sha256:
                raise Damaged(f"entry {seq} of operation {operation} has other bytes than its hash says")
            seqs[operation] = seq
        for book in contents.books:
            if seqs[book.id] != book.head_seq:
                raise Damaged(f"the book of {book.code} ends at {seqs[book.id]} and should end at {book.head_seq}")
    for file in contents.files:
        for _ in chunks_of(archive, file):
            pass
    return contents


def _hash(body: object) -> str | None:
    try:
        return sha256_hex(base64.b64decode(str(body), validate=True))
    except ValueError:
        return None
