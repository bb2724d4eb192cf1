"""Sheets of labels over HTTP, as PDF."""

from typing import Any

from flask import Response, request

from lotbook.book.printed import What
from lotbook.db import reading, writing
from lotbook.errors import Problem
from lotbook.identity.access import RECORDERS, allow, current_caller, current_operation, head_of, public
from lotbook.identity.throttle import Throttle
from lotbook.kit.clock import now
from lotbook.labels import actions, queries, refusals
from lotbook.labels import public as public_page
from lotbook.labels.order import Order, on_roll
from lotbook.labels.schemas import CodesBody, PaperBody, PublicLot, TagsBody, ThermalLotsBody, ThermalTagsBody
from lotbook.labels.sheet import GRIDS, KINDS, PAPERS
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("labels", __name__, description="Labels to print: tags, place signs, lots, badges.")
refusals.register()

_TYPES = {"pdf": "application/pdf", "zpl": "application/zpl", "png": "image/png"}
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
    return _at_once(_sheet_order("tag", body), "tags")


@blueprint.post("/labels/places")
@blueprint.arguments(CodesBody)
@blueprint.response(200, PDF, content_type="application/pdf")
@allow(*PRINTERS)
def places(body: dict[str, Any]) -> Response:
    """Signs of places."""
    return _at_once(_sheet_order("place", body), "places")


@blueprint.post("/labels/lots")
@blueprint.arguments(CodesBody)
@blueprint.response(200, PDF, content_type="application/pdf")
@allow(*PRINTERS)
def lots(body: dict[str, Any]) -> Response:
    """Labels for the containers of lots."""
    return _at_once(_sheet_order("lot", body), "lots")


@blueprint.post("/labels/cases")
@blueprint.arguments(CodesBody)
@blueprint.response(200, PDF, content_type="application/pdf")
@allow(*PRINTERS)
def cases(body: dict[str, Any]) -> Response:
    """Labels of cases: the Produce Traceability Initiative's where the product has a GTIN."""
    return _at_once(_sheet_order("case", body), "cases")


@blueprint.post("/labels/badges")
@blueprint.arguments(CodesBody)
@blueprint.response(200, PDF, content_type="application/pdf")
@allow("owner", "office")
def badges(body: dict[str, Any]) -> Response:
    """Cards of people."""
    return _at_once(_sheet_order("badge", body), "badges")


@blueprint.post("/labels/thermal/tags")
@blueprint.arguments(ThermalTagsBody)
@blueprint.response(200, PDF, content_type="application/zpl")
@allow(*PRINTERS)
def thermal_tags(body: dict[str, Any]) -> Response:
    """Blank tags for a label printer, as ZPL II, or a picture of one."""
    return _for_roll("tag", body, "tags")


@blueprint.post("/labels/thermal/lots")
@blueprint.arguments(ThermalLotsBody)
@blueprint.response(200, PDF, content_type="application/zpl")
@allow(*PRINTERS)
def thermal_lots(body: dict[str, Any]) -> Response:
    """Labels of lots for a label printer, as ZPL II, or a picture of the first; a case's where one has a GTIN."""
    with reading() as session:
        operation = current_operation(session)
        what: What = "case" if queries.any_gtin(session, operation, body["codes"]) else "lot"
    return _for_roll(what, body, "lots")


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


def _sheet_order(what: What, body: dict[str, Any]) -> Order:
    given = {**body, "on": body["paper"], "codes": tuple(body.get("codes", ())), "spare": tuple(body["spare"])}
    del given["paper"]
    return Order(what, **given, by=by())


def _for_roll(what: What, body: dict[str, Any], name: str) -> Response:
    format_, on = body.pop("format"), on_roll(body.pop("dpi"))
    order = Order(what, on, **{**body, "codes": tuple(body.get("codes", ()))}, by=by())
    if format_ != "png":
        return _at_once(order, name)
    with reading() as session:
        run = actions.prepared(session, current_operation(session), order)
    return saved_as(run.picture(), f"{name}.png")


def _at_once(order: Order, name: str) -> Response:
    """Write into the book that labels are made, then make them while whoever asked waits."""
    with writing() as session:
        operation = head_of(session, current_caller().operation_id)
        run = actions.prepared(session, operation, order)
        actions.note(session, operation, run, now())
    return saved_as(run.draw(), f"{name}.{order.format}")


def by() -> str | None:
    """Return the code of the person who asks, None for a program."""
    caller = current_caller()
    return caller.code if caller.sort == "person" else None


def saved_as(data: bytes, name: str) -> Response:
    """Return a file under a name to save it by."""
    response = Response(data, content_type=_TYPES[name.rsplit(".", 1)[1]])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
