"""The bytes of an entry: canonical JSON, made once, hashed as they are."""

import hashlib
import json
from typing import Any


def canonical(value: dict[str, Any]) -> bytes:
    """Return an object as UTF-8 JSON with sorted keys and no spaces; ValueError for what JSON lacks."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of some bytes in lower-case hex."""
    return hashlib.sha256(data).hexdigest()
