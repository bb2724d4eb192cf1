"""The labels that we print, read by the decoder that the app reads them with, after what fields do to them."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from lotbook.kit.codes import tag_code
from tests.browser.camera import labels, render
from tests.labels.degraded import KINDS
from tests.labels.printed import needs_poppler, tag_sheet

TAGS = [tag_code(f"{number * 7919:09d}") for number in range(1, 13)]
PWA = Path(__file__).parents[2] / "pwa"
NODE = Path(sys.executable).with_name("node")
EACH = 24
LEAST_PERCENT = 95
"""Of pictures that a person would call legible."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """Labels of a sheet as printed, by their texts."""
    folder = tmp_path_factory.mktemp("sheet")
    (folder / "tags.pdf").write_bytes(tag_sheet("https://lotbook.example", "cold-creek", TAGS, "a4"))
    return labels(render(folder / "tags.pdf"))


def decoded(pictures: list[Image.Image], folder: Path) -> list[list[str]]:
    files = []
    for number, picture in enumerate(pictures):
        file = folder / f"{number:03}.{picture.width}x{picture.height}.grey"
        file.write_bytes(picture.convert("L").tobytes())
        files.append(str(file))
    read = subprocess.run([NODE, "scripts/decode.mjs", *files], cwd=PWA, capture_output=True, text=True, check=True)
    found: list[list[str]] = json.loads(read.stdout)
    return found


@needs_poppler
@pytest.mark.parametrize("kind", KINDS)
def test_a_legible_label_is_read(
    kind: str, printed: dict[str, Image.Image], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    random = Random(kind)
    texts = list(printed)
    asked = [random.choice(texts) for _ in range(EACH)]
    pictures = [KINDS[kind](printed[text], random) for text in asked]
    read = sum(text in found for text, found in zip(asked, decoded(pictures, tmp_path), strict=True))
    percent = 100 * read / EACH
    with capsys.disabled():
        print(f"\nlabels, {kind}: {percent:.0f} % of {EACH} read")
    assert percent >= LEAST_PERCENT, f"{read} of {EACH} read"
