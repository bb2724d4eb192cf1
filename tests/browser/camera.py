"""What a camera would see of a printed sheet: the PDF as a picture, one label after another, as a video."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import zxingcpp
from PIL import Image

WIDE, HIGH = 1280, 720
FRAMES_EACH = 30
BLANK_FRAMES = 4


def render(pdf: Path) -> Image.Image:
    """Return the first page of a PDF as it would be printed, at 200 dots an inch."""
    picture = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "200", "-png", "-f", "1", "-l", "1", "-singlefile", pdf, picture], check=True)
    return Image.open(picture.with_suffix(".png")).convert("L")


def labels(page: Image.Image) -> dict[str, Image.Image]:
    """Return the part of the page around each of its codes, by the code's text, in reading order."""
    found = zxingcpp.read_barcodes(page)
    parts: dict[str, Image.Image] = {}
    for code in sorted(found, key=lambda one: (one.position.top_left.y // 40, one.position.top_left.x)):
        corner, other = code.position.top_left, code.position.bottom_right
        side = max(other.x - corner.x, other.y - corner.y)
        margin = side // 4
        box = (corner.x - margin, corner.y - margin, corner.x + side + margin, corner.y + side + margin)
        parts[code.text] = page.crop(box)
    return parts


def video(parts: Sequence[Image.Image], folder: Path) -> Path:
    """Return a video that shows each label for a second and a half, with a glimpse of nothing between; it loops."""
    frames = folder / "frames"
    frames.mkdir(parents=True)
    number = 0
    for part in parts:
        seen = Image.new("RGB", (WIDE, HIGH), "#8a8f86")
        label = part.resize((460, 460), Image.Resampling.LANCZOS).rotate(4, expand=True, fillcolor=200)
        blank = seen.copy()
        seen.paste(label.convert("RGB"), ((WIDE - label.width) // 2, (HIGH - label.height) // 2))
        for picture in [seen] * FRAMES_EACH + [blank] * BLANK_FRAMES:
            picture.save(frames / f"{number:04}.png", compress_level=1)
            number += 1
    target = folder / "camera.mjpeg"
    read = ["ffmpeg", "-loglevel", "error", "-y", "-framerate", "20", "-i", str(frames / "%04d.png")]
    write = ["-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", str(target)]
    subprocess.run([*read, *write], check=True)
    return target
