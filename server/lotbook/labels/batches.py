"""What is printed at once: labels of one kind, what each says, and how it is laid out. No database is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from lotbook.labels.case import case
from lotbook.labels.faces import Face, card, tag
from lotbook.labels.pallet import Pallet, pallet
from lotbook.labels.parts import Part, Size
from lotbook.labels.rules import Badge, Issuer, LotLabel, PlaceSign, check_code
from lotbook.labels.said import badge_face, lot_face, place_face, tag_face
from lotbook.labels.words import Words

T = TypeVar("T")
Layout = Callable[[Size, float, T], list[Part]]
"""Lays out what a label says on a size, with a QR code of so many millimetres."""


@dataclass(frozen=True, slots=True)
class Batch(Generic[T]):
    """Labels of one kind, in order; raises gs1.NotGs1 when one that GS1 does not take is laid out."""

    what: str
    title: str
    issuer: Issuer
    said: Words
    faces: Sequence[T]
    lay_out: Layout[T]


def tags(
    public_url: str, issuer: Issuer, codes: Sequence[str], said: Words, *, organic: bool = False, reprint: bool = False
) -> Batch[Face]:
    """Tags that are bound on their first scan; ORG stands on them only where the operation asks for it."""
    faces = [tag_face(public_url, issuer, code, said, organic=organic, reprint=reprint) for code in codes]
    return Batch("tag", "tags", issuer, said, faces, tag)


def places(
    public_url: str, issuer: Issuer, signs: Sequence[PlaceSign], said: Words, *, reprint: bool = False
) -> Batch[Face]:
    """Signs of places."""
    faces = [place_face(public_url, issuer, place, said, reprint=reprint) for place in signs]
    return Batch("place", "places", issuer, said, faces, card)


def lots(
    public_url: str, issuer: Issuer, labels: Sequence[LotLabel], said: Words, *, reprint: bool = False
) -> Batch[Face]:
    """Labels for containers of lots."""
    faces = [lot_face(public_url, issuer, lot, said, reprint=reprint) for lot in labels]
    return Batch("lot", "lots", issuer, said, faces, card)


def cases(
    public_url: str, issuer: Issuer, labels: Sequence[LotLabel], said: Words, *, reprint: bool = False
) -> Batch[LotLabel]:
    """Labels of cases: PTI's where the product has a GTIN, else the lot's with our own address."""

    def lay_out(size: Size, qr_mm: float, lot: LotLabel) -> list[Part]:
        if lot.gtin is None:
            return card(size, qr_mm, lot_face(public_url, issuer, lot, said, reprint=reprint))
        return case(size, public_url, issuer, lot, lot.gtin, said, reprint=reprint)

    for code in (issuer.code, *(lot.code for lot in labels)):
        check_code(code)
    return Batch("case", "cases_of", issuer, said, labels, lay_out)


def pallets(
    public_url: str, issuer: Issuer, loaded: Sequence[Pallet], said: Words, *, reprint: bool = False
) -> Batch[Pallet]:
    """Labels of pallets."""

    def lay_out(size: Size, _qr_mm: float, one: Pallet) -> list[Part]:
        return pallet(size, public_url, issuer, one, said, reprint=reprint)

    return Batch("pallet", "pallets", issuer, said, loaded, lay_out)


def badges(
    public_url: str, issuer: Issuer, people: Sequence[Badge], said: Words, *, reprint: bool = False
) -> Batch[Face]:
    """A card for each person."""
    faces = [badge_face(public_url, issuer, person, said, reprint=reprint) for person in people]
    return Batch("badge", "badges", issuer, said, faces, card)


def check_gs1(batch: Batch[T], size: Size, qr_mm: float) -> None:
    """Lay out each label once, for whoever must know before it is drawn that GS1 does not take one."""
    if batch.what in ("case", "pallet"):
        for face in batch.faces:
            batch.lay_out(size, qr_mm, face)
