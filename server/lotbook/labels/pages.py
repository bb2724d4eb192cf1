"""Sheets of labels as PDF: said, laid out, typeset. Nothing here asks the database."""

from collections.abc import Collection, Sequence

from lotbook.labels.faces import card, tag
from lotbook.labels.press import Sheet, press
from lotbook.labels.rules import Badge, Issuer, LotLabel, PlaceSign
from lotbook.labels.said import badge_face, lot_face, place_face, tag_face
from lotbook.labels.words import words


def tag_sheet(
    public_url: str,
    operation_code: str,
    codes: Sequence[str],
    paper: str,
    start: int = 1,
    *,
    operation_name: str = "",
    organic: bool = False,
    copies: int = 1,
    spare: Collection[int] = (),
    reprint: bool = False,
    language: str = "en",
) -> bytes:
    """Print tags that are bound on their first scan; ORG stands on them only where the operation asks for it."""
    said, issuer = words(language), Issuer(operation_code, operation_name)
    faces = [tag_face(public_url, issuer, code, said, organic=organic, reprint=reprint) for code in codes]
    return press(Sheet("tag", paper, start, copies, spare), issuer, "tags", faces, tag, said)


def place_signs(
    public_url: str,
    issuer: Issuer,
    places: Sequence[PlaceSign],
    paper: str,
    start: int = 1,
    *,
    copies: int = 1,
    spare: Collection[int] = (),
    reprint: bool = False,
    language: str = "en",
) -> bytes:
    """Print a sign for each place, of half a page where no labels are asked for."""
    said = words(language)
    faces = [place_face(public_url, issuer, place, said, reprint=reprint) for place in places]
    return press(Sheet("place", paper, start, copies, spare), issuer, "places", faces, card, said)


def lot_labels(
    public_url: str,
    issuer: Issuer,
    lots: Sequence[LotLabel],
    paper: str,
    start: int = 1,
    *,
    copies: int = 1,
    spare: Collection[int] = (),
    reprint: bool = False,
    language: str = "en",
) -> bytes:
    """Print labels for containers of lots."""
    said = words(language)
    faces = [lot_face(public_url, issuer, lot, said, reprint=reprint) for lot in lots]
    return press(Sheet("lot", paper, start, copies, spare), issuer, "lots", faces, card, said)


def badges(
    public_url: str,
    issuer: Issuer,
    people: Sequence[Badge],
    paper: str,
    start: int = 1,
    *,
    copies: int = 1,
    spare: Collection[int] = (),
    reprint: bool = False,
    language: str = "en",
) -> bytes:
    """Print a card for each person."""
    said = words(language)
    faces = [badge_face(public_url, issuer, person, said, reprint=reprint) for person in people]
    return press(Sheet("badge", paper, start, copies, spare), issuer, "badges", faces, card, said)
