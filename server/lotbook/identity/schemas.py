"""Shapes of sign-in, set-up, tokens and phones over HTTP."""

from marshmallow import fields, validate

from lotbook.identity.links import LONGEST_DAYS, LONGEST_PASSCODE, PARTS, SHORTEST_PASSCODE
from lotbook.identity.rules import PHONE_ROLES, RANK
from lotbook.web.schema import Schema

ROLES = validate.OneOf(sorted(RANK, key=RANK.__getitem__, reverse=True))
LABEL_CODE = validate.Regexp(
    r"\A[0-9A-Za-z]([0-9A-Za-z-]{0,18}[0-9A-Za-z])?\Z",
    error="Use 1 to 20 letters, digits and dashes: it is printed on labels.",
)
MASS_UNITS = validate.OneOf(("lb", "kg", "t", "ton", "cwt", "oz", "g", "mg"))


class OperationBody(Schema):
    """An operation as a page needs to know it."""

    code = fields.String(required=True, validate=LABEL_CODE)
    name = fields.String(required=True, allow_none=True, validate=validate.Length(max=200))
    timezone = fields.String(load_default="UTC", metadata={"example": "America/Los_Angeles"})
    mass_unit = fields.String(load_default="lb", validate=MASS_UNITS)
    sample = fields.Boolean(dump_only=True, metadata={"description": "whether it is an invented farm"})
    yields_by_person = fields.Boolean(dump_only=True, metadata={"description": "whether the office may see them"})


class PersonBody(Schema):
    """Who is signed in."""

    code = fields.String(required=True, validate=LABEL_CODE)
    name = fields.String(required=True, allow_none=True, validate=validate.Length(min=1, max=200))
    roles = fields.List(fields.String(), dump_only=True)


class SignInBody(Schema):
    """A person's code, or the name if nobody else has it, and the password."""

    operation = fields.String(required=True, validate=validate.Length(1, 100))
    name = fields.String(validate=validate.Length(1, 200))
    code = fields.String(validate=validate.Length(1, 100))
    password = fields.String(required=True, validate=validate.Length(1, 200))


class SessionBody(Schema):
    """Who is signed in, where, and the word that writes must repeat in X-CSRF."""

    person = fields.Nested(PersonBody)
    operation = fields.Nested(OperationBody)
    csrf = fields.String()
    public_url = fields.String(metadata={"description": "where phones reach this server; labels carry it"})
    secure = fields.Boolean(metadata={"description": "whether phones can be enrolled at that address"})


class SetupState(Schema):
    """Whether there is no operation here yet."""

    empty = fields.Boolean()


class SetupBody(Schema):
    """The first operation of an empty server, and its owner."""

    operation = fields.Nested(OperationBody, required=True)
    person = fields.Nested(PersonBody, required=True)
    password = fields.String(required=True)


class PasswordBody(Schema):
    """Another password."""

    password = fields.String(required=True)


class NewToken(Schema):
    """What a token may do, and for how long."""

    role = fields.String(required=True, validate=ROLES)
    days = fields.Integer(load_default=90, strict=True)


class MadeToken(Schema):
    """The token: shown this once, kept as a hash."""

    token = fields.String()
    id = fields.String()
    role = fields.String()
    expires_at = fields.DateTime()


class TokenBody(Schema):
    """A token without its secret."""

    id = fields.String()
    role = fields.String()
    made_by = fields.String(allow_none=True)
    created_at = fields.DateTime()
    expires_at = fields.DateTime()
    revoked_at = fields.DateTime(allow_none=True)


class TokenList(Schema):
    """Every token that was made, the newest first."""

    tokens = fields.List(fields.Nested(TokenBody))


class NewEnrolment(Schema):
    """As what a phone shall record."""

    role = fields.String(load_default="crew", validate=validate.OneOf(PHONE_ROLES))


class EnrolmentBody(Schema):
    """A code for one phone, for ten minutes; the address is what its QR holds."""

    code = fields.String()
    url = fields.String()
    expires_at = fields.DateTime()
    secure = fields.Boolean(metadata={"description": "whether a phone can be enrolled at that address at all"})


class NewDevice(Schema):
    """A phone shows its code and the public half of its key."""

    code = fields.String(required=True, validate=validate.Length(1, 200))
    name = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))
    jwk = fields.Dict(required=True, metadata={"description": "public EC key on P-256 (RFC 7517)"})
    device = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=100),
        metadata={"description": "who a phone was before, where it is let in again with the key that it had"},
    )
    selftest = fields.Dict(load_default=dict, metadata={"description": "what the phone found about itself"})


