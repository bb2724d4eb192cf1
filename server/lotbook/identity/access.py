"""Who may call what: each route declares it, and a request that no declaration covers is refused.

`@allow(...)` and `@public` mark the function of a route; `guard` checks before it runs. A test
walks the routes and fails on one without a mark.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session

from lotbook.db import reading, writing
from lotbook.errors import Problem
from lotbook.identity import credentials, links, queries
from lotbook.identity.links import Part
from lotbook.identity.models import Operation
from lotbook.identity.rules import Role, highest
from lotbook.kit.clock import micros, now

COOKIE = "lotbook"
HOME_COOKIE = "lotbook_home"
"""Who looks at the sample farm goes back to this session of the own one."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

OFFICE: tuple[Role, ...] = ("owner", "office")
RECORDERS: tuple[Role, ...] = (*OFFICE, "packer", "crew")
READERS: tuple[Role, ...] = (*OFFICE, "inspector")
EVERYBODY: tuple[Role, ...] = (*RECORDERS, "inspector")

View = TypeVar("View", bound=Callable[..., Any])
Everything = Literal["any", "names"]
RolesOf = Callable[[Session, int, str], Iterable[str] | None]


@dataclass(frozen=True, slots=True)
class Access:
    """What a route declares: roles, and whether phones, even revoked ones, and inspection links may call it.

    `part` is what of an inspection the route belongs to: links that open this part may call it. `any` is for every
    link, and `names` too: what things are called, which its access log need not repeat. None is for no link.
    """

    roles: frozenset[str]
    devices: bool = False
    revoked: bool = False
    public: bool = False
    part: Part | Everything | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is asking: a person by a cookie, a program by a token, a phone by its own, a visitor by a link."""

    operation_id: int
    operation: str
    sort: Literal["person", "token", "device", "link"]
    code: str
    role: Role
    secret_hash: str
    csrf: str | None = None
    revoked: bool = False
    parts: frozenset[str] = frozenset()
    """What a link may ask."""
    amounts: bool = False
    """Whether a link shows prices."""

    @property
    def signs_as(self) -> str:
        """Who made a change, as the book says it: a person by their code, a program by the beginning of its token."""
        return self.code if self.sort == "person" else f"{self.sort}:{self.code[:8]}"

    @property
    def sees_amounts(self) -> bool:
        """Whether they may see prices: the office may, and whom it lets."""
        return self.amounts if self.sort == "link" else self.role in OFFICE

    def opens(self, part: str | None) -> bool:
        """Whether they may see a part of an inspection: a link only what it was made for."""
        return self.sort != "link" or part in self.parts or part in ("any", "names")


def allow(
    *roles: Role, devices: bool = False, revoked: bool = False, part: Part | Everything | None = None
) -> Callable[[View], View]:
    """Declare which roles may call a route, and whether a phone of such a role, or an inspection link, may too."""

    def mark(view: View) -> View:
        cast(Any, view).access = Access(frozenset(roles), devices, revoked, part=part)
        return view

    return mark


def public(view: View) -> View:
    """Declare that anybody may call a route."""
    cast(Any, view).access = Access(frozenset(), public=True)
    return view


def current_caller() -> Caller:
    """Return who is asking; only on routes that are not public."""
    caller = g.get("caller")
    if not isinstance(caller, Caller):
        raise Problem("sign_in_needed")
    return caller


def current_operation(session: Session) -> Operation:
    """Return the caller's operation, in the transaction of this request."""
    return session.get_one(Operation, current_caller().operation_id)


def head_of(session: Session, operation_id: int) -> Operation:
    """Return an operation with its head row locked, for what changes both the book and its phones.

    Whoever takes the head first and the phone after it cannot wait in a circle with a push.
    """
    return session.get_one(Operation, operation_id, with_for_update=True)


def guard(app: Flask, roles_of: RolesOf) -> None:
    """Check every request against its route's declaration; `roles_of` reads a person's roles."""

    @app.before_request
    def check() -> None:
        if request.url_rule is None or request.method == "OPTIONS":
            return
        access = access_of(current_app.view_functions.get(request.endpoint or ""))
        if access is None:
            raise Problem("not_allowed", role="anybody", needed="a declaration of who may call it")
        if access.public:
            return
        g.caller = caller = identify(roles_of)
        _check(access, caller)
        if caller.sort == "link" and access.part != "names":
            _note(access, caller)


