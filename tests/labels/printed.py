"""What a printer and a scanner make of a PDF or a job in ZPL II: its pages as pictures, the codes, the text."""

import base64
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from lotbook.labels import batches
from lotbook.labels.parts import Size
from lotbook.labels.press import Sheet, press
from lotbook.labels.rules import Badge, Issuer, LotLabel, PlaceSign
from lotbook.labels.words import Words, words

PWA = Path(__file__).parents[2] / "pwa"
NODE = Path(sys.executable).with_name("node")

needs_poppler = pytest.mark.skipif(
    not all(map(shutil.which, ("pdftoppm", "pdftotext", "pdfinfo"))),
    reason="poppler-utils is missing: apt-get install -y --no-install-recommends poppler-utils",
)


def tag_sheet(url: str, operation: str, codes: Sequence[str], paper: str, start: int = 1, **given: Any) -> bytes:
    """Return blank tags as PDF."""
    issuer, (of, on) = Issuer(operation, given.pop("operation_name", "")), parted(paper, start, given)
    return press(batches.tags(url, issuer, codes, *of, **given), on)


def place_signs(
    url: str, issuer: Issuer, signs: Sequence[PlaceSign], paper: str, start: int = 1, **given: Any
) -> bytes:
    """Return signs of places as PDF."""
    of, on = parted(paper, start, given)
    return press(batches.places(url, issuer, signs, *of, **given), on)


def lot_labels(url: str, issuer: Issuer, lots: Sequence[LotLabel], paper: str, start: int = 1, **given: Any) -> bytes:
    """Return labels of lots as PDF."""
    of, on = parted(paper, start, given)
    return press(batches.lots(url, issuer, lots, *of, **given), on)


def badges(url: str, issuer: Issuer, people: Sequence[Badge], paper: str, start: int = 1, **given: Any) -> bytes:
    """Return badges as PDF."""
    of, on = parted(paper, start, given)
    return press(batches.badges(url, issuer, people, *of, **given), on)


def parted(paper: str, start: int, given: dict[str, Any]) -> tuple[tuple[Words], Sheet]:
    """Take the language of the words and what the sheet is like out of what was given."""
    on = Sheet(paper, start, given.pop("copies", 1), given.pop("spare", ()))
    return (words(given.pop("language", "en")),), on


QR_ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def pictures(pdf: bytes, dots_per_inch: int, folder: Path) -> list[Path]:
    """Return a black-and-white picture of each page, as a label printer makes it."""
    run = ["pdftoppm", "-r", str(dots_per_inch), "-mono", "-", str(folder / f"at-{dots_per_inch}")]
    subprocess.run(run, input=pdf, check=True, timeout=120)
    return sorted(folder.glob(f"at-{dots_per_inch}-*"))


def scanned(pdf: bytes, dots_per_inch: int, folder: Path) -> list[list[str]]:
    """Return what a scanner reads on each page, from its upper left corner on."""
    return [_read(picture) for picture in pictures(pdf, dots_per_inch, folder)]


def _read(picture: Path) -> list[str]:
    with Image.open(picture) as page:
        found = zxingcpp.read_barcodes(page.convert("L"), formats=QR_ONLY)
    # Rows of one sheet differ by far more than the fifty dots that two codes of one row may.
    found.sort(key=lambda code: (code.position.top_left.y // 50, code.position.top_left.x))
    return [code.text for code in found]


def text(pdf: bytes) -> str:
    """Return the words of a PDF with single spaces between them."""
    run = subprocess.run(["pdftotext", "-", "-"], input=pdf, check=True, timeout=60, capture_output=True)
    return " ".join(run.stdout.decode().split())


def facts(pdf: bytes) -> dict[str, str]:
    """Return what pdfinfo says: Pages, Page size, Tagged, Title and the rest."""
    run = subprocess.run(["pdfinfo", "-"], input=pdf, check=True, timeout=60, capture_output=True)
    lines = (line.partition(":") for line in run.stdout.decode().splitlines())
    return {name: value.strip() for name, _, value in lines}


def fonts(pdf: bytes) -> str:
    """Return the table of fonts in a PDF."""
    return subprocess.run(["pdffonts", "-"], input=pdf, check=True, timeout=60, capture_output=True).stdout.decode()


def read(picture: Image.Image) -> list[str]:
    found = zxingcpp.read_barcodes(picture.convert("L"))
    return sorted(code.text for code in found)


def rendered(job: bytes, roll: Size, dpi: int) -> list[Image.Image]:
    """What somebody else's interpreter of ZPL makes of a job."""
    size = [str(roll.width_mm), str(roll.height_mm), str(8 if dpi == 203 else 12)]
    done = subprocess.run([NODE, "scripts/zpl.mjs", *size], cwd=PWA, input=job, capture_output=True, check=True)
    return [Image.open(BytesIO(base64.b64decode(one))) for one in json.loads(done.stdout)]


def on_white(picture: Image.Image) -> Image.Image:
    page = Image.new("L", (picture.width + 80, picture.height + 80), 255)
    page.paste(picture.convert("L"), (40, 40))
    return page
