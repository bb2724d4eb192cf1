"""The one base of marshmallow schemas, and the shape of a refusal."""

from marshmallow import RAISE, fields, validate
from marshmallow import Schema as MarshmallowSchema


class Schema(MarshmallowSchema):
    """What goes in or out; a field that nobody knows is a mistake of the sender, and is said."""

    class Meta:
        unknown = RAISE


class ProblemBody(Schema):
    """A refusal (RFC 9457). `code` is stable and public; `detail` is for people."""

    type = fields.String(required=True, metadata={"example": "/api/docs#refusal-not_allowed"})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True, metadata={"example": "not_allowed"})
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "what is wrong, by field"},
    )


class PageQuery(Schema):
    """Lists page by key: the next page begins after the last key of this one."""

    after = fields.String(load_default=None, metadata={"description": "`next` of the page before"})
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1_000))
