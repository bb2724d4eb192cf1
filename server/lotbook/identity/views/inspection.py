"""Inspection links: the office makes and ends them; whoever holds one comes in by it."""

from typing import Any

from flask import Response, current_app, request
from sqlalchemy.orm import Session

from lotbook.db import reading, writing
from lotbook.errors import Problem
from lotbook.identity import credentials, links, queries
from lotbook.identity.access import OFFICE, READERS, allow, current_caller, current_operation, head_of, public
from lotbook.identity.models import InspectionLink, LinkView, Operation
from lotbook.identity.schemas import (
    EnterBody,
    EnteredBody,
    InspectionBody,
    LinkList,
    LinkViewList,
    LinkViewsQuery,
    MadeLink,
    NewLink,
)
from lotbook.identity.throttle import Throttle
from lotbook.identity.views.sessions import describe
from lotbook.identity.views.tokens import moment
from lotbook.journal.acts import note
from lotbook.kit.clock import from_micros, now
from lotbook.web.openapi import Blueprint

blueprint = Blueprint("inspection", __name__, description="Inspection links, and coming in by one.")
throttle = Throttle()


@blueprint.post("/inspection-links")
@blueprint.arguments(NewLink)
@blueprint.response(201, MadeLink)
@allow(*OFFICE)
def make(body: dict[str, Any]) -> dict[str, Any]:
    """Make a link; its address, with the secret after the #, is shown this once."""
    passcode = links.passcode_hash(body.pop("passcode"))
    wanted = links.Wanted(**body)
    with writing() as session:
        # Codes are counted: two links that are made at once must not have the same.
        operation = head_of(session, current_caller().operation_id)
        link, secret = links.make(session, operation, wanted, passcode, current_caller().code, now())
        session.flush()
        said = {"days": wanted.days, "parts": links.parts_of(link), "standing": wanted.standing}
        note(session, operation.id, current_caller(), "link_made", link.code, now(), **said)
        return {**shown(link, 0), "url": f"{current_app.config['PUBLIC_URL']}/inspect#{secret}"}


@blueprint.get("/inspection-links")
@blueprint.response(200, LinkList)
@allow(*OFFICE)
def listing() -> dict[str, Any]:
    """Every link that was made, without its secret, the newest first."""
    with reading() as session:
        operation_id = current_caller().operation_id
        counts = links.view_counts(session, operation_id)
        return {"links": [shown(one, counts.get(one.code, 0)) for one in links.links(session, operation_id)]}


@blueprint.get("/inspection-links/<code>/views")
@blueprint.arguments(LinkViewsQuery, location="query")
@blueprint.response(200, LinkViewList)
@allow(*OFFICE)
def log(query: dict[str, Any], code: str) -> dict[str, Any]:
    """What was looked at by a link, the newest first; what it asked and took away is in the book as well."""
    limit = query["limit"]
    with reading() as session:
        link = links.link(session, current_caller().operation_id, code)
        found = links.views(session, link.operation_id, link.code, query["after"], limit + 1)
    page = found[:limit]
    return {"views": [_view(one) for one in page], "next": page[-1].id if len(found) > limit else None}


@blueprint.delete("/inspection-links/<code>")
@blueprint.response(204)
@allow(*OFFICE)
def revoke(code: str) -> Response:
    """Take a link back: it opens no more, and whoever is in by it is out."""
    with writing() as session:
        caller = current_caller()
        links.revoke(session, caller.operation_id, code, caller.code, now())
        note(session, caller.operation_id, caller, "link_revoked", code, now())
    return Response(status=204)


@blueprint.post("/inspection")
@blueprint.arguments(EnterBody)
@blueprint.response(200, EnteredBody)
@public
def enter(body: dict[str, Any]) -> dict[str, Any]:
    """Come in by a link. Whatever is wrong, the answer is the same, after the same time."""
    secret, passcode = credentials.read_secret(body["secret"]), body["passcode"] or ""
    limits = {str(request.remote_addr): 60, f"link {credentials.hashed(body['secret'])}": 10}
    if wait := throttle.wait_s(limits):
        raise Problem("too_many_attempts", seconds=wait)
    with reading() as session:
        operation = queries.operation_by_code(session, secret.operation) if secret is not None else None
        link = None
        if operation is not None and secret is not None and secret.sort == credentials.LINK:
            link = links.link_of_secret(session, operation.id, secret.hash)
    stored = link.passcode_hash if link is not None else None
    # Hashed for a link without a passcode and for no link too: the time tells nothing.
    fits = credentials.password_fits(stored, passcode)
    if operation is None or link is None or not links.is_live(link, now()) or not (fits or stored is None):
        throttle.failed(limits)
        raise Problem("inspection_refused")
    with writing() as session:
        return _entered(session, operation.id, link.code)


@blueprint.get("/inspection")
@blueprint.response(200, InspectionBody)
@allow(*READERS, part="names")
def show() -> dict[str, Any]:
    """Who is inspecting, and what they may ask: a visitor by a link, or somebody who is signed in."""
    caller = current_caller()
    with reading() as session:
        operation = current_operation(session)
        if caller.sort == "link":
            return _inspection(session, operation, links.link(session, operation.id, caller.code))
        return {
            "operation": describe(session, operation),
            "parts": list(links.PARTS),
            "amounts": caller.sees_amounts,
            "link": None,
        }


def _entered(session: Session, operation_id: int, code: str) -> dict[str, Any]:
    operation = session.get_one(Operation, operation_id)
    link = links.link(session, operation_id, code)
    if not links.is_live(link, now()):
        raise Problem("inspection_refused")
    visit, token = links.open_visit(session, operation, link, now())
    said = (f"{request.method} {request.path}", request.remote_addr, request.user_agent.string or None)
    links.note_view(session, operation_id, code, "opened", *said, now())
    return {
        **_inspection(session, operation, link),
        "token": token,
        "expires_at": from_micros(visit.expires_at),
    }


def _inspection(session: Session, operation: Operation, link: InspectionLink) -> dict[str, Any]:
    return {
        "operation": describe(session, operation),
        "parts": links.parts_of(link),
        "amounts": link.amounts,
        "began": moment(link.opened_at),
        "expires_at": from_micros(link.expires_at),
        "link": link.code,
    }


def shown(link: InspectionLink, views: int) -> dict[str, Any]:
    """Return a link as the office sees it."""
    return {
        "code": link.code,
        "state": _state(link),
        "parts": links.parts_of(link),
        "amounts": link.amounts,
        "standing": link.standing,
        "days": link.days,
        "passcode": link.passcode_hash is not None,
        "note": link.note,
        "made_by": link.made_by,
        "created_at": from_micros(link.created_at),
        "expires_at": from_micros(link.expires_at),
        "opened_at": moment(link.opened_at),
        "revoked_at": moment(link.revoked_at),
        "revoked_by": link.revoked_by,
        "views": views,
    }


def _state(link: InspectionLink) -> str:
    if link.revoked_at is not None:
        return "revoked"
    if not links.is_live(link, now()):
        return "expired"
    return "sealed" if link.standing and link.opened_at is None else "open"


def _view(one: LinkView) -> dict[str, Any]:
    return {
        "id": one.id,
        "at": from_micros(one.at_us),
        "what": one.what,
        "path": one.path,
        "address": one.address,
        "agent": one.agent,
    }
