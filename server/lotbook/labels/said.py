"""What the label of each thing says, in a language: its address, its code in letters, and the words around it."""

from collections.abc import Callable
from typing import TypedDict

from lotbook.labels.faces import Face
from lotbook.labels.rules import Badge, Issuer, LotLabel, PlaceSign, check_code, grouped, label_url, spelled
from lotbook.labels.words import Words


class _Said(TypedDict, total=False):
    headline: str
    caption: str
    facts: str
    status: str
    organic: bool


def tag_face(
    public_url: str, issuer: Issuer, code: str, said: Words, *, organic: bool = False, reprint: bool = False
) -> Face:
    """Say what a blank tag says; ORG stands on it only where the operation asks for it."""
    words: _Said = {"caption": said.say("tag"), "organic": organic}
    return _face("T", public_url, issuer, code, grouped, said, reprint, words)


def place_face(public_url: str, issuer: Issuer, place: PlaceSign, said: Words, *, reprint: bool = False) -> Face:
    """Say what a place's sign says."""
    words: _Said = {
        "headline": place.name or place.code,
        "caption": said.kind(place.kind) if place.kind else said.say("place"),
        "organic": place.organic,
    }
    return _face("P", public_url, issuer, place.code, spelled, said, reprint, words)


def lot_face(public_url: str, issuer: Issuer, lot: LotLabel, said: Words, *, reprint: bool = False) -> Face:
    """Say what a lot's label says: an organic lot carries ORG (7 CFR 205.307), any other its status."""
    facts = (said.made(lot.kind, lot.made_on) if lot.made_on else None, lot.place)
    words: _Said = {
        "headline": lot.product or lot.code,
        "organic": lot.organic,
        "status": said.status(lot.status),
        "caption": said.say("traceability_lot" if lot.is_traceability_lot else "lot"),
        "facts": " · ".join(fact for fact in facts if fact),
    }
    return _face("L", public_url, issuer, lot.code, spelled, said, reprint, words)


def badge_face(public_url: str, issuer: Issuer, person: Badge, said: Words, *, reprint: bool = False) -> Face:
    """Say what a badge says; its QR code says the person's code, never the name."""
    words: _Said = {"headline": person.name or person.code, "caption": said.say("person")}
    return _face("B", public_url, issuer, person.code, spelled, said, reprint, words)


def _face(
    letter: str,
    public_url: str,
    issuer: Issuer,
    code: str,
    letters: Callable[[str], str],
    said: Words,
    reprint: bool,
    words: _Said,
) -> Face:
    for one in (issuer.code, code):
        check_code(one)
    url, alt = label_url(public_url, letter, issuer.code, code), said.say("scan", code=code.upper())
    return Face(url, alt, letters(code), issuer.name, reprint=said.say("reprint") if reprint else "", **words)
