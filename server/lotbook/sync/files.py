"""Documents and photos by the hash of their bytes: a folder for each operation.

A file is complete or not there: it is written beside its place, synced, and renamed into it.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from lotbook.errors import Problem

SHA256 = re.compile(r"[0-9a-f]{64}")

# What browsers may be told a file is. Anything that could run, or is unknown, is a lump of bytes.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
UNKNOWN_TYPE = "application/octet-stream"
EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
}


def path_of(root: Path, operation_id: int, sha256: str) -> Path:
    """Return where a file lies or would lie; raises Problem for what is no hash."""
    if not SHA256.fullmatch(sha256):
        raise Problem("invalid_fields", errors={"sha256": ["It is the SHA-256 of the file in lower-case hex."]})
    return root / str(operation_id) / sha256[:2] / sha256


def keep(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file to its place; raises Problem if its bytes have another hash, and then keeps nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".arriving-", dir=path.parent)
    arriving = Path(name)
    try:
        digest = hashlib.sha256()
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if digest.hexdigest() != path.name:
            raise Problem("hash_mismatch", found=digest.hexdigest())
        arriving.replace(path)
        sync_folder(path.parent)
    finally:
        arriving.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk: a name is safe only once its folder is on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def type_of(head: bytes) -> str:
    """Return what a file's first bytes prove it to be, never what its sender said."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return UNKNOWN_TYPE
