"""Sign-in of people with a password, by a cookie that scripts cannot read."""

from typing import Any

from flask import Response, current_app, jsonify, make_response, request
from sqlalchemy.orm import Session

from lotbook.db import reading, writing
from lotbook.errors import Problem
from lotbook.identity import actions, credentials, queries
from lotbook.identity.access import (
    COOKIE,
    EVERYBODY,
    HOME_COOKIE,
    OFFICE,
    Caller,
    allow,
    current_caller,
    current_operation,
    public,
)
from lotbook.identity.models import BrowserSession, Operation
from lotbook.identity.rules import may_change_person
from lotbook.identity.schemas import PasswordBody, SessionBody, SignInBody
from lotbook.identity.throttle import Throttle
from lotbook.journal.acts import note
from lotbook.kit.clock import micros, now
from lotbook.registry import people
from lotbook.registry import queries as registry
from lotbook.web.openapi import Blueprint

blueprint = Blueprint("session", __name__, description="Signing in and out.")
throttle = Throttle()


@blueprint.post("/session")
@blueprint.arguments(SignInBody)
@blueprint.response(200, SessionBody)
@public
def sign_in(body: dict[str, str]) -> Response:
    """Sign a person in; sets an HttpOnly cookie and gives the word for X-CSRF."""
    limits = _limits(body)
    if wait := throttle.wait_s(limits):
        raise Problem("too_many_attempts", seconds=wait)
    with reading() as session:
        operation = queries.operation_by_code(session, body["operation"])
        person = operation and _who(session, operation.id, body)
        account = operation and person and queries.account(session, operation.id, person)
        stored = account.password_hash if account else None
    # Outside of any transaction, and in the same time whether there is such an account or not.
    if not credentials.password_fits(stored, body["password"]) or not operation or not person:
        throttle.failed(limits)
        raise Problem("bad_credentials")
    throttle.forgive({_by_name(body): 0})
    with writing() as session:
        return signed_in(session, session.get_one(Operation, operation.id), person)


@blueprint.get("/session")
@blueprint.response(200, SessionBody)
@allow(*EVERYBODY)
def show() -> dict[str, Any]:
    """Who is signed in; 401 if nobody is."""
    caller = current_caller()
    if caller.csrf is None:
        raise Problem("sign_in_needed")
    with reading() as session:
        return about(session, current_operation(session), caller.code, caller.csrf)


@blueprint.delete("/session")
@blueprint.response(204)
@allow(*EVERYBODY)
def sign_out() -> Response:
    """Sign out; the cookie is worth nothing afterwards."""
    caller = current_caller()
    with writing() as session:
        actions.end_session(session, caller.operation_id, caller.secret_hash)
        if waits := _who_waits(session, caller):
            actions.end_session(session, waits.operation_id, waits.secret_hash)
    return _nobody()


@blueprint.post("/people/<code>/password")
@blueprint.arguments(PasswordBody)
@blueprint.response(204)
@allow(*EVERYBODY)
def set_password(body: dict[str, str], code: str) -> Response:
    """Set one's own password, or another person's from the office; their sessions end."""
    caller = current_caller()
    oneself = caller.sort == "person" and caller.code == code
    if not oneself and caller.role not in OFFICE:
        raise Problem("not_allowed", role=caller.role, needed="office, owner or oneself")
    hashed = actions.password_hash(body["password"])
    with writing() as session:
        roles = people.roles_of(session, caller.operation_id, code)
        if roles is None:
            raise Problem("unknown_record", what="person", code=code)
        if not oneself and not may_change_person(caller.role, roles):
            raise Problem("not_allowed", role=caller.role, needed="owner")
        actions.set_password(session, caller.operation_id, code, hashed, now())
        note(session, caller.operation_id, caller, "password_set", code, now())
    return Response(status=204)


def signed_in(session: Session, operation: Operation, person: str) -> Response:
    """Start a session, and answer with it and its cookie."""
    secret = actions.start_session(session, operation, person, now())
    return _with(session, operation, person, secret)


