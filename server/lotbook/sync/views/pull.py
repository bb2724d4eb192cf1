"""Phones learn what the book says (3-sync.md, "Calls")."""

from typing import Any

from flask import Response

from lotbook.book.search import Wanted, find
from lotbook.db import reading
from lotbook.identity.access import RECORDERS, allow, current_operation
from lotbook.identity.models import Operation
from lotbook.kit.clock import local_day, now
from lotbook.sync import lines, queries, snapshot
from lotbook.sync.schemas import OpenRuns, PullQuery, PullReply, SnapshotPage, SnapshotQuery
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("pull", __name__, description="Phones: learning what the book says.")


@blueprint.get("/sync/pull")
@blueprint.arguments(PullQuery, location="query")
@blueprint.response(200, PullReply)
@allow(*RECORDERS, devices=True)
def pull(query: dict[str, Any]) -> Response:
    """What the book gained since a cursor; a cursor of another epoch, or from ahead, begins again."""
    with reading() as session:
        operation = current_operation(session)
        seq = since(operation, query["cursor"])
        if seq is None:
            return reply({"changes": [], "lots": [], "cursor": f"{operation.epoch}.0", "more": False, "reset": True})
        found = find(session, operation, Wanted(), seq, query["limit"])[0]
        let_go = [entry["sha256"] for entry in found if entry["type"] == "release"]
        late = queries.released(session, operation, let_go)
        last = found[-1]["seq"] if found else seq
        return reply(
            {
                "changes": [change(entry) for entry in (*found, *late) if counts(entry)],
                "lots": queries.touched_lots(session, operation, [entry["seq"] for entry in found]),
                "cursor": f"{operation.epoch}.{last}",
                "more": last < operation.head_seq and bool(found),
                "reset": False,
            }
        )


@blueprint.get("/sync/snapshot")
@blueprint.arguments(SnapshotQuery, location="query")
@blueprint.response(200, SnapshotPage)
@allow(*RECORDERS, devices=True)
def show_snapshot(query: dict[str, Any]) -> Response:
    """Registry, open lots and tags, page by page, all as of the first page's cursor."""
    with reading() as session:
        return reply(snapshot.page(session, current_operation(session), query["after"]))


@blueprint.get("/sync/runs")
@blueprint.response(200, OpenRuns)
@allow(*RECORDERS, devices=True)
def show_runs() -> Response:
    """Packing runs that are open, with their balance so far: for the other phones of a line."""
    with reading() as session:
        operation = current_operation(session)
        return reply({"runs": lines.open_runs(session, operation, local_day(now(), operation.timezone))})


def since(operation: Operation, cursor: str | None) -> int | None:
    """Return after which `seq` to read on; None where the cursor is of a book that is no more."""
    if cursor is None:
        return 0
    epoch, seq = snapshot.read_cursor(cursor)
    return seq if epoch == operation.epoch and seq <= operation.head_seq else None


def counts(entry: dict[str, Any]) -> bool:
    """Say whether a phone should know an entry: what waits, was asked or was printed is the office's alone."""
    return entry["type"] not in ("quarantined", "exercise", "print") and not entry.get("held")


def change(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry of the book as a phone is told it."""
    body = {key: value for key, value in entry.items() if key not in ("seq", "type")}
    return {"seq": entry["seq"], "type": entry["type"], "body": body}