def access_of(view: Any) -> Access | None:
    """Return what a route declares; methods of a class-based view share its declaration."""
    found = getattr(view, "access", None)
    return found if isinstance(found, Access) else None


def _check(access: Access, caller: Caller) -> None:
    if caller.revoked and not access.revoked:
        raise Problem("device_revoked")
    if caller.role not in access.roles or (caller.sort == "device" and not access.devices):
        role = "phone" if caller.sort == "device" and not access.devices else caller.role
        raise Problem("not_allowed", role=role, needed=", ".join(sorted(access.roles)))
    if caller.sort == "link" and not caller.opens(access.part):
        if access.part is None:
            raise Problem("not_allowed", role="inspection link", needed=", ".join(sorted(access.roles)))
        raise Problem("not_in_scope", link=caller.code, part=access.part)
    if caller.csrf is not None and request.method not in SAFE_METHODS:
        _check_own_page(caller.csrf)


def _note(access: Access, caller: Caller) -> None:
    """Whatever a link is shown is in its access log before it is shown."""
    with writing() as session:
        path = f"{request.method} {request.full_path.removesuffix('?')}"
        said = (path, request.remote_addr, request.user_agent.string or None)
        links.note_view(session, caller.operation_id, caller.code, str(access.part), *said, now())


def _check_own_page(csrf: str) -> None:
    """A write with a cookie comes from our own page, or it is forged."""
    origin = request.headers.get("Origin")
    ours = {request.host, urlsplit(current_app.config["PUBLIC_URL"]).netloc}
    if origin is not None and urlsplit(origin).netloc not in ours:
        raise Problem("csrf")
    if not credentials.equal(request.headers.get("X-CSRF", ""), csrf):
        raise Problem("csrf")


def identify(roles_of: RolesOf) -> Caller:
    """Return who is asking, by the bearer token if there is one, else by the cookie; raises Problem."""
    header = request.headers.get("Authorization")
    if header is not None:
        scheme, _, text = header.partition(" ")
        if scheme.lower() != "bearer":
            raise Problem("bad_token")
        return _by_token(text.strip())
    cookie = request.cookies.get(COOKIE)
    if cookie is None:
        raise Problem("sign_in_needed")
    return _by_cookie(cookie, roles_of)


def _by_token(text: str) -> Caller:
    secret = credentials.read_secret(text)
    if secret is None or secret.sort not in (credentials.TOKEN, credentials.DEVICE, credentials.VISIT):
        raise Problem("bad_token")
    with reading() as session:
        operation = queries.operation_by_code(session, secret.operation)
        if operation is None:
            raise Problem("bad_token")
        if secret.sort == credentials.DEVICE:
            device = queries.device_of_token(session, operation.id, secret.hash)
            if device is None:
                raise Problem("bad_token")
            role, revoked = cast(Role, device.role), device.state != "active"
            return Caller(operation.id, operation.code, "device", device.code, role, secret.hash, revoked=revoked)
        if secret.sort == credentials.VISIT:
            return _visitor(session, operation, secret.hash)
        token = queries.live_token(session, operation.id, secret.hash, micros(now()))
        if token is None:
            raise Problem("bad_token")
        role = cast(Role, token.role)
        return Caller(operation.id, operation.code, "token", secret.hash[:16], role, secret.hash)


def _visitor(session: Session, operation: Operation, secret_hash: str) -> Caller:
    link = links.live_visit(session, operation.id, secret_hash, now())
    if link is None:
        raise Problem("bad_token")
    return Caller(
        operation.id,
        operation.code,
        "link",
        link.code,
        "inspector",
        secret_hash,
        parts=frozenset(links.parts_of(link)),
        amounts=link.amounts,
    )


def _by_cookie(cookie: str, roles_of: RolesOf) -> Caller:
    secret = credentials.read_secret(cookie)
    if secret is None or secret.sort != credentials.SESSION:
        raise Problem("sign_in_needed")
    with reading() as session:
        operation = queries.operation_by_code(session, secret.operation)
        if operation is None:
            raise Problem("sign_in_needed")
        row = queries.live_session(session, operation.id, secret.hash, micros(now()))
        role = highest(roles_of(session, operation.id, row.person) or ()) if row is not None else None
        if row is None or role is None:
            raise Problem("sign_in_needed")
        csrf = credentials.csrf_of(cookie)
        return Caller(operation.id, operation.code, "person", row.person, role, secret.hash, csrf)
