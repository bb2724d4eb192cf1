"""Labels: seconds for 1,000 of each kind as PDF and as ZPL II, and how many zxing-cpp reads at 203 and 150 dpi.

    python -m bench.labels                 reads all of them, which takes half an hour
    python -m bench.labels 100             reads so many of each kind
    python -m bench.labels 1000 pallet     of one kind, or several

PDFs are rendered in black and white by pdfium; rolls are the pictures of the same layouts at those dots, and the job in
ZPL II as another interpreter prints it.
"""

import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image

from bench._measure import claim, say, watch
from lotbook.labels import batches
from lotbook.labels.actions import new_tag_codes
from lotbook.labels.batches import Batch
from lotbook.labels.gs1 import digital_link, sscc
from lotbook.labels.pallet import Pallet, PalletLine
from lotbook.labels.picture import png
from lotbook.labels.press import Sheet, press
from lotbook.labels.roll import SIZES, roll_zpl
from lotbook.labels.rules import Badge, Issuer, LotLabel, PlaceSign, label_url
from lotbook.labels.sheet import GRIDS
from lotbook.labels.words import words
from tests.labels.printed import on_white, rendered

COUNT = 1_000
URL = "https://lotbook.example"
FARM = Issuer("cold-creek", "Cold Creek Orchard")
SAID = words("en")
GTIN = "09520123456788"
DPI = (203, 150)
AT_ONCE = 100


def main(some: int = COUNT, only: Collection[str] = ()) -> None:
    for what, (batch, said) in kinds().items():
        if only and what not in only:
            continue
        with watch() as typeset:
            pdf = press(batch, Sheet("a4"))
        with watch() as rolled:
            job = roll_zpl(batch, 203)
        claim(f"{COUNT:,} {what} labels as PDF ({len(pdf) / 1e6:.1f} MB)", typeset.seconds, "s", 3)
        claim(f"{COUNT:,} {what} labels as ZPL ({len(job) / 1e6:.1f} MB)", rolled.seconds, "s", 1)
        if some < COUNT:
            batch, said = kinds(some)[what]
            pdf = press(batch, Sheet("a4"))
        for dpi in DPI:
            claim(f"  {some:,} on sheets, read at {dpi} dpi", share(said, pages(pdf, dpi)), "%", 100, at_least=True)
            claim(f"  {some:,} of a roll, read at {dpi} dpi", share(said, rolls(batch, dpi)), "%", 100, at_least=True)
        claim(
            f"  {some:,} as another interpreter prints the ZPL, read",
            share(said, printed(batch)),
            "%",
            100,
            at_least=True,
        )
    if only:
        return
    say(f"a full sheet of every kind on every paper that it fits ({len(GRIDS)})")
    for dpi in DPI:
        shares = []
        for what, paper in GRIDS:
            batch, said = kinds(GRIDS[what, paper].per_sheet)[what]
            shares.append(share(said, pages(press(batch, Sheet(paper)), dpi)))
        claim(f"  read at {dpi} dpi, the least", min(shares), "%", 100, at_least=True)


def share(said: Sequence[str], pictures: Iterator[Image.Image]) -> float:
    """Return how many of some texts are read in pictures, in percent."""
    there = {code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)}
    return 100 * len(there & set(said)) / len(set(said))


def kinds(count: int = COUNT) -> dict[str, tuple[Batch[Any], list[str]]]:
    """Return so many labels of each kind, with every text that their codes say."""
    tags = new_tag_codes(count)
    lots = [
        LotLabel(
            f"P26-{number:04}-{number % 9}",
            "Honeycrisp 88s, 40 lb carton",
            "packed",
            "organic",
            "2026-09-13",
            "Line 1",
            GTIN,
        )
        for number in range(count)
    ]
    signs = [PlaceSign(f"B{number}", f"Block {number}", "field", number % 2 == 0) for number in range(count)]
    people = [Badge(f"c{number:03}", f"Ana Guadalupe {number}") for number in range(count)]
    loads = [Pallet([PalletLine(lot, 48)], sscc("9521234", number + 1)) for number, lot in enumerate(lots)]
    cases = [digital_link(URL, FARM.code, GTIN, lot.code).upper() for lot in lots]
    return {
        "tag": (batches.tags(URL, FARM, tags, SAID), urls("T", tags)),
        "place": (batches.places(URL, FARM, signs, SAID), urls("P", [sign.code for sign in signs])),
        "lot": (batches.lots(URL, FARM, lots, SAID), urls("L", [lot.code for lot in lots])),
        "case": (batches.cases(URL, FARM, lots, SAID), [*cases, *(f"(01){GTIN}(10){lot.code}" for lot in lots)]),
        "pallet": (
            batches.pallets(URL, FARM, loads, SAID),
            [
                *cases,
                *(f"(02){GTIN}(37)48(10){lot.code}" for lot in lots),
                *(f"(00){load.sscc}" for load in loads),
            ],
        ),
        "badge": (batches.badges(URL, FARM, people, SAID), urls("B", [person.code for person in people])),
    }


def urls(letter: str, codes: Sequence[str]) -> list[str]:
    return [label_url(URL, letter, FARM.code, code) for code in codes]


def pages(pdf: bytes, dpi: int) -> Iterator[Image.Image]:
    """Render a PDF as a printer does: black or white."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        grey = page.render(scale=dpi / 72, grayscale=True).to_pil()
        yield grey.point(lambda value: 255 if value > 127 else 0)
    document.close()


def rolls(batch: Batch[Any], dpi: int) -> Iterator[Image.Image]:
    """Paint each label of a roll, on a white ground."""
    size, qr_mm = SIZES[batch.what]
    for face in batch.faces:
        label = Image.open(BytesIO(png(size, batch.lay_out(size, qr_mm, face), dpi))).convert("L")
        page = Image.new("L", (label.width + 40, label.height + 40), 255)
        page.paste(label, (20, 20))
        yield page


def printed(batch: Batch[Any]) -> Iterator[Image.Image]:
    """Print a job in ZPL II by somebody else's interpreter."""
    size, _ = SIZES[batch.what]
    for start in range(0, len(batch.faces), AT_ONCE):
        job = roll_zpl(replace(batch, faces=batch.faces[start : start + AT_ONCE]), 203)
        yield from map(on_white, rendered(job, size, 203))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT, sys.argv[2:])
