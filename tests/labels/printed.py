"""What a printer and a scanner make of a PDF: its pages as pictures, the codes in them, the text."""

import shutil
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

needs_poppler = pytest.mark.skipif(
    not all(map(shutil.which, ("pdftoppm", "pdftotext", "pdfinfo"))),
    reason="poppler-utils is missing: apt-get install -y --no-install-recommends poppler-utils",
)

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
