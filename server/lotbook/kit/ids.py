"""Identifiers that need no asking: UUID version 7 (RFC 9562), ordered by time."""

import os
import time
import uuid


def uuid7(ms: int | None = None, random_bytes: bytes | None = None) -> str:
    """Return a version 7 UUID of a moment in milliseconds, now if left out."""
    stamp = time.time_ns() // 1_000_000 if ms is None else ms
    tail = int.from_bytes(random_bytes or os.urandom(10), "big")
    value = (stamp & (1 << 48) - 1) << 80 | tail
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
