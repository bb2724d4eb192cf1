"""Answers taken out as PDF, XLSX, CSV or JSON; the book notes that they were."""

from typing import Any

import msgspec
from flask import Response

from lotbook.db import reading, writing
from lotbook.exercises import queries
from lotbook.exercises.actions import note_download
from lotbook.exercises.views import asker_of, shown_to_caller
from lotbook.identity.access import READERS, allow, current_caller, current_operation
from lotbook.journal.acts import note
from lotbook.kit.clock import now
from lotbook.land.queries import farm_map
from lotbook.reports.actions import FORMATS, file_name, render
from lotbook.reports.grid import Grid, grid_workbook
from lotbook.reports.schemas import ReportQuery
from lotbook.web.body import read_json
from lotbook.web.openapi import Blueprint

blueprint = Blueprint("reports", __name__, description="Reports of exercises, to take away.")
FILE = {"type": "string", "format": "binary"}
MAP_FILES = {"json": ("geojson", "application/geo+json")}
GRID_LIMIT = 8 * 1024 * 1024
"""Bytes; ten thousand rows of a wide table are about two million."""
GRID_BODY = {
    "required": True,
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/reports.Grid"}}},
}


@blueprint.get("/exercises/<id_>/report")
@blueprint.arguments(ReportQuery, location="query")
@blueprint.response(200, FILE, content_type="application/octet-stream")
@allow(*READERS, part="any")
def report(query: dict[str, Any], id_: str) -> Response:
    """An exercise's sealed answer as a file."""
    caller = current_caller()
    with reading() as session:
        operation = current_operation(session)
        exercise = shown_to_caller(session, operation, id_)
        result = msgspec.json.decode(queries.result_bytes(session, operation, exercise))
        said = {"exercise": exercise, "language": query["language"], "paper": query["paper"]}
        data = render(session, operation, exercise["kind"], result, query["format"], **said)
    note_download(caller.operation_id, exercise, query["format"], asker_of(caller), now())
    return as_file(data, FORMATS[query["format"]], file_name(exercise["kind"], exercise, query["format"]))


@blueprint.get("/map/report")
@blueprint.arguments(ReportQuery, location="query")
@blueprint.response(200, FILE, content_type="application/octet-stream")
@allow(*READERS, "packer", part="records")
def map_report(query: dict[str, Any]) -> Response:
    """The farm map of a traceability plan, names and coordinates, as a file; `json` is GeoJSON."""
    with reading() as session:
        operation = current_operation(session)
        said = {"language": query["language"], "paper": query["paper"]}
        data = render(session, operation, "map", farm_map(session, operation), query["format"], **said)
    ending, type_ = MAP_FILES.get(query["format"], (query["format"], FORMATS[query["format"]]))
    return as_file(data, type_, f"lotbook-map.{ending}")


@blueprint.post("/workbook")
@blueprint.doc(requestBody=GRID_BODY)
@blueprint.response(200, FILE, content_type=FORMATS["xlsx"])
@allow(*READERS, "packer")
def workbook() -> Response:
    """A table of the desk as XLSX: `day` cells are dates, `text` cells stay text. That it was taken is kept."""
    grid, caller = read_json(GRID_LIMIT, Grid), current_caller()
    data = grid_workbook(grid)
    with writing() as session:
        said = {"format": "xlsx", "rows": len(grid.rows)}
        note(session, caller.operation_id, caller, "table_exported", grid.name, now(), **said)
    return as_file(data, FORMATS["xlsx"], "table.xlsx")


def json_schemas() -> dict[str, Any]:
    """Return JSON Schema components of a table, for the OpenAPI document."""
    _, components = msgspec.json.schema_components((Grid,), ref_template="#/components/schemas/reports.{name}")
    return {f"reports.{name}": schema for name, schema in components.items()}


def as_file(data: bytes, content_type: str, name: str) -> Response:
    """Return bytes under a name to save them by."""
    response = Response(data, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