def visiting(session: Session, sample: Operation, person: str) -> Response:
    """Start a session in the sample farm; the one that the caller has waits under another name."""
    response = signed_in(session, sample, person)
    _set(response, HOME_COOKIE, request.cookies[COOKIE])
    return response


def home_again(session: Session, caller: Caller) -> Response:
    """End a session in a sample, and go on with the one that waits for it; signed out where there is none."""
    actions.end_session(session, caller.operation_id, caller.secret_hash)
    waits = _who_waits(session, caller)
    if waits is None:
        return _nobody()
    response = _with(
        session, session.get_one(Operation, waits.operation_id), waits.person, request.cookies[HOME_COOKIE]
    )
    response.delete_cookie(HOME_COOKIE, **_KEPT, secure=_secure())
    return response


def _who_waits(session: Session, caller: Caller) -> BrowserSession | None:
    """Return the session that was left for the sample in which the caller is, if it still lives."""
    secret = credentials.read_secret(request.cookies.get(HOME_COOKIE, ""))
    home = queries.operation_by_code(session, secret.operation) if secret is not None else None
    if secret is None or home is None or secret.sort != credentials.SESSION:
        return None
    sample = queries.sample(session, home.id)
    if sample is None or sample.sample_id != caller.operation_id:
        return None
    return queries.live_session(session, home.id, secret.hash, micros(now()))


def _with(session: Session, operation: Operation, person: str, secret: str) -> Response:
    body = about(session, operation, person, credentials.csrf_of(secret))
    response = make_response(jsonify(SessionBody().dump(body)))
    _set(response, COOKIE, secret)
    return response


_KEPT: dict[str, Any] = {"path": "/", "httponly": True, "samesite": "Strict"}


def _set(response: Response, name: str, secret: str) -> None:
    response.set_cookie(name, secret, max_age=actions.SESSION_LASTS, secure=_secure(), **_KEPT)


def _nobody() -> Response:
    response = Response(status=204)
    for name in (COOKIE, HOME_COOKIE):
        response.delete_cookie(name, **_KEPT, secure=_secure())
    return response


def about(session: Session, operation: Operation, person: str, csrf: str) -> dict[str, Any]:
    """Return who is signed in, where, as a page needs it."""
    found = registry.get(session, operation.id, "person", person) or {}
    return {
        "person": {"code": person, "name": found.get("name"), "roles": found.get("roles") or []},
        "operation": describe(session, operation),
        "csrf": csrf,
        "public_url": current_app.config["PUBLIC_URL"],
        "secure": current_app.config["SECURE_CONTEXT"],
    }


def describe(session: Session, operation: Operation) -> dict[str, Any]:
    """Return an operation by its record, and by its row where it has none."""
    found = registry.get(session, operation.id, "operation", operation.code) or {}
    return {
        "code": operation.code,
        "name": found.get("name"),
        "timezone": operation.timezone,
        "mass_unit": operation.mass_unit,
        "sample": found.get("sample") is True,
        "yields_by_person": found.get("yields_by_person") is True,
    }


def _who(session: Session, operation_id: int, body: dict[str, str]) -> str | None:
    """The person meant: by code, or by what was typed as a name, which may be the code all the same."""
    typed = body.get("code") or body.get("name", "")
    if people.roles_of(session, operation_id, typed):
        return typed
    person = None if "code" in body else people.by_name(session, operation_id, typed)
    return person if person and people.roles_of(session, operation_id, person) else None


def _secure() -> bool:
    return bool(current_app.config["SECURE_COOKIES"])


def _by_name(body: dict[str, str]) -> str:
    who = (body.get("code") or body.get("name", "")).casefold()
    return f"{request.remote_addr} {body['operation'].lower()} {who}"


def _limits(body: dict[str, str]) -> dict[str, int]:
    """Few failures for one name from one address; more for a name from anywhere, and for an address."""
    by_name = _by_name(body)
    return {by_name: 8, by_name.split(" ", 1)[1]: 50, str(request.remote_addr): 60}
