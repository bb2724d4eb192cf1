"""Shapes of reports over HTTP."""

from marshmallow import fields, validate

from lotbook.reports.actions import FORMATS, PAPERS
from lotbook.reports.words import LANGUAGES
from lotbook.web.schema import Schema


class ReportQuery(Schema):
    """In which format, language and paper."""

    format = fields.String(load_default="pdf", validate=validate.OneOf(tuple(FORMATS)))
    language = fields.String(load_default="en", validate=validate.OneOf(LANGUAGES))
    paper = fields.String(load_default="letter", validate=validate.OneOf(PAPERS))
