"""Where servers of tests are born: of a process that has read the code already, so that a start costs a fork."""

import os
import sys
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

READ_AHEAD = ["lotbook.serve", "lotbook.app", "lotbook.upgrade", "alembic.command", "gunicorn.workers.gthread"]

_nursery = get_context("forkserver")
_nursery.set_forkserver_preload(READ_AHEAD)


def born(environment: dict[str, str], log: Path, code: Path | None = None) -> BaseProcess:
    """Start `lotbook serve`; one that serves the package in the folder `code` reads everything itself."""
    context = _nursery if code is None else get_context("spawn")
    process = context.Process(target=_serve, args=(environment, log, [str(code)] if code else []), daemon=True)
    process.start()
    return process


def _serve(environment: dict[str, str], log: Path, first: Sequence[str]) -> None:
    os.setsid()  # its workers are its group, and die with it
    os.environ.clear()
    os.environ.update(environment)
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(written, stream.fileno())
    sys.path[:0] = first
    from lotbook.serve import serve

    serve()
