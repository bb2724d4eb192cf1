"""Printed labels after a day in the field: pictures of them as a camera gets them, each kind of harm by itself."""

import math
from collections.abc import Callable, Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

WIDE, HIGH = 640, 480
SIDE = 300
"""How many pixels of a frame the label with its margin takes, held at arm's length."""

CODE = SIDE * 2 // 3
"""How many of them the code itself takes, without its margin."""

Harm = Callable[[Image.Image, Random], Image.Image]


def frame(label: Image.Image, side: int = SIDE) -> Image.Image:
    """Hold a label before the camera: on a grey ground, soft at its edges."""
    seen = Image.new("L", (WIDE, HIGH), 110)
    held = label.convert("L").resize((side, side), Image.Resampling.LANCZOS)
    seen.paste(held, ((WIDE - side) // 2, (HIGH - side) // 2))
    return seen.filter(ImageFilter.GaussianBlur(0.6))


def blurred(label: Image.Image, random: Random) -> Image.Image:
    return frame(label).filter(ImageFilter.GaussianBlur(random.uniform(0.8, 2.2)))


def turned(label: Image.Image, random: Random) -> Image.Image:
    return frame(label).rotate(random.uniform(0, 360), Image.Resampling.BICUBIC, fillcolor=110)


def tilted(label: Image.Image, random: Random) -> Image.Image:
    """Seen from the side: one edge is up to a third shorter than the other."""
    lean = random.uniform(0.08, 0.33) * SIDE / 2
    left, top = (WIDE - SIDE) // 2, (HIGH - SIDE) // 2
    right, bottom = left + SIDE, top + SIDE
    corners = [(left, top + lean), (right, top), (right, bottom), (left, bottom - lean)]
    whole = [(left, top), (right, top), (right, bottom), (left, bottom)]
    picture = frame(label)
    return picture.transform(
        picture.size,
        Image.Transform.PERSPECTIVE,
        _coefficients(corners, whole),
        Image.Resampling.BICUBIC,
        fillcolor=110,
    )


def dim(label: Image.Image, random: Random) -> Image.Image:
    """Dusk, with the noise that a small sensor adds."""
    dark = ImageEnhance.Brightness(frame(label)).enhance(random.uniform(0.18, 0.4))
    noise = Image.effect_noise(dark.size, 10)
    return ImageChops.add(dark, noise, 1, -128)


def glare(label: Image.Image, random: Random) -> Image.Image:
    """A lamp or the sun in a wet label; nobody holds a label so that the glare hides a corner, and waits."""
    picture = frame(label)
    spot = Image.new("L", picture.size, 0)
    x, y = WIDE // 2 + random.randint(-30, 70), HIGH // 2 + random.randint(-30, 70)
    radius = random.randint(18, 38)
    ImageDraw.Draw(spot).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return ImageChops.lighter(picture, spot.filter(ImageFilter.GaussianBlur(radius / 2)))


def dirty(label: Image.Image, random: Random) -> Image.Image:
    """Mud in clumps, over up to 15 % of the code; a thumb wipes the corners, without which no code is found."""
    picture = frame(label)
    draw = ImageDraw.Draw(picture)
    left, top = (WIDE - CODE) // 2, (HIGH - CODE) // 2
    covered, target = 0.0, random.uniform(0.04, 0.15) * CODE * CODE
    while covered < target:
        radius = min(random.uniform(14, 26), math.sqrt((target - covered) / math.pi) + 1)
        x, y = random.uniform(0, CODE), random.uniform(0, CODE)
        if _near_corner(x, y, radius):
            continue
        x, y = x + left, y + top
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=random.choice((40, 70, 150)))
        covered += math.pi * radius * radius
    return picture.filter(ImageFilter.GaussianBlur(0.6))


def creased(label: Image.Image, random: Random) -> Image.Image:
    """Folded once and flattened: a pale line, and one half a little shifted."""
    picture = frame(label)
    at = HIGH // 2 + random.randint(-60, 60)
    shift = random.choice((-1, 1)) * random.uniform(1.0, 3.0)
    below = picture.crop((0, at, WIDE, HIGH))
    picture.paste(below.transform(below.size, Image.Transform.AFFINE, (1, 0, shift, 0, 1, 0)), (0, at))
    ImageDraw.Draw(picture).line((0, at, WIDE, at + random.randint(-6, 6)), fill=200, width=2)
    return picture.filter(ImageFilter.GaussianBlur(0.6))


def thermal(label: Image.Image, random: Random) -> Image.Image:
    """A label printer's 203 dots an inch: black or white, nothing between, and a head that is a little tired."""
    dots = label.convert("L").point(lambda value: 255 if value > random.randint(110, 150) else 0)
    return frame(dots)


def small(label: Image.Image, random: Random) -> Image.Image:
    """Held far away: three to four pixels a module."""
    return frame(label, random.randint(150, 200))


KINDS: dict[str, Harm] = {
    "blurred": blurred,
    "turned": turned,
    "tilted": tilted,
    "dim": dim,
    "glare": glare,
    "dirt up to 15 %": dirty,
    "creased": creased,
    "203 dpi": thermal,
    "small": small,
}


def _near_corner(x: float, y: float, radius: float) -> bool:
    """Whether a spot touches one of the three squares by which a code is found."""
    corner = CODE * 0.31 + radius
    if x > CODE - corner and y > CODE - corner:
        return False
    return (x < corner or x > CODE - corner) and (y < corner or y > CODE - corner)


def _coefficients(source: Sequence[tuple[float, float]], target: Sequence[tuple[float, float]]) -> list[float]:
    """Solve the eight numbers of a perspective that takes corners to corners."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]]
    for n in range(8):
        pivot = max(range(n, 8), key=lambda row: abs(rows[row][n]))
        rows[n], rows[pivot] = rows[pivot], rows[n]
        rows[n] = [value / rows[n][n] for value in rows[n]]
        for row in range(8):
            if row != n:
                rows[row] = [a - rows[row][n] * b for a, b in zip(rows[row], rows[n], strict=True)]
    return [row[8] for row in rows]
