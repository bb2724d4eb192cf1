"""Layouts as pictures of black and white dots: a preview that is the printed thing, and a label for any printer."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from lotbook.labels import bars
from lotbook.labels.fit import CAP_EM
from lotbook.labels.parts import Bars, Part, Qr, Size, Text
from lotbook.labels.qr import matrix
from lotbook.labels.sheet import QUIET_MODULES
from lotbook.labels.zpl import bar_module_dots, qr_module_dots
from lotbook.paper import FONTS

_MM_PER_INCH = 25.4
_WHITE, _BLACK = 1, 0
_SMALLEST = 6


def png(roll: Size, parts: Sequence[Part], dpi: int) -> bytes:
    """Return one label as a PNG of one bit a dot, with its resolution in it."""
    picture = Image.new("1", (_dots(roll.width_mm, dpi), _dots(roll.height_mm, dpi)), _WHITE)
    draw = ImageDraw.Draw(picture)
    for part in parts:
        match part:
            case Text():
                _text(draw, part, dpi)
            case Qr():
                _qr(draw, part, dpi)
            case Bars():
                _bars(draw, part, dpi)
    file = BytesIO()
    picture.save(file, "PNG", dpi=(dpi, dpi), optimize=True)
    return file.getvalue()


def _text(draw: ImageDraw.ImageDraw, part: Text, dpi: int) -> None:
    if part.inverse:
        box = (part.x_mm, part.y_mm, part.x_mm + part.width_mm, part.y_mm + part.height_mm)
        draw.rectangle(tuple(_dots(side, dpi) for side in box), fill=_BLACK)
    for line in part.lines():
        x, baseline = _dots(line.x_mm, dpi), _dots(line.y_mm + CAP_EM * line.size_mm, dpi)
        font = _font(max(_SMALLEST, int(line.size_mm / _MM_PER_INCH * dpi)))
        draw.text((x, baseline), line.text, font=font, fill=_WHITE if part.inverse else _BLACK, anchor="ls")


@lru_cache(maxsize=200)
def _font(size: int) -> ImageFont.FreeTypeFont:
    # Ours, with the letters of every language that labels are printed in.
    return ImageFont.truetype(FONTS / "NotoSans-Bold.ttf", size)


def _qr(draw: ImageDraw.ImageDraw, part: Qr, dpi: int) -> None:
    modules = matrix(part.text)
    module = qr_module_dots(part.side_mm, len(modules), dpi)
    left, top = (_dots(value, dpi) + QUIET_MODULES * module for value in (part.x_mm, part.y_mm))
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            if dark:
                x, y = left + column * module, top + row * module
                draw.rectangle((x, y, x + module - 1, y + module - 1), fill=_BLACK)


def _bars(draw: ImageDraw.ImageDraw, part: Bars, dpi: int) -> None:
    module, x = bar_module_dots(part, dpi)
    y, high = (_dots(value, dpi) for value in (part.y_mm, part.height_mm))
    for place, dark in enumerate(bars.modules(part.text)):
        if dark == "1":
            draw.rectangle((x + place * module, y, x + (place + 1) * module - 1, y + high), fill=_BLACK)


def _dots(mm: float, dpi: int) -> int:
    return round(mm / _MM_PER_INCH * dpi)
