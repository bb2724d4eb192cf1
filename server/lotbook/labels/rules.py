"""What each kind of label says, and how its code is spelled for a camera and for a reader."""

import re
from dataclasses import dataclass

from lotbook.errors import Problem
from lotbook.kit.codes import TAG_LENGTH, check_character, is_tag_code

MOST_LABELS = 10_000
_PRINTABLE = re.compile(r"[0-9A-Z-]{1,40}")
_LINE = 22
_SOMETHING = re.compile(r"[0-9A-Z]")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The operation that a label belongs to."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PlaceSign:
    """A sign at a field, cooler or line; `organic` prints ORG on it."""

    code: str
    name: str
    kind: str | None = None
    organic: bool = False


@dataclass(frozen=True, slots=True)
class LotLabel:
    """A label for the containers of one lot: `kind`, `status`, `made_on` and `place` as the book reads them."""

    code: str
    product: str
    kind: str
    status: str
    made_on: str | None = None
    place: str | None = None
    gtin: str | None = None
    """Of its product, where the operation has one."""

    @property
    def organic(self) -> bool:
        return self.status == "organic"

    @property
    def is_traceability_lot(self) -> bool:
        """Say whether the code is a traceability lot code: a packed or received lot's is (21 CFR 1.1320)."""
        return self.kind in ("packed", "received")


@dataclass(frozen=True, slots=True)
class Badge:
    """A person's card; the name is printed, the code is all that a scan gives."""

    code: str
    name: str


def label_url(public_url: str, letter: str, operation_code: str, code: str) -> str:
    """Return what a label's QR code says: all upper case, which keeps it in the smaller alphanumeric mode."""
    return f"{public_url.rstrip('/')}/{letter}/{operation_code}/{code}".upper()


def is_printable(code: str) -> bool:
    """Say whether a code can stand in a label's URL and be typed from it, whatever its case."""
    # Some letters outside ASCII have a capital inside it, and would read as another code.
    upper = code.upper() if code.isascii() else ""
    return _PRINTABLE.fullmatch(upper) is not None and _SOMETHING.search(upper) is not None


def check_code(code: str) -> None:
    """Refuse a code that nobody could type from a label."""
    if not is_printable(code):
        raise Problem("label_code", typed=code)


def grouped(tag: str) -> str:
    """Return a tag's code as it is read aloud: "0123456789" as "01234 56789"; its last character is the check.

    A tag that came from elsewhere in another shape gets a check character like any other code.
    """
    if not is_tag_code(tag.upper()):
        return spelled(tag)
    half = TAG_LENGTH // 2
    return f"{tag[:half]} {tag[half:]}".upper()


def spelled(code: str) -> str:
    """Return a code with its check character behind a slash: "H26-B4-0912-A" as "H26-B4-0912-A/5".

    A code too long for one line is broken behind the dash nearest to its middle, if it has one.
    """
    whole = f"{code.upper()}/{check_character(code)}"
    return whole if len(whole) <= _LINE else in_two_lines(whole)


def in_two_lines(code: str) -> str:
    """Break a code behind the dash nearest to its middle; one without a dash in its middle."""
    middle = len(code) // 2
    breaks = [at + 1 for at, character in enumerate(code) if character == "-"] or [middle]
    best = min(breaks, key=lambda at: abs(at - middle))
    return f"{code[:best]}\n{code[best:]}"
