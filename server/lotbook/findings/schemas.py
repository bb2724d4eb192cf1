"""Shapes of findings over HTTP."""

from marshmallow import fields, validate

from lotbook.web.schema import PageQuery, Schema

SEVERITIES = validate.OneOf(("critical", "warning", "info"))


class FindingsQuery(PageQuery):
    """Which findings."""

    severity = fields.String(load_default=None, validate=SEVERITIES)
    said = fields.Boolean(
        load_default=None,
        data_key="acknowledged",
        metadata={"description": "true: that somebody acknowledged; false: that nobody did"},
    )


class FindingBody(Schema):
    """Something odd; its words come from the reader's catalogue, by `code` and `args`."""

    key = fields.String()
    code = fields.String()
    severity = fields.String(validate=SEVERITIES)
    about = fields.Dict()
    args = fields.Dict()
    acknowledged = fields.Dict(allow_none=True)


class FindingsPage(Schema):
    """Open findings, the gravest first."""

    findings = fields.List(fields.Nested(FindingBody))
    next = fields.String(allow_none=True)


class AcknowledgeBody(Schema):
    """Why it is all right."""

    reason = fields.String(required=True, validate=validate.Length(1, 1_000))
