"""What a phone fills its cache with: registry, open lots and tags, page by page, as of one cursor.

All pages carry the cursor of the first. What changes meanwhile comes again with the pull from
there, and to read a thing twice does no harm.
"""

from typing import Any

from sqlalchemy.orm import Session

from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.registry import queries as registry
from lotbook.registry.records import OFFICE_FIELDS
from lotbook.sync import queries

PAGE = 2_000
RECORD_TYPES = ("operation", "place", "product", "recipe", "partner", "person")
SECTIONS = (*RECORD_TYPES, "lots", "tags")
_MARK = "~"


def cursor_of(operation: Operation) -> str:
    """Return where the book ends now."""
    return f"{operation.epoch}.{operation.head_seq}"


def read_cursor(text: str) -> tuple[str, int]:
    """Take a cursor apart; raises Problem for what is none."""
    epoch, dot, seq = text.rpartition(".")
    if not dot or not seq.isascii() or not seq.isdigit() or len(seq) > 18:
        raise Problem("invalid_fields", errors={"cursor": ["A cursor is an epoch, a dot and a number."]})
    return epoch, int(seq)


def page(session: Session, operation: Operation, after: str | None) -> dict[str, Any]:
    """Return one page, and the key of the next."""
    cursor, section, key = _read_key(after) if after else (cursor_of(operation), SECTIONS[0], "")
    body: dict[str, Any] = {"cursor": cursor, "records": [], "lots": [], "tags": [], "next": None}
    if section == "lots":
        found = queries.open_lots(session, operation, key, PAGE)
        body["lots"], last = found, found[-1]["lot"] if found else ""
    elif section == "tags":
        found = queries.tags(session, operation, key, PAGE)
        body["tags"], last = found, found[-1]["tag"] if found else ""
    else:
        found = registry.listing(session, operation.id, section, key, PAGE)
        body["records"] = [{"type": section, "code": one["code"], "body": _for_phones(one)} for one in found]
        last = found[-1]["code"] if found else ""
    body["next"] = _next(cursor, section, last if len(found) == PAGE else None)
    return body


def _for_phones(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in OFFICE_FIELDS}


def _next(cursor: str, section: str, last: str | None) -> str | None:
    if last is not None:
        return _MARK.join((cursor, section, last))
    following = SECTIONS.index(section) + 1
    return _MARK.join((cursor, SECTIONS[following], "")) if following < len(SECTIONS) else None


def _read_key(text: str) -> tuple[str, str, str]:
    parts = text.split(_MARK, 2)
    if len(parts) != 3 or parts[1] not in SECTIONS:
        raise Problem("invalid_fields", errors={"after": ["Send `next` of the page before, as it was."]})
    read_cursor(parts[0])
    return parts[0], parts[1], parts[2]
