"""Shapes of sync over HTTP (3-sync.md); push is read and written by msgspec, these describe it."""

from marshmallow import fields, validate

from lotbook.web.schema import Schema


class ResultBody(Schema):
    """What became of one record."""

    id = fields.String(allow_none=True, metadata={"description": "the claimed id, or null"})
    sha256 = fields.String(metadata={"description": "of the bytes that arrived"})
    status = fields.String(validate=validate.OneOf(("accepted", "duplicate", "held", "quarantined")))
    seq = fields.Integer(allow_none=True)
    reason = fields.String(allow_none=True)


class EventResultBody(ResultBody):
    """What became of one event, and what the book says about it."""

    findings = fields.List(fields.Dict())
    problem = fields.Dict(allow_none=True)


class PushBody(Schema):
    """Records as compact JWS, at most 200 or 512 KB."""

    events = fields.List(fields.String(), required=True)
    phone = fields.Dict(
        metadata={"description": "what the phone says of itself, all optional: app, waiting, photos, now, mono"}
    )


class DeviceState(Schema):
    """Which of this phone's records have arrived."""

    high = fields.Integer()
    missing = fields.List(fields.List(fields.Integer()))
    state = fields.String(validate=validate.OneOf(("active", "revoked")))
    twice = fields.Boolean(metadata={"description": "a new record bore a number that had come before"})


class PushReply(Schema):
    """One result a record, in the order sent."""

    epoch = fields.String()
    server_time = fields.DateTime()
    results = fields.List(fields.Nested(ResultBody))
    device = fields.Nested(DeviceState)
    durable_through = fields.Integer(allow_none=True)
    checkpoint = fields.String(allow_none=True)
    min_app = fields.String()
    backoff_s = fields.Integer()


class PullQuery(Schema):
    """Where the last pull ended."""

    cursor = fields.String(load_default=None, metadata={"example": "<epoch>.<seq>"})
    limit = fields.Integer(load_default=500, validate=validate.Range(1, 500))


class PullReply(Schema):
    """What the book gained since; with `reset`, begin again from a snapshot."""

    changes = fields.List(fields.Dict(), metadata={"description": "{seq, type, body} as in the book file"})
    lots = fields.List(
        fields.Dict(), metadata={"description": "lots that this changed, as they are now; `hold`: null, or why"}
    )
    cursor = fields.String()
    more = fields.Boolean()
    reset = fields.Boolean()


class SnapshotQuery(Schema):
    """Which page."""

    after = fields.String(load_default=None, metadata={"description": "`next` of the page before"})


class SnapshotPage(Schema):
    """A page of registry, lots and tags; all pages share the cursor of the first."""

    cursor = fields.String()
    records = fields.List(fields.Dict())
    lots = fields.List(fields.Dict())
    tags = fields.List(fields.Dict())
    next = fields.String(allow_none=True)


class OpenRun(Schema):
    """A packing run that is open, and its balance so far in milligrams."""

    run = fields.String()
    place = fields.String(allow_none=True)
    lot = fields.String(allow_none=True, metadata={"description": "what it made last"})
    product = fields.String(allow_none=True)
    inputs = fields.Integer(metadata={"description": "lines that went in"})
    in_mg = fields.Integer()
    out_mg = fields.Integer()
    lost_mg = fields.Integer()
    left_mg = fields.Integer(metadata={"description": "what went in and is in nothing that came out"})


class OpenRuns(Schema):
    """The packing runs that are open, the latest first."""

    runs = fields.List(fields.Nested(OpenRun))


RANGE = fields.List(fields.Integer(strict=True), validate=validate.Length(2, 2))


class ReconcileBody(Schema):
    """Which of its records a phone still has, as ranges of `dseq`."""

    dev = fields.String(required=True)
    have = fields.List(RANGE, required=True, validate=validate.Length(max=5_000))


class ReconcileReply(Schema):
    """Which of them did not arrive here."""

    missing = fields.List(RANGE)
    through = fields.Integer(metadata={"description": "the rest of them lies in the book at or before this `seq`"})


class ExportedRecord(Schema):
    """A record as a phone's export file has it."""

    jws = fields.String(required=True)
    dseq = fields.Integer()
    sha256 = fields.String()
    sent = fields.Boolean()


class ImportBody(Schema):
    """The export file of a phone that never came back online, at most 10,000 records or 10 MB."""

    format = fields.String(metadata={"example": "lotbook-outbox"})
    device = fields.String(allow_none=True)
    events = fields.List(fields.Nested(ExportedRecord), required=True)


class ImportReply(Schema):
    """One result a record, in the order of the file."""

    results = fields.List(fields.Nested(ResultBody))
