"""Records as tables: taken away as CSV, and brought in after a preview of what would change."""

from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from lotbook.book.history import change_shown
from lotbook.db import reading, writing
from lotbook.errors import Problem
from lotbook.identity.access import OFFICE, allow, current_caller, current_operation
from lotbook.identity.models import Operation
from lotbook.kit.clock import now
from lotbook.kit.jsonbytes import canonical, sha256_hex
from lotbook.lots.actions import record_registry
from lotbook.registry import queries
from lotbook.registry.importing import REFERS, Mistake, Proposed, propose
from lotbook.registry.schemas import TableBody, TableQuery, TableTakeQuery
from lotbook.registry.sheet import MOST_ROWS, BadSheet, Sheet, read_sheet, write_sheet
from lotbook.registry.told import as_entry
from lotbook.registry.views.history import PUT_BACK, type_of
from lotbook.registry.views.records import check_grant
from lotbook.web.body import read_bytes
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("tables", __name__, description="Records of the registry as tables, out and in.")

FILE_LIMIT = 5 * 1024 * 1024
"""Bytes of a file; boundaries of some hundred fields have most of it."""
MOST_RECORDS = 100_000
FILE = {"required": True, "content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}}}


@blueprint.get("/tables/<path_>")
@blueprint.arguments(TableQuery, location="query")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="text/csv")
@allow(*OFFICE)
def show(query: dict[str, bool], path_: str) -> Response:
    """All records of a kind as CSV, which an import takes back as they are; or the empty form of it."""
    type_ = type_of(path_, PUT_BACK)
    with reading() as session:
        operation = current_operation(session)
        found = [] if query["template"] else queries.listing(session, operation.id, type_, "", MOST_RECORDS)
    name = f"{path_}-template.csv" if query["template"] else f"{path_}.csv"
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write_sheet(type_, found), content_type="text/csv; charset=utf-8", headers=head)


@blueprint.post("/tables/<path_>")
@blueprint.arguments(TableTakeQuery, location="query")
@blueprint.doc(requestBody=FILE)
@blueprint.response(200, TableBody)
@allow(*OFFICE)
def bring_in(query: dict[str, Any], path_: str) -> Response:
    """Say row by row what a CSV would change; with `take`, the `seen` of that preview, take its good rows."""
    type_ = type_of(path_, PUT_BACK)
    sheet = _read(type_, read_bytes(FILE_LIMIT))
    if query["take"] is None:
        with reading() as session:
            return reply(shown(_proposed(session, current_operation(session), type_, sheet), sheet, 0))
    with writing() as session:
        operation = current_operation(session)
        found = _proposed(session, operation, type_, sheet)
        if seen(found) != query["take"]:
            raise Problem("table_changed")
        good = [one for one in found if one.what in ("new", "change")]
        for one in good:
            entry = as_entry(one.body, type_, one.code, one.before, current_caller().signs_as, now())
            record_registry(session, operation, entry, now())
        return reply(shown(found, sheet, len(good)))


def _read(type_: str, data: bytes) -> Sheet:
    try:
        return read_sheet(type_, data)
    except BadSheet as bad:
        raise Problem(bad.code, detail=bad.detail, limit=MOST_ROWS) from None


def _proposed(session: Session, operation: Operation, type_: str, sheet: Sheet) -> list[Proposed]:
    known = {one["code"]: one for one in queries.listing(session, operation.id, type_, "", MOST_RECORDS)}
    types = {named for (of, _), named in REFERS.items() if of == type_}
    referred = {
        named: {one.code for one in queries.records_by_code(session, operation.id, named, None)} for named in types
    }
    return propose(type_, sheet, known, referred, _refused if type_ == "person" else lambda before, after: None)


def _refused(before: dict[str, Any], after: dict[str, Any]) -> str | None:
    try:
        check_grant(before, after)
    except Problem as problem:
        return problem.detail
    return None


def seen(found: list[Proposed]) -> str:
    """Return a mark of a preview: what is taken is what was looked at, or nothing."""
    told = [[one.code, one.what, [[c.column, c.item, c.old, c.new] for c in one.changes]] for one in found]
    return sha256_hex(canonical({"rows": told}))


def shown(found: list[Proposed], sheet: Sheet, taken: int) -> dict[str, Any]:
    """Return a preview as HTTP shows it."""
    rows = [
        {
            "row": one.row,
            "code": one.code,
            "what": one.what,
            "changes": [change_shown(change) for change in one.changes],
            "mistakes": [_mistake(mistake) for mistake in one.mistakes],
        }
        for one in found
    ]
    return {"rows": rows, "ignored": sheet.ignored, "seen": seen(found), "taken": taken}


def _mistake(one: Mistake) -> dict[str, Any]:
    names = ("row", "column", "code", "value", "choices", "text")
    return {name: getattr(one, name) for name in names}
