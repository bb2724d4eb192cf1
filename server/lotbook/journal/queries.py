"""What people did, the newest first: from the book where it has a line, and from what is kept beside it."""

import json
from dataclasses import dataclass
from itertools import islice
from typing import Any, get_args

from sqlalchemy.orm import Session

from lotbook.book.exercise import KINDS as EXERCISES
from lotbook.book.mentions import What
from lotbook.book.printed import What as Printed
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.journal.acts import GROUPS, MOST_CODES
from lotbook.kit.clock import day_start_us, from_micros

Place = tuple[int, str]
"""Where an act stands: its moment, and what tells those of one moment apart."""

CHUNK = 200
ASKED_OR_MADE = [*EXERCISES, *(f"print:{what}" for what in get_args(Printed))]
"""Kinds of the office's own entries, besides the registry's."""
MOST_READ = 5_000
"""Who did it stands in an entry's own words alone, so that it is looked for by reading."""
_LAST = 2**62

# What came in a file was done elsewhere. "+" keeps SQLite from walking the whole book by its hour of receipt.
_ENTRIES = """
    SELECT seq, type, kind, code, received_us, signed, body FROM entry
    WHERE operation_id = :op AND state = 'read' AND received_us BETWEEN :since AND :at
      AND (received_us < :at OR seq < :seq) AND seq IN (
        SELECT seq FROM entry WHERE operation_id = :op AND kind IS NULL AND type <> 'event'
        UNION SELECT seq FROM entry WHERE operation_id = :op AND kind IN :asked AND type <> 'event'
        UNION SELECT seq FROM entry WHERE operation_id = :op AND kind IN ('void', 'hold')
        UNION SELECT seq FROM mention WHERE operation_id = :op AND what = :fixes)
    ORDER BY +received_us DESC, seq DESC LIMIT :limit
"""
_ACTS = """
    SELECT id, at_us, by, act, subject, args FROM act
    WHERE operation_id = :op AND at_us BETWEEN :since AND :at AND (at_us < :at OR id < :id)
    ORDER BY at_us DESC, id DESC LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; None is no condition. `first` and `last` are local days."""

    by: str | None = None
    group: str | None = None
    first: int | None = None
    last: int | None = None


def journal(session: Session, operation: Operation, wanted: Wanted, after: str | None, limit: int) -> dict[str, Any]:
    """Return a page of what people did as {"acts": […], "next": …}; `after` is `next` of the page before.

    A page may be short, or empty, and have a next one: so much is read at a time and no more.
    """
    since = 0 if wanted.first is None else day_start_us(wanted.first, operation.timezone)
    until = _LAST if wanted.last is None else day_start_us(wanted.last + 1, operation.timezone) - 1
    start = (until, "z") if after is None else _read_place(after)
    found: list[dict[str, Any]] = []
    read, last = 0, start
    while True:
        chunk = _chunk(session, operation, since, start, CHUNK)
        for place, act in chunk:
            if _is_wanted(act, wanted):
                if len(found) == limit:
                    return {"acts": found, "next": _text(last)}
                found.append(act)
            last = place
        if len(chunk) < CHUNK:
            return {"acts": found, "next": None}
        start, read = chunk[-1][0], read + CHUNK
        if read >= MOST_READ:
            return {"acts": found, "next": _text(start)}


def _is_wanted(act: dict[str, Any], wanted: Wanted) -> bool:
    in_group = wanted.group is None or act["act"] in GROUPS[wanted.group]
    return in_group and wanted.by in (None, act["by"])


def _chunk(
    session: Session, operation: Operation, since: int, start: Place, limit: int
) -> list[tuple[Place, dict[str, Any]]]:
    """Return what is next of both, the newest first. Of one moment what is in the book stands before the rest."""
    at, tie = start
    given: dict[str, Any] = {"op": operation.id, "since": since, "at": at, "limit": limit}
    seq = _LAST if tie == "z" else int(tie[1:]) if tie.startswith("e") else 0
    entries = rows(session, _ENTRIES, **given, seq=seq, fixes=int(What.FIXES), asked=ASKED_OR_MADE)
    acts = rows(session, _ACTS, **given, id=tie[1:] if tie.startswith("a") else "z")
    found = [((row.received_us, f"e{row.seq:020}"), _of_entry(row)) for row in entries]
    found += [((row.at_us, f"a{row.id}"), _of_act(row)) for row in acts]
    return list(islice(sorted(found, key=lambda one: one[0], reverse=True), limit))


def _of_act(row: Any) -> dict[str, Any]:
    return _shown(row.at_us, row.by, row.act, row.subject, json.loads(row.args), None)


def _of_entry(row: Any) -> dict[str, Any]:
    said = json.loads(payload_bytes(bytes(row.body), row.signed))
    act, subject, args = _said(row, said)
    return _shown(row.received_us, said.get("by"), act, subject, args, row.seq)


def _said(row: Any, said: dict[str, Any]) -> tuple[str, str | None, dict[str, Any]]:
    reason = said.get("reason")
    match row.kind if row.type == "event" else row.type:
        case "void":
            return "record_voided", said["event"], {"reason": reason}
        case "hold":
            act = "lots_held" if said["state"] == "hold" else "lots_released"
            return act, ", ".join(said["lots"]), {"reason": reason}
        case "release":
            return "entry_released", said.get("event"), {}
        case "exercise":
            act = "exercise_asked" if said.get("of") is None else "exercise_taken"
            return (
                act,
                said.get("of") or said["id"],
                {name: said.get(name) for name in ("kind", "format", "number", "link")},
            )
        case "print":
            codes = {"codes": said["codes"][:MOST_CODES], "count": said["labels"]}
            return "labels_printed", said["what"], codes | {name: said.get(name) for name in ("on", "reprint")}
        case _ if row.type == "event":
            return "record_replaced", said.get("replaces"), {"kind": row.kind, "reason": said.get("note")}
        case _:
            return "record_changed", row.code, {"type": row.type}


def _shown(
    at_us: int, by: str | None, act: str, subject: str | None, args: dict[str, Any], seq: int | None
) -> dict[str, Any]:
    at = from_micros(at_us).isoformat()
    return {"at": at, "by": by, "act": act, "subject": subject, "args": args, "seq": seq}


def _text(place: Place) -> str:
    return f"{place[0]}.{place[1]}"


def _read_place(text: str) -> Place:
    at, _, tie = text.partition(".")
    is_entry = tie.startswith("e") and tie[1:].isdecimal() and len(tie) <= 21
    if not (at.isascii() and at.isdecimal() and len(at) <= 18 and (is_entry or tie.startswith("a"))):
        raise Problem("invalid_fields", errors={"after": ["Send `next` of the page before, as it was."]})
    return int(at), tie
