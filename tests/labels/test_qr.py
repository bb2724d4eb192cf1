import re

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode

from lotbook.labels.qr import Symbol, matrix, symbol

DIGITS = st.from_regex(r"[0-9]{1,200}", fullmatch=True)
TAG = "HTTPS://LOTBOOK.EXAMPLE/T/COLD-CREEK/0123456789"
SCALE = 4


def drawn(qr: Symbol) -> Image.Image:
    """Draw the rectangles of a symbol's path, with the quiet zone that its view box asks for."""
    box = re.search(r'viewBox="(-?\d+) (-?\d+) (\d+) (\d+)"', qr.svg)
    assert box is not None
    left, top, width, height = map(int, box.groups())
    page = Image.new("L", (width * SCALE, height * SCALE), "white")
    pen = ImageDraw.Draw(page)
    for row in re.finditer(r"M0 (\d+)((?:m\d+ 0v1h\d+v-1)+)", qr.svg):
        x, y = 0, int(row[1])
        for light, dark in re.findall(r"m(\d+) 0v1h(\d+)v-1", row[2]):
            x += int(light)
            corner = ((x - left) * SCALE, (y - top) * SCALE)
            x += int(dark)
            pen.rectangle((*corner, (x - left) * SCALE - 1, corner[1] + SCALE - 1), fill="black")
    return page


def test_a_symbol_reads_as_its_text_at_level_q() -> None:
    [found] = zxingcpp.read_barcodes(drawn(symbol(TAG)), is_pure=True)

    assert found.text == TAG
    assert found.ec_level == "Q"


def test_capitals_take_a_smaller_symbol_than_small_letters() -> None:
    assert symbol(TAG).modules < symbol(TAG.lower()).modules


def test_the_quiet_zone_is_four_modules_on_every_side() -> None:
    page = drawn(symbol(TAG))
    side = symbol(TAG).modules * SCALE

    inverted = page.point(lambda value: 255 - value)

    assert inverted.getbbox() == (4 * SCALE, 4 * SCALE, 4 * SCALE + side, 4 * SCALE + side)


@pytest.mark.parametrize("text", ["A", "HTTPS://FARM.EXAMPLE:8443/B/A/C07", "https://farm.example/t/añil~x", "X" * 120])
def test_any_text_survives(text: str) -> None:
    assert [code.text for code in zxingcpp.read_barcodes(drawn(symbol(text)))] == [text]


@given(st.one_of(st.from_regex(r"[0-9A-Z:/.\- $%*+]{1,150}", fullmatch=True), st.text(min_size=1, max_size=60), DIGITS))
def test_the_codewords_are_those_of_the_library(text: str) -> None:
    code = QRCode(error_correction=ERROR_CORRECT_Q, mask_pattern=2, border=0)
    code.add_data(text, optimize=0)
    code.make()

    assert matrix(text) == code.modules
