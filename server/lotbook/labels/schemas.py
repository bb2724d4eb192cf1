"""What to print, on what."""

from marshmallow import fields, validate

from lotbook.labels.order import ROLLS, WHAT
from lotbook.labels.sheet import PAPERS
from lotbook.web.schema import Schema


class SheetBody(Schema):
    """Paper, language of the words, the first free label of a sheet, those to spare, and how often each."""

    paper = fields.String(load_default="letter", metadata={"example": "L7160", "description": ", ".join(PAPERS)})
    language = fields.String(load_default="en", validate=validate.OneOf(("en", "es")))
    start = fields.Integer(load_default=1, strict=True)
    copies = fields.Integer(load_default=1, strict=True, validate=validate.Range(1, 1_000))
    spare = fields.List(
        fields.Integer(strict=True),
        load_default=list,
        validate=validate.Length(max=100),
        metadata={"description": "labels of the first sheet, from 1, that stay blank"},
    )


class GridBody(Schema):
    """Rows and columns of labels on a sheet."""

    columns = fields.Integer()
    rows = fields.Integer()


class PaperBody(Schema):
    """A paper or a sheet of labels, and how each kind of label that fits lies on it."""

    paper = fields.String(metadata={"example": "L7160"})
    kinds = fields.Dict(keys=fields.String(), values=fields.Nested(GridBody))


class TagsBody(SheetBody):
    """New blank tags."""

    count = fields.Integer(required=True, strict=True)
    organic = fields.Boolean(load_default=False)
    fill = fields.Boolean(load_default=False, metadata={"description": "and as many more as the last sheet holds"})


class CodesBody(SheetBody):
    """Labels of what has a code already."""

    codes = fields.List(fields.String(), required=True, validate=validate.Length(1, 1_000))
    reprint = fields.Boolean(load_default=False, metadata={"description": "printed again: the label says so"})


class ThermalBody(Schema):
    """For a label printer: its language, or a picture of the first label; dots an inch; how often each."""

    format = fields.String(load_default="zpl", validate=validate.OneOf(("zpl", "png")))
    dpi = fields.Integer(load_default=203, strict=True, metadata={"example": 300})
    language = fields.String(load_default="en", validate=validate.OneOf(("en", "es")))
    copies = fields.Integer(load_default=1, strict=True, validate=validate.Range(1, 1_000))


class ThermalTagsBody(ThermalBody):
    """New blank tags."""

    count = fields.Integer(required=True, strict=True)
    organic = fields.Boolean(load_default=False)


class ThermalLotsBody(ThermalBody):
    """Labels of lots; PTI's case label where the product has a GTIN."""

    codes = fields.List(fields.String(), required=True, validate=validate.Length(1, 1_000))
    reprint = fields.Boolean(load_default=False, metadata={"description": "printed again: the label says so"})


class PublicLot(Schema):
    """What anybody may know of a lot; null is what the operation does not show."""

    lot = fields.String()
    sample = fields.Boolean(metadata={"description": "whether the farm is an invented one"})
    product = fields.String(allow_none=True)
    grower = fields.String(allow_none=True)
    harvested = fields.List(fields.String(), allow_none=True, metadata={"description": "the first and the last day"})
    status = fields.String(allow_none=True)


class PalletLineBody(Schema):
    """So many of a lot on a pallet."""

    lot = fields.String(required=True)
    count = fields.Integer(required=True, strict=True, validate=validate.Range(1, 99_999_999))


class PalletBody(Schema):
    """What lies on one pallet."""

    lines = fields.List(fields.Nested(PalletLineBody), required=True, validate=validate.Length(1, 10))


class OnBody(Schema):
    """What to print on: a paper, a sheet of labels, or a roll; and where to begin."""

    on = fields.String(
        load_default="letter",
        validate=validate.OneOf((*PAPERS, *ROLLS)),
        metadata={"description": "a paper or a sheet of labels, or a label printer: roll203, roll300"},
    )
    language = fields.String(load_default="en", validate=validate.OneOf(("en", "es")))
    start = fields.Integer(load_default=1, strict=True)
    spare = fields.List(fields.Integer(strict=True), load_default=list, validate=validate.Length(max=100))


class OrderBody(OnBody):
    """Labels of one kind."""

    what = fields.String(required=True, validate=validate.OneOf(WHAT))
    codes = fields.List(fields.String(), load_default=list, validate=validate.Length(max=1_000))
    count = fields.Integer(load_default=0, strict=True, metadata={"description": "of new blank tags"})
    pallets = fields.List(fields.Nested(PalletBody), load_default=list, validate=validate.Length(max=1_000))
    copies = fields.Integer(load_default=1, strict=True, validate=validate.Range(1, 1_000))
    fill = fields.Boolean(load_default=False)
    organic = fields.Boolean(load_default=False)
    reprint = fields.Boolean(load_default=False)


class JobReply(Schema):
    """How far the drawing of a print is."""

    name = fields.String()
    state = fields.String(metadata={"enum": ["waiting", "drawing", "setting", "ready", "failed"]})
    done = fields.Integer()
    total = fields.Integer()
    pages = fields.Integer(metadata={"description": "that can be looked at"})


class PrintReply(Schema):
    """What was printed, as the book has it."""

    id = fields.String()
    seq = fields.Integer()
    at = fields.String()
    by = fields.String(allow_none=True)
    what = fields.String()
    on = fields.String()
    labels = fields.Integer()
    copies = fields.Integer()
    codes = fields.List(fields.String(), metadata={"description": "the first of them"})
    sscc = fields.List(fields.String())
    reprint = fields.Boolean()
    of = fields.String(allow_none=True)
    job = fields.Nested(JobReply, allow_none=True, metadata={"description": "null when its file is gone"})


class PrintsQuery(Schema):
    """Prints before one."""

    before = fields.Integer(load_default=None)
