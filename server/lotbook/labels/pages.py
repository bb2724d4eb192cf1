"""Sheets of labels as PDF: checked, laid out, typeset. Nothing here asks the database."""

from collections.abc import Sequence
from typing import Any

from lotbook.labels.press import Order, press
from lotbook.labels.rules import Badge, Issuer, LotLabel, PlaceSign, grouped
from lotbook.labels.words import Words, words


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
    language: str = "en",
) -> bytes:
    """Print tags that are bound on their first scan; ORG stands on them only where the operation asks for it."""
    said = words(language)
    labels = [(code, {"organic": organic}) for code in codes]
    issuer = Issuer(operation_code, operation_name)
    order = Order("tag", "T", said.say("tags"), public_url, issuer, paper, start, copies, letters=grouped)
    return press(order, labels, said)


def place_signs(
    public_url: str,
    operation: Issuer,
    places: Sequence[PlaceSign],
    paper: str,
    start: int = 1,
    *,
    copies: int = 1,
    language: str = "en",
) -> bytes:
    """Print a sign of half a page for each place."""
    said = words(language)
    labels = [(place.code, _place(place, said)) for place in places]
    return press(Order("place", "P", said.say("places"), public_url, operation, paper, start, copies), labels, said)


def lot_labels(
    public_url: str,
    operation: Issuer,
    lots: Sequence[LotLabel],
    paper: str,
    start: int = 1,
    *,
    copies: int = 1,
    language: str = "en",
) -> bytes:
    """Print labels for containers of lots; an organic lot carries ORG (7 CFR 205.307), any other its status."""
    said = words(language)
    labels = [(lot.code, _lot(lot, said)) for lot in lots]
    return press(Order("lot", "L", said.say("lots"), public_url, operation, paper, start, copies), labels, said)


def badges(
    public_url: str,
    operation: Issuer,
    people: Sequence[Badge],
    paper: str,
    start: int = 1,
    *,
    copies: int = 1,
    language: str = "en",
) -> bytes:
    """Print a card for each person; its QR code says their code, never their name."""
    said = words(language)
    labels = [(person.code, {"name": person.name or person.code}) for person in people]
    return press(Order("badge", "B", said.say("badges"), public_url, operation, paper, start, copies), labels, said)


def _place(place: PlaceSign, said: Words) -> dict[str, Any]:
    return {
        "name": place.name or place.code,
        "caption": said.kind(place.kind) if place.kind else said.say("place"),
        "organic": place.organic,
    }


def _lot(lot: LotLabel, said: Words) -> dict[str, Any]:
    facts = (said.made(lot.kind, lot.made_on) if lot.made_on else None, lot.place)
    return {
        "product": lot.product or lot.code,
        "organic": lot.organic,
        "status": said.status(lot.status),
        "caption": said.say("traceability_lot" if lot.is_traceability_lot else "lot"),
        "facts": " · ".join(fact for fact in facts if fact),
    }
