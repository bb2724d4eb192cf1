"""That labels were made, as an entry of the book: which, how many, on what, by whom, and whether again."""

from typing import Any, Literal, get_args

import msgspec
from sqlalchemy.orm import Session

from lotbook.book.append import append_other
from lotbook.book.exercise import said_at_us
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.jsonbytes import canonical, sha256_hex

What = Literal["tag", "place", "lot", "case", "pallet", "badge"]
_KINDS = [f"print:{what}" for what in get_args(What)]


class Pallet(msgspec.Struct, frozen=True, kw_only=True):
    """A pallet's label: so many of each lot, and its serial shipping container code, if the operation has such."""

    lines: list[dict[str, Any]]
    sscc: str | None = None


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """The entry; `codes` are those on the labels, in their order, and `of` is the print that was printed again."""

    id: str
    at: str
    what: What
    on: str
    labels: int
    copies: int
    codes: list[str]
    pallets: list[Pallet] = []
    reprint: bool = False
    organic: bool = False
    of: str | None = None
    by: str | None = None


def append_print(session: Session, operation: Operation, fields: dict[str, Any]) -> int | None:
    """Append that labels were made; returns its `seq`, None where the same bytes are in the book.

    Raises msgspec.ValidationError that names the field.
    """
    printed = msgspec.convert(fields, Printed)
    body = canonical({name: value for name, value in fields.items() if name != "type"})
    at_us = said_at_us(printed.at)
    return append_other(
        session, operation, "print", printed.id, body, sha256_hex(body), at_us, kind=f"print:{printed.what}"
    )


def prints(
    session: Session, operation: Operation, before: int | None = None, limit: int = 50, what: str | None = None
) -> list[dict[str, Any]]:
    """Return what was printed, with its `seq`, the newest first."""
    older = "" if before is None else " AND seq < :before"
    sql = f"""
        SELECT seq, body FROM entry WHERE operation_id = :op AND kind IN :kinds AND type = 'print'{older}
        ORDER BY seq DESC LIMIT :limit
    """  # noqa: S608  # what is put in stands above
    given: dict[str, Any] = {} if before is None else {"before": before}
    kinds = _KINDS if what is None else [f"print:{what}"]
    return [_shown(*row) for row in rows(session, sql, op=operation.id, kinds=kinds, limit=limit, **given)]


def find_print(session: Session, operation: Operation, id_: str) -> dict[str, Any] | None:
    """Return what was printed by its id, with its `seq`."""
    sql = "SELECT seq, body FROM entry WHERE operation_id = :op AND kind IN :kinds AND type = 'print' AND code = :id"
    found = rows(session, sql, op=operation.id, kinds=_KINDS, id=id_)
    return _shown(*found[0]) if found else None


def last_serial(session: Session, operation: Operation, prefix: str) -> int:
    """Return the last serial number that was used in a pallet's code with a GS1 company prefix; 0 before the first."""
    before = None
    while some := prints(session, operation, before, what="pallet"):
        for one in some:
            codes = [pallet["sscc"] for pallet in one["pallets"] if (pallet.get("sscc") or "")[1:].startswith(prefix)]
            if codes and not one["reprint"]:
                return max(int(code[1 + len(prefix) : -1]) for code in codes)
        before = some[-1]["seq"]
    return 0


def _shown(seq: int, body: bytes) -> dict[str, Any]:
    return {**msgspec.json.decode(bytes(body)), "seq": seq}
