"""What the server itself says of a change: when, by whom, and what changed beside the book. Pure."""

from datetime import datetime
from typing import Any

from lotbook.registry.records import PERSONAL_FIELDS

SERVER_SAYS = ("type", "since", "seq", "by", "beside", "restores")


def as_entry(
    told: dict[str, Any],
    type_: str,
    code: str,
    before: dict[str, Any] | None,
    by: str,
    at: datetime,
    restores: int | None = None,
) -> dict[str, Any]:
    """Return the whole new record of a code as the book is to keep it.

    A name or a contact is not under the book's hashes; that it was changed is: `beside` says which of them. Where an
    earlier version is put back, `restores` is its `seq`.
    """
    body = {name: value for name, value in told.items() if name not in SERVER_SAYS}
    kept_beside = PERSONAL_FIELDS.get(type_, ()) if before is not None else ()
    changed = [name for name in kept_beside if ((before or {}).get(name) or None) != (body.get(name) or None)]
    said: dict[str, Any] = {"type": type_, "code": code, "since": at.isoformat(), "by": by}
    if changed:
        said["beside"] = changed
    if restores is not None:
        said["restores"] = restores
    return body | said
