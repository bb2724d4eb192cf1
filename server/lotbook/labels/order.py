"""What is to be printed: one order, from whatever side it comes."""

from dataclasses import dataclass, field
from typing import Any, get_args

from lotbook.book.printed import What
from lotbook.errors import Problem

WHAT: tuple[str, ...] = get_args(What)
ROLLS = {"roll203": 203, "roll300": 300}
"""Label printers, by their dots an inch."""


@dataclass(frozen=True, slots=True)
class Order:
    """So many labels of a kind on a paper, a sheet of labels or a roll."""

    what: What
    on: str = "letter"
    codes: tuple[str, ...] = ()
    """Of what has a code already, or of tags that are printed again."""
    count: int = 0
    """Of new blank tags."""
    pallets: tuple[dict[str, Any], ...] = ()
    """`{"lines": [{"lot", "count"}], "sscc"?}` each."""
    copies: int = 1
    start: int = 1
    spare: tuple[int, ...] = ()
    fill: bool = False
    organic: bool = False
    language: str = "en"
    reprint: bool = False
    of: str | None = None
    by: str | None = field(default=None, compare=False)

    @property
    def dpi(self) -> int | None:
        """Dots an inch of a label printer; None for a sheet."""
        return ROLLS.get(self.on)

    @property
    def format(self) -> str:
        return "pdf" if self.dpi is None else "zpl"


def on_roll(dpi: int) -> str:
    """Return what a label printer is called in an order; refuses a resolution that there is not."""
    name = next((name for name, known in ROLLS.items() if known == dpi), None)
    if name is None:
        raise Problem("label_dpi", dpi=dpi, known=" or ".join(map(str, ROLLS.values())))
    return name
