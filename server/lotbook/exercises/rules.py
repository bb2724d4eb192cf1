"""The bytes of an answer and their hash, and how two answers to one question differ. Pure."""

from collections.abc import Iterator
from typing import Any

from lotbook.kit.jsonbytes import canonical, sha256_hex

KEYS = ("account", "lot", "partner", "event", "code", "recipe", "product", "day", "cte", "kde", "number", "from", "to")
"""What names an item of a list, so that it is compared with itself wherever it stands."""
MOST_DIFFERENCES = 500
_NOT_COMPARED = ("as_of",)


def sealed(result: dict[str, Any]) -> tuple[bytes, str]:
    """Return the bytes of an answer (sorted keys, no spaces, UTF-8) and their SHA-256."""
    data = canonical(result)
    return data, sha256_hex(data)


def differences(before: dict[str, Any], now: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what differs between two answers, each as where, what it was and what it is; null for not there."""
    was, is_ = dict(_flat("", before)), dict(_flat("", now))
    found = [
        {"what": where, "before": was.get(where), "now": is_.get(where)}
        for where in sorted({*was, *is_})
        if was.get(where) != is_.get(where)
    ]
    return found[:MOST_DIFFERENCES]


def _flat(where: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield every plain value with its path, items of lists by what names them."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if where or name not in _NOT_COMPARED:
                yield from _flat(f"{where}.{name}" if where else name, inner)
    elif isinstance(value, list):
        seen: dict[str, int] = {}
        for item in value:
            name = _name(item)
            seen[name] = seen.get(name, 0) + 1
            again = f"#{seen[name]}" if seen[name] > 1 else ""
            yield from _flat(f"{where}[{name}{again}]", item)
    else:
        yield where, value


def _name(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    return " ".join(str(item[key]) for key in KEYS if isinstance(item.get(key), str))
