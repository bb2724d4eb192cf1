"""Sheets of labels over HTTP, as PDF."""

from typing import Any

from flask import Response, request

from lotbook.db import reading
from lotbook.errors import Problem
from lotbook.identity.access import RECORDERS, allow, current_operation, public
from lotbook.identity.throttle import Throttle
from lotbook.labels import actions, refusals
from lotbook.labels import public as public_page
from lotbook.labels.schemas import CodesBody, PaperBody, PublicLot, TagsBody, ThermalLotsBody, ThermalTagsBody
from lotbook.labels.sheet import GRIDS, KINDS, PAPERS
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("labels", __name__, description="Labels to print: tags, place signs, lots, badges.")
refusals.register()

PDF = {"type": "string", "format": "binary"}
_LOOKS, _MISSES = 300, 40
"""So many lots of one farm may one address look at in five minutes, and ask for so many that there are not."""
guesses = Throttle()
PRINTERS = tuple(role for role in RECORDERS if role != "crew")


@blueprint.get("/labels/papers")
@blueprint.response(200, PaperBody(many=True))
@allow(*PRINTERS)
def papers() -> Response:
    """The papers and sheets of labels that are known, and what fits on them."""
    return reply(
        [
            {"paper": name, "kinds": {kind: GRIDS[kind, name].cells for kind in KINDS if (kind, name) in GRIDS}}
            for name in PAPERS
        ]
    )


@blueprint.post("/labels/tags")
@blueprint.arguments(TagsBody)
@blueprint.response(200, PDF, content_type="application/pdf")
@allow(*PRINTERS)
def tags(body: dict[str, Any]) -> Response:
    """Blank tags, each with a code that nobody else prints."""
    count = body.pop("count")
    with reading() as session:
        pdf = actions.labels_for_tags(session, current_operation(session), count, **body)
    return sheet(pdf, "tags")


@blueprint.post("/labels/places")
@blueprint.arguments(CodesBody)
@blueprint.response(200, PDF, content_type="application/pdf")
@allow(*PRINTERS)
def places(body: dict[str, Any]) -> Response:
    """Signs of places."""
    with reading() as session:
        pdf = actions.labels_for_places(session, current_operation(session), **body)
    return sheet(pdf, "places")


@blueprint.post("/labels/lots")
@blueprint.arguments(CodesBody)
@blueprint.response(200, PDF, content_type="application/pdf")
@allow(*PRINTERS)
def lots(body: dict[str, Any]) -> Response:
    """Labels for the containers of lots."""
    with reading() as session:
        pdf = actions.labels_for_lots(session, current_operation(session), **body)
    return sheet(pdf, "lots")


@blueprint.post("/labels/badges")
@blueprint.arguments(CodesBody)
@blueprint.response(200, PDF, content_type="application/pdf")
@allow("owner", "office")
def badges(body: dict[str, Any]) -> Response:
    """Cards of people."""
    with reading() as session:
        pdf = actions.labels_for_people(session, current_operation(session), **body)
    return sheet(pdf, "badges")


@blueprint.post("/labels/thermal/tags")
@blueprint.arguments(ThermalTagsBody)
@blueprint.response(200, PDF, content_type="application/zpl")
@allow(*PRINTERS)
def thermal_tags(body: dict[str, Any]) -> Response:
    """Blank tags for a label printer, as ZPL II, or a picture of one."""
    count, format_, dpi = (body.pop(name) for name in ("count", "format", "dpi"))
    with reading() as session:
        data = actions.thermal_tags(session, current_operation(session), count, format_, dpi, **body)
    return roll(data, "tags", format_)


@blueprint.post("/labels/thermal/lots")
@blueprint.arguments(ThermalLotsBody)
@blueprint.response(200, PDF, content_type="application/zpl")
@allow(*PRINTERS)
def thermal_lots(body: dict[str, Any]) -> Response:
    """Labels of lots for a label printer, as ZPL II, or a picture of the first."""
    codes, format_, dpi = (body.pop(name) for name in ("codes", "format", "dpi"))
    with reading() as session:
        data = actions.thermal_lots(session, current_operation(session), codes, format_, dpi, **body)
    return roll(data, "lots", format_)


@blueprint.get("/public/lots/<operation>/<path:code>")
@blueprint.response(200, PublicLot)
@public
def public_lot(operation: str, code: str) -> Response:
    """What a label's address says to anybody with a phone, as far as the operation allows: never an amount.

    Whoever tries one code after the other is made to wait: how many lots there are is nobody's business either.
    """
    who = f"{request.remote_addr} {operation.upper()}"
    looked, missed = {f"looked {who}": _LOOKS}, {f"missed {who}": _MISSES}
    if wait := guesses.wait_s(looked | missed):
        raise Problem("too_many_attempts", seconds=wait)
    guesses.failed(looked)
    try:
        with reading() as session:
            return reply(public_page.public_lot(session, operation, code))
    except Problem:
        guesses.failed(missed)
        raise


def roll(data: bytes, name: str, format_: str) -> Response:
    """Return labels of a roll under a name to save them by."""
    response = Response(data, content_type="image/png" if format_ == "png" else "application/zpl")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{format_}"'
    return response


def sheet(pdf: bytes, name: str) -> Response:
    """Return a PDF under a name to save it by."""
    response = Response(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
