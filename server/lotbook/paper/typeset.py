"""From values to a tagged PDF, with typst: no network, no fonts but those that travel with Lotbook."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import typst

from lotbook.paper import FONTS

_COMPILATIONS_REMEMBERED = 10
_SECONDS_MAX = 300


def typeset(template: Path, filled: bytes, *, elsewhere: bool = False) -> bytes:
    """Return the PDF of a template filled with data, a JSON text that it reads from its inputs.

    What is laid out takes memory until the PDF is done, and a process that once was large stays so: a long
    run is typeset `elsewhere`, in a process of its own, so that a server stays small.
    """
    if elsewhere:
        return _elsewhere(template, filled)
    pdf = _compiled(template, filled)
    _forget()
    return pdf


def _compiled(template: Path, filled: bytes) -> bytes:
    compiler = typst.Compiler(
        input=str(template),
        root=str(template.parent),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": filled.decode()},
    )
    pdf = compiler.compile(format="pdf", pdf_tags=True)
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    return pdf


def _elsewhere(template: Path, filled: bytes) -> bytes:
    run = [sys.executable, "-I", __file__, str(template)]
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
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


if __name__ == "__main__":
    sys.stdout.buffer.write(_compiled(Path(sys.argv[1]), sys.stdin.buffer.read()))
