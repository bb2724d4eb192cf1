"""Labels of a roll, for printers that print one after the other: the layouts of sheets, on sizes of their own."""

from collections.abc import Callable
from typing import TypeVar

from lotbook.labels.batches import Batch
from lotbook.labels.parts import Size
from lotbook.labels.picture import png
from lotbook.labels.zpl import zpl

T = TypeVar("T")
_LOT = (Size(101.6, 50.8), 47.0)
SIZES: dict[str, tuple[Size, float]] = {
    "tag": (Size(76.2, 50.8), 44.0),
    "place": _LOT,
    "lot": _LOT,
    "case": (Size(101.6, 76.2), 47.0),
    "pallet": (Size(101.6, 152.4), 27.0),
    "badge": _LOT,
}
"""Of each kind of label: 3 × 2, 4 × 2, 4 × 3 and 4 × 6 in; and the side of its QR code with the quiet zone."""


def roll_zpl(batch: Batch[T], dpi: int, copies: int = 1, on_drawn: Callable[[int], None] | None = None) -> bytes:
    """Return a print job in ZPL II; `on_drawn` is told after each label how many there are."""
    size, qr_mm = SIZES[batch.what]
    job = []
    for number, face in enumerate(batch.faces, start=1):
        job.append(zpl(size, batch.lay_out(size, qr_mm, face), dpi, copies))
        if on_drawn is not None:
            on_drawn(number)
    return b"".join(job)


def roll_picture(batch: Batch[T], dpi: int) -> bytes:
    """Return the first label of a batch as a PNG, dot for dot."""
    size, qr_mm = SIZES[batch.what]
    return png(size, batch.lay_out(size, qr_mm, batch.faces[0]), dpi)
