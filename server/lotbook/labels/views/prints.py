"""The print queue over HTTP: orders, how far they are, what they look like, and what was printed before."""

from pathlib import Path
from typing import Any

from flask import Response, current_app

from lotbook.book import printed
from lotbook.db import reading, writing
from lotbook.errors import Problem
from lotbook.identity.access import OFFICE, allow, current_caller, current_operation, head_of
from lotbook.kit.clock import now
from lotbook.labels import actions, queue
from lotbook.labels.order import Order
from lotbook.labels.schemas import OnBody, OrderBody, PrintReply, PrintsQuery
from lotbook.labels.views.sheets import PDF, PRINTERS, by, saved_as
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("prints", __name__, description="The print queue, and what was printed.")
_CODES_SHOWN = 20


@blueprint.post("/labels/prints")
@blueprint.arguments(OrderBody)
@blueprint.response(201, PrintReply)
@allow(*PRINTERS)
def order(body: dict[str, Any]) -> Response:
    """Order labels: they are written into the book, and drawn in the background."""
    pallets = tuple(body.pop("pallets"))
    return _started(Order(**_tuples(body), pallets=pallets, by=by()), None)


@blueprint.post("/labels/prints/<id_>/again")
@blueprint.arguments(OnBody)
@blueprint.response(201, PrintReply)
@allow(*PRINTERS)
def again(body: dict[str, Any], id_: str) -> Response:
    """Print the same labels again; each says that it was printed again, and so does the book."""
    return _started(Order("tag", **_tuples(body), by=by()), id_)


@blueprint.post("/labels/prints/<id_>/draw")
@blueprint.response(200, PrintReply)
@allow(*PRINTERS)
def draw(id_: str) -> Response:
    """Draw what was ordered and never drawn to its end: the server stopped meanwhile, say. It is no reprint."""
    job = _job(id_)
    with reading() as session:
        operation = current_operation(session)
        if job.state == "failed":
            sheet = Order("tag", start=job.start, spare=job.spare, language=job.language)
            order = actions.same(session, operation, id_, sheet)
            _check_badges(order)
            queue.start(_folder(), id_, actions.readied(session, operation, order))
        return reply(_shown(_found(printed.find_print(session, operation, id_))))


@blueprint.get("/labels/prints")
@blueprint.arguments(PrintsQuery, location="query")
@blueprint.response(200, PrintReply(many=True))
@allow(*PRINTERS)
def index(query: dict[str, Any]) -> Response:
    """What was printed, the newest first, with how far what is being drawn is."""
    with reading() as session:
        operation = current_operation(session)
        return reply([_shown(one) for one in printed.prints(session, operation, query["before"])])


@blueprint.get("/labels/prints/<id_>")
@blueprint.response(200, PrintReply)
@allow(*PRINTERS)
def show(id_: str) -> Response:
    """One print, and how far it is."""
    with reading() as session:
        operation = current_operation(session)
        return reply(_shown(_found(printed.find_print(session, operation, id_))))


@blueprint.get("/labels/prints/<id_>/file")
@blueprint.response(200, PDF, content_type="application/pdf")
@allow(*PRINTERS)
def file(id_: str) -> Response:
    """The PDF, or the job in ZPL II for a label printer."""
    job = _job(id_)
    made = queue.file_of(_folder(), job)
    if made is None:
        raise Problem("label_print_unknown")
    return saved_as(made, job.name)


@blueprint.get("/labels/prints/<id_>/pages/<number>")
@blueprint.response(200, PDF, content_type="image/png")
@allow(*PRINTERS)
def page(id_: str, number: str) -> Response:
    """A page of the very PDF that is printed, or the first label of a roll, as a picture."""
    job = _job(id_)
    picture = queue.page_of(_folder(), job, int(number) if number.isascii() and number.isdigit() else 0)
    if picture is None:
        raise Problem("label_print_unknown")
    return saved_as(picture, f"{job.name.rsplit('.', 1)[0]}-{number}.png")


def _started(order: Order, of: str | None) -> Response:
    with writing() as session:
        operation = head_of(session, current_caller().operation_id)
        if of is not None:
            order = actions.again(session, operation, of, order)
        _check_badges(order)
        run = actions.prepared(session, operation, order)
        id_ = actions.note(session, operation, run, now())
    queue.start(_folder(), id_, run)
    with reading() as session:
        operation = current_operation(session)
        return reply(_shown(_found(printed.find_print(session, operation, id_))), 201)


def _check_badges(order: Order) -> None:
    if order.what == "badge" and current_caller().role not in OFFICE:
        raise Problem("not_allowed", role=current_caller().role, needed=", ".join(OFFICE))


def _shown(one: dict[str, Any]) -> dict[str, Any]:
    job = queue.job_of(_folder(), one["id"])
    return {
        **{
            name: one.get(name) for name in ("id", "seq", "at", "by", "what", "on", "labels", "copies", "reprint", "of")
        },
        "codes": one["codes"][:_CODES_SHOWN],
        "sscc": [pallet["sscc"] for pallet in one["pallets"] if pallet.get("sscc")],
        "job": None
        if job is None
        else {"name": job.name, "state": job.state, "done": job.done, "total": job.total, "pages": job.pages},
    }


def _found(one: dict[str, Any] | None) -> dict[str, Any]:
    if one is None:
        raise Problem("label_print_unknown")
    return one


def _job(id_: str) -> queue.Job:
    with reading() as session:
        operation = current_operation(session)
        one = _found(printed.find_print(session, operation, id_))
    job = queue.job_of(_folder(), one["id"])
    if job is None:
        raise Problem("label_print_unknown")
    return job


def _folder() -> Path:
    files: Path = current_app.config["FILES"]
    return files.parent / "prints" / str(current_caller().operation_id)


def _tuples(body: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in body.items()}
