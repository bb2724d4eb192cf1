"""From values to a tagged PDF, with typst: no network, no fonts but those that travel with Lotbook."""

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import typst

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "templates"
_COMPILATIONS_REMEMBERED = 10
_MOST_LABELS_HERE = 300
_SECONDS_MAX = 300


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """Return the PDF of a template under templates/ filled with data, which it reads as JSON.

    A label takes some hundred kilobytes until the PDF is done, and a process that once was large
    stays so: a long run of labels is typeset in a process of its own, so that a server stays small.
    """
    filled = orjson.dumps(data)
    if sum(map(len, data["sheets"])) > _MOST_LABELS_HERE:
        return _elsewhere(template, filled)
    pdf = _compiled(template, filled)
    _forget()
    return pdf


def _compiled(template: str, filled: bytes) -> bytes:
    compiler = typst.Compiler(
        input=str(_TEMPLATES / f"{template}.typ"),
        root=str(_TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": filled.decode()},
    )
    pdf = compiler.compile(format="pdf", pdf_tags=True)
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    return pdf


def _elsewhere(template: str, filled: bytes) -> bytes:
    run = [sys.executable, "-I", __file__, template]
    done = subprocess.run(run, input=filled, capture_output=True, check=False, timeout=_SECONDS_MAX)
    if done.returncode != 0:
        raise RuntimeError(f"typesetting failed: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


def _forget() -> None:
    """Let go of what typst laid out.

    It keeps every picture for the next ten compilations, in case they are asked for again:
    a server that prints often would hold ten sheets for nothing.
    """
    blank = typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True)
    for _ in range(_COMPILATIONS_REMEMBERED + 1):
        blank.compile(input=b"#none", format="pdf")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_HERE / "fonts")])


if __name__ == "__main__":
    sys.stdout.buffer.write(_compiled(sys.argv[1], sys.stdin.buffer.read()))
