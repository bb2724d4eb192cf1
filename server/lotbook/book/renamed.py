"""What is called otherwise by now: a commodity or a variety keeps its history under both names."""

import json
from collections.abc import Iterable
from typing import Literal

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Product, Record

# What is no event has no kind: the index finds it among a million events.
_VERSIONS = "SELECT code, body FROM entry WHERE operation_id = :op AND kind IS NULL AND type = 'product'"


def now_called(
    session: Session,
    operation: Operation,
    what: Literal["commodity", "variety"],
    name: str,
    records: Iterable[Record] | None = None,
) -> list[str]:
    """Return the names that the products of a name bear now, in order: itself, as long as one still bears it.

    A name that no product bears any more means what its products are called by now; none for one that never was.
    `records` are the products, where the caller has them already.
    """
    known = records_by_code(session, operation.id, "product", None) if records is None else records
    names = {one.code: getattr(one, what) for one in known if isinstance(one, Product)}
    if name in names.values():
        return [name]
    versions = rows(session, _VERSIONS, op=operation.id)
    once = {row.code for row in versions if json.loads(bytes(row.body)).get(what) == name}
    return sorted({names[code] for code in once if names.get(code) is not None})


def current(session: Session, operation: Operation, commodity: str | None) -> str | None:
    """Return the commodity that is meant by a name that it may have had before; the name itself where none is clear."""
    found = now_called(session, operation, "commodity", commodity) if commodity is not None else []
    return found[0] if len(found) == 1 else commodity
