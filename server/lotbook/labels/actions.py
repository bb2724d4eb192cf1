"""Printing for one operation: each function finds what its labels say and returns the PDF."""

import secrets
from collections.abc import Collection, Sequence
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.kit.codes import CROCKFORD, TAG_LENGTH, tag_code
from lotbook.labels import pages, press, queries, thermal
from lotbook.labels.gs1 import NotGs1
from lotbook.labels.parts import Part, Size
from lotbook.labels.picture import png
from lotbook.labels.rules import is_printable
from lotbook.labels.sheet import room_left
from lotbook.labels.words import words
from lotbook.labels.zpl import zpl


def new_tag_codes(count: int) -> list[str]:
    """Return so many new tag codes, none twice.

    Nobody keeps a list of printed tags: 45 random bits keep two sheets from ever sharing one,
    also where they were printed by different servers for one farm.
    """
    press.check_count(count)
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(tag_code("".join(secrets.choice(CROCKFORD) for _ in range(TAG_LENGTH - 1))))
    return list(codes)


def labels_for_tags(
    session: Session,
    operation: Operation,
    count: int,
    paper: str,
    language: str = "en",
    *,
    start: int = 1,
    copies: int = 1,
    spare: Collection[int] = (),
    organic: bool = False,
    fill: bool = False,
) -> bytes:
    """Print new blank tags; `fill`: and so many more that nothing is left of the last sheet."""
    if fill:
        count += room_left(press.grid_of("tag", paper), count * copies, start, spare) // max(1, copies)
    return pages.tag_sheet(
        _public_url(),
        operation.code,
        new_tag_codes(count),
        paper,
        start,
        operation_name=queries.issuer(session, operation).name,
        organic=organic,
        copies=copies,
        spare=spare,
        language=language,
    )


def labels_for_places(
    session: Session,
    operation: Operation,
    codes: Sequence[str],
    paper: str,
    language: str = "en",
    *,
    start: int = 1,
    copies: int = 1,
    spare: Collection[int] = (),
    reprint: bool = False,
) -> bytes:
    """Print signs of places; an organic place is one that is so today. Refuses a code that nobody knows."""
    issuer, places = queries.issuer(session, operation), queries.places(session, operation, codes)
    given: dict[str, Any] = {"copies": copies, "spare": spare, "reprint": reprint, "language": language}
    return pages.place_signs(_public_url(), issuer, places, paper, start, **given)


def labels_for_lots(
    session: Session,
    operation: Operation,
    codes: Sequence[str],
    paper: str,
    language: str = "en",
    *,
    start: int = 1,
    copies: int = 1,
    spare: Collection[int] = (),
    reprint: bool = False,
) -> bytes:
    """Print labels of lots with the status that the book gives them now. Refuses a code that nobody knows."""
    issuer, lots = queries.issuer(session, operation), queries.lots(session, operation, codes)
    given: dict[str, Any] = {"copies": copies, "spare": spare, "reprint": reprint, "language": language}
    return pages.lot_labels(_public_url(), issuer, lots, paper, start, **given)


def labels_for_people(
    session: Session,
    operation: Operation,
    codes: Sequence[str],
    paper: str,
    language: str = "en",
    *,
    start: int = 1,
    copies: int = 1,
    spare: Collection[int] = (),
    reprint: bool = False,
) -> bytes:
    """Print badges. Refuses a code that nobody knows."""
    issuer, people = queries.issuer(session, operation), queries.people(session, operation, codes)
    given: dict[str, Any] = {"copies": copies, "spare": spare, "reprint": reprint, "language": language}
    return pages.badges(_public_url(), issuer, people, paper, start, **given)


def thermal_tags(
    session: Session,
    operation: Operation,
    count: int,
    format_: str,
    dpi: int,
    language: str = "en",
    *,
    copies: int = 1,
    organic: bool = False,
) -> bytes:
    """Lay out new blank tags for a label printer; as a picture, the first of them."""
    issuer = queries.issuer(session, operation)
    codes = new_tag_codes(count)
    said = words(language)
    labels = [thermal.tag(_public_url(), issuer, code, said, organic=organic) for code in codes]
    return _painted(thermal.TAG, labels, format_, dpi, copies)


def thermal_lots(
    session: Session,
    operation: Operation,
    codes: Sequence[str],
    format_: str,
    dpi: int,
    language: str = "en",
    *,
    copies: int = 1,
    reprint: bool = False,
) -> bytes:
    """Lay out labels of lots for a label printer; those whose product has a GTIN are PTI's case labels.

    All labels of a job have one size, so a lot without a GTIN among others with one gets the larger label. As a
    picture, the first of them.
    """
    issuer, lots, said = queries.issuer(session, operation), queries.lots(session, operation, codes), words(language)
    press.check_count(len(lots) * copies)
    for one in lots:
        if not is_printable(one.code):
            raise Problem("label_code", typed=one.code)
    roll = thermal.CASE if any(one.gtin for one in lots) else thermal.LOT
    try:
        labels = [
            thermal.case(_public_url(), issuer, one, one.gtin, said, reprint=reprint)
            if one.gtin
            else thermal.lot(_public_url(), issuer, one, said, reprint=reprint)
            for one in lots
        ]
    except NotGs1 as problem:
        raise Problem("label_gs1", detail=str(problem)) from None
    return _painted(roll, labels, format_, dpi, copies)


def _painted(roll: Size, labels: Sequence[Sequence[Part]], format_: str, dpi: int, copies: int) -> bytes:
    if dpi not in thermal.DPI:
        raise Problem("label_dpi", dpi=dpi, known=" or ".join(map(str, thermal.DPI)))
    return png(roll, labels[0], dpi) if format_ == "png" else zpl(roll, labels, dpi, copies)


def _public_url() -> str:
    url: str = current_app.config["PUBLIC_URL"]
    return url
