"""Printing for one operation: each function finds what its labels say and returns the PDF."""

import secrets
from collections.abc import Sequence

from flask import current_app
from sqlalchemy.orm import Session

from lotbook.identity.models import Operation
from lotbook.kit.codes import CROCKFORD, TAG_LENGTH, tag_code
from lotbook.labels import pages, press, queries


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
    organic: bool = False,
) -> bytes:
    """Print new blank tags."""
    return pages.tag_sheet(
        _public_url(),
        operation.code,
        new_tag_codes(count),
        paper,
        start,
        operation_name=queries.issuer(session, operation).name,
        organic=organic,
        copies=copies,
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
) -> bytes:
    """Print signs of places; an organic place is one that is so today. Refuses a code that nobody knows."""
    issuer, places = queries.issuer(session, operation), queries.places(session, operation, codes)
    return pages.place_signs(_public_url(), issuer, places, paper, start, copies=copies, language=language)


def labels_for_lots(
    session: Session,
    operation: Operation,
    codes: Sequence[str],
    paper: str,
    language: str = "en",
    *,
    start: int = 1,
    copies: int = 1,
) -> bytes:
    """Print labels of lots with the status that the book gives them now. Refuses a code that nobody knows."""
    issuer, lots = queries.issuer(session, operation), queries.lots(session, operation, codes)
    return pages.lot_labels(_public_url(), issuer, lots, paper, start, copies=copies, language=language)


def labels_for_people(
    session: Session,
    operation: Operation,
    codes: Sequence[str],
    paper: str,
    language: str = "en",
    *,
    start: int = 1,
    copies: int = 1,
) -> bytes:
    """Print badges. Refuses a code that nobody knows."""
    issuer, people = queries.issuer(session, operation), queries.people(session, operation, codes)
    return pages.badges(_public_url(), issuer, people, paper, start, copies=copies, language=language)


def _public_url() -> str:
    url: str = current_app.config["PUBLIC_URL"]
    return url
