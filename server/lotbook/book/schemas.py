"""Shapes of the book and its quarantine over HTTP."""

from marshmallow import fields, validate

from lotbook.web.schema import Schema

SEQ = validate.Range(0, 2**63 - 1)
CODE = validate.Length(1, 100)


class EntriesQuery(Schema):
    """Which entries: after a `seq`, of a lot, of a kind, and whatever else one looks for."""

    after = fields.Integer(load_default=0, validate=SEQ, metadata={"description": "entries behind this `seq`"})
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1_000))
    lot = fields.String(load_default=None, validate=CODE, metadata={"description": "that name this lot"})
    kind = fields.String(load_default=None, validate=CODE, metadata={"description": "of this kind or type"})
    q = fields.String(
        load_default=None, validate=CODE, metadata={"description": "that bear this number, code, id or hash"}
    )
    partner = fields.String(load_default=None, validate=CODE)
    device = fields.String(load_default=None, validate=CODE, metadata={"description": "signed by this phone"})
    by = fields.String(load_default=None, validate=CODE, metadata={"description": "recorded by this person"})
    place = fields.String(load_default=None, validate=CODE)
    from_ = fields.Date(load_default=None, data_key="from", metadata={"description": "of this day or later"})
    to = fields.Date(load_default=None, metadata={"description": "of this day or earlier"})
    how = fields.String(load_default=None, validate=validate.OneOf(("phone", "desk", "import")))
    late = fields.Boolean(load_default=False, metadata={"description": "received more than a day after their hour"})
    corrected = fields.Boolean(load_default=False, metadata={"description": "that no longer stand"})


class WaitingQuery(Schema):
    """Which page."""

    after = fields.Integer(load_default=0, validate=SEQ)
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1_000))


class EntriesPage(Schema):
    """Entries in order, as lines of the book file with their `seq`. A page may be short and have a next one."""

    entries = fields.List(fields.Dict())
    provenance = fields.Dict(
        keys=fields.String(),
        values=fields.Dict(),
        metadata={"description": "by seq: `how` (phone, desk, import), `device`, `replaced_by`, `voided_by`"},
    )
    next = fields.Integer(allow_none=True)


class KeptEntry(Schema):
    """Bytes that could not be read, or that their recorder might not record."""

    seq = fields.Integer()
    sha256 = fields.String()
    state = fields.String(validate=validate.OneOf(("held", "quarantined")))
    reason = fields.String(allow_none=True)
    received = fields.DateTime(allow_none=True)
    device = fields.String(allow_none=True)
    body = fields.String(metadata={"description": "the bytes as text; what is no UTF-8 is shown by its codes"})
    event = fields.Dict(allow_none=True, metadata={"description": "what it says, where that can be read"})


class QuarantinePage(Schema):
    """What waits for the office, oldest first."""

    entries = fields.List(fields.Nested(KeptEntry))
    next = fields.Integer(allow_none=True)


class ReleaseBody(Schema):
    """The repaired event, where the bytes could not be read; nothing for one that was held."""

    event = fields.Dict(load_default=None, allow_none=True)
