"""Who recorded what is on the way of a trace, and its papers: files by hash, numbers of bills and tickets."""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lotbook.book.mentions import What
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation

# What made the lots, moved one into another or shipped them, and whatever speaks of that: bills, weights.
_EVENTS = """
    WITH own AS (
        SELECT seq FROM entry WHERE operation_id = :op AND event_id IN :events
        UNION SELECT m.seq FROM making m JOIN lot l ON l.operation_id = m.operation_id AND l.id = m.lot_id
              WHERE m.operation_id = :op AND l.code IN :lots
    )
    SELECT e.seq, e.event_id, e.kind, e.body, e.signed FROM entry e
    WHERE e.operation_id = :op AND e.type = 'event' AND e.state = 'read' AND e.standing AND e.seq IN (
        SELECT seq FROM own
        UNION SELECT m.seq FROM own
              JOIN entry o ON o.operation_id = :op AND o.seq = own.seq
              JOIN mention m ON m.operation_id = :op AND m.what = :speaks AND m.code = o.event_id
    )
    ORDER BY e.event_id
"""


class _Doc(msgspec.Struct):
    sha256: str
    name: str | None = None
    kind: str | None = None


class _Ref(msgspec.Struct):
    kind: str
    number: str


class _Said(msgspec.Struct):
    """Of an event what a trace says of it."""

    by: str | None = None
    number: str | None = None
    docs: list[_Doc] | None = None
    refs: list[_Ref] | None = None


_decoder = msgspec.json.Decoder(_Said)


def people_and_papers(session: Session, operation: Operation, found: dict[str, Any]) -> dict[str, Any]:
    """Return `people` (codes) and `documents` of a whole trace, each sorted, nothing twice."""
    events = {link["event"] for link in found["links"]} | {one["event"] for one in found["customers"]}
    lots = {found["lot"]} | {one["lot"] for one in found["lots"]}
    given = {"events": sorted(events), "lots": sorted(lots), "speaks": int(What.EVENT)}
    people: set[str] = set()
    documents: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rows(session, _EVENTS, op=operation.id, **given):
        said = _decoder.decode(payload_bytes(bytes(row.body), row.signed))
        if said.by is not None:
            people.add(said.by)
        for key, document in _documents(row.event_id, row.kind, said):
            documents.setdefault((row.event_id, *key), document)
    return {"people": sorted(people), "documents": [documents[key] for key in sorted(documents)]}


def _documents(event: str, kind: str, said: _Said) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    for doc in said.docs or ():
        shown = {"event": event, "sha256": doc.sha256, "name": doc.name, "kind": doc.kind or "other"}
        yield ("file", doc.sha256), shown
    refs = list(said.refs or ())
    if kind == "invoice" and said.number is not None:
        refs.append(_Ref("invoice", said.number))
    for ref in refs:
        yield ("number", ref.kind, ref.number), {"event": event, "kind": ref.kind, "number": ref.number}
