"""Labels of a roll, for printers that print one after the other: the layouts of sheets, on sizes of their own."""

from lotbook.labels.case import case as case_parts
from lotbook.labels.faces import card
from lotbook.labels.faces import tag as tag_parts
from lotbook.labels.parts import Part, Size
from lotbook.labels.rules import Issuer, LotLabel
from lotbook.labels.said import lot_face, tag_face
from lotbook.labels.words import Words

DPI = (203, 300)
TAG = Size(76.2, 50.8)
LOT = Size(101.6, 50.8)
CASE = Size(101.6, 76.2)
_TAG_QR_MM = 44.0
_LOT_QR_MM = 47.0


def tag(public_url: str, issuer: Issuer, code: str, said: Words, *, organic: bool, reprint: bool = False) -> list[Part]:
    """Lay out a blank tag."""
    return tag_parts(TAG, _TAG_QR_MM, tag_face(public_url, issuer, code, said, organic=organic, reprint=reprint))


def lot(public_url: str, issuer: Issuer, label: LotLabel, said: Words, *, reprint: bool) -> list[Part]:
    """Lay out the label of a container of a lot."""
    return card(LOT, _LOT_QR_MM, lot_face(public_url, issuer, label, said, reprint=reprint))


def case(public_url: str, issuer: Issuer, label: LotLabel, gtin: str, said: Words, *, reprint: bool) -> list[Part]:
    """Lay out the case label of PTI; raises gs1.NotGs1 for what GS1 does not take."""
    return case_parts(CASE, public_url, issuer, label, gtin, said, reprint=reprint)