class EnrolledDevice(Schema):
    """What an enrolled phone works with."""

    device = fields.String()
    token = fields.String()
    operation = fields.Nested(OperationBody)
    epoch = fields.String()
    log_key = fields.String(allow_none=True)
    role = fields.String()


class DeviceBody(Schema):
    """A phone, and what came from it."""

    code = fields.String()
    name = fields.String(allow_none=True)
    role = fields.String(allow_none=True)
    state = fields.String()
    enrolled_at = fields.DateTime(allow_none=True)
    revoked_at = fields.DateTime(allow_none=True)
    seen_at = fields.DateTime(allow_none=True)
    high = fields.Integer()
    missing = fields.List(fields.List(fields.Integer()))
    app = fields.String(allow_none=True, metadata={"description": "its version of the app when it last called"})
    waiting = fields.Integer(allow_none=True, metadata={"description": "records that it still had to send then"})
    photos = fields.Integer(allow_none=True, metadata={"description": "photos that it still had to send then"})
    clock_ms = fields.Integer(allow_none=True, metadata={"description": "how far its clock was behind ours then"})


class DeviceName(Schema):
    """What people call a phone."""

    name = fields.String(required=True, validate=validate.Length(1, 200))


class DeviceList(Schema):
    """Every phone that was ever enrolled."""

    devices = fields.List(fields.Nested(DeviceBody))


class NewLink(Schema):
    """What an inspection link is to allow; a standing one lies sealed, and its days count from its first opening."""

    days = fields.Integer(load_default=30, strict=True, validate=validate.Range(1, LONGEST_DAYS))
    passcode = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(SHORTEST_PASSCODE, LONGEST_PASSCODE)
    )
    parts = fields.List(
        fields.String(validate=validate.OneOf(PARTS)),
        load_default=lambda: list(PARTS),
        validate=validate.Length(min=1, max=len(PARTS)),
    )
    amounts = fields.Boolean(load_default=False, metadata={"description": "whether prices are shown"})
    standing = fields.Boolean(load_default=False)
    note = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))


class LinkBody(Schema):
    """An inspection link as the office sees it, without its secret."""

    code = fields.String()
    state = fields.String(metadata={"description": "open, sealed (standing, and never opened), expired or revoked"})
    parts = fields.List(fields.String())
    amounts = fields.Boolean()
    standing = fields.Boolean()
    days = fields.Integer()
    passcode = fields.Boolean(metadata={"description": "whether one is needed"})
    note = fields.String(allow_none=True)
    made_by = fields.String()
    created_at = fields.DateTime()
    expires_at = fields.DateTime(metadata={"description": "of a sealed one: until when it may be opened"})
    opened_at = fields.DateTime(allow_none=True)
    revoked_at = fields.DateTime(allow_none=True)
    revoked_by = fields.String(allow_none=True)
    views = fields.Integer(metadata={"description": "lines in its access log"})


class MadeLink(LinkBody):
    """The link with its address, shown this once: what follows the # is kept as a hash."""

    url = fields.String()


class LinkList(Schema):
    """Every link that was made, the newest first."""

    links = fields.List(fields.Nested(LinkBody))


class LinkViewsQuery(Schema):
    """A page of an access log."""

    after = fields.String(load_default=None, validate=validate.Length(max=36))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1_000))


class LinkViewBody(Schema):
    """What was looked at by a link."""

    id = fields.String()
    at = fields.DateTime()
    what = fields.String(metadata={"description": "opened, or the part of the inspection"})
    path = fields.String()
    address = fields.String(allow_none=True)
    agent = fields.String(allow_none=True)


class LinkViewList(Schema):
    """The access log of a link, the newest first."""

    views = fields.List(fields.Nested(LinkViewBody))
    next = fields.String(allow_none=True)


class EnterBody(Schema):
    """The secret of a link, which its address has after the #, and its passcode if it has one."""

    secret = fields.String(required=True, validate=validate.Length(1, 200))
    passcode = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_PASSCODE))


class InspectionBody(Schema):
    """Who inspects, and what they may ask; `began` is when the link was first opened."""

    operation = fields.Nested(OperationBody)
    parts = fields.List(fields.String())
    amounts = fields.Boolean()
    began = fields.DateTime(allow_none=True)
    expires_at = fields.DateTime(allow_none=True)
    link = fields.String(allow_none=True)


class EnteredBody(InspectionBody):
    """The same, with the token that this browser shows from now on."""

    token = fields.String()
