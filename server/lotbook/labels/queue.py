"""Print runs that take longer than somebody waits: drawn one after the other, with their progress, in a folder.

What was printed stands in the book; the files here are only its paper, and the oldest go. A folder and not a table:
every worker of a server sees it, and it is no part of a backup.
"""

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore, Lock, Thread
from typing import Literal

import msgspec
import pypdfium2
import structlog

from lotbook.labels.actions import Run

log = structlog.get_logger(__name__)
_KEPT = 20
_TOLD_EVERY_S = 0.25
_LOST_AFTER_S = 180
_PREVIEW_PX = 1_100
_one_at_a_time = BoundedSemaphore(1)
_pdfium = Lock()
"""It is not made for several threads."""


class Job(msgspec.Struct, kw_only=True):
    """How far a print run is: `done` of `total` labels are drawn, then the pages are set."""

    id: str
    name: str
    state: Literal["waiting", "drawing", "setting", "ready", "failed"] = "waiting"
    done: int = 0
    total: int = 0
    pages: int = 0
    """That can be looked at."""
    touched: float = 0.0


def start(folder: Path, id_: str, run: Run) -> Job:
    """Begin to draw a run in the background, behind those that came before."""
    folder.mkdir(parents=True, exist_ok=True)
    _forget_old(folder)
    job = Job(id=id_, name=f"{run.order.what}.{run.order.format}", total=len(run.batch.faces))
    _tell(folder, job)
    Thread(target=_work, args=(folder, job, run), name="printing", daemon=True).start()
    return job


def job_of(folder: Path, id_: str) -> Job | None:
    """Return how far a run is; None where its file is gone. One that nobody works at any more has failed."""
    try:
        job = msgspec.json.decode((folder / f"{id_}.json").read_bytes(), type=Job)
    except FileNotFoundError:
        return None
    if job.state not in ("ready", "failed") and time.time() - job.touched > _LOST_AFTER_S:
        job.state = "failed"
    return job


def file_of(folder: Path, job: Job) -> bytes | None:
    """Return what a run made: a PDF or ZPL II."""
    return (folder / f"{job.id}.made").read_bytes() if job.state == "ready" else None


def page_of(folder: Path, job: Job, number: int) -> bytes | None:
    """Return a page of the very PDF that is printed, or a label of a roll, as a PNG; pages count from 1."""
    if job.state != "ready" or not 1 <= number <= job.pages:
        return None
    if job.name.endswith(".zpl"):
        return (folder / f"{job.id}.png").read_bytes()
    return _rendered(folder / f"{job.id}.made", number)


def _work(folder: Path, job: Job, run: Run) -> None:
    with _one_at_a_time:
        try:
            job.state = "drawing"
            made = run.draw(_progress(folder, job))
            job.pages = _look(folder, job, run, made)
            (folder / f"{job.id}.made").write_bytes(made)
            job.state = "ready"
        except Exception:
            log.exception("print_failed", print=job.id)
            job.state = "failed"
        _tell(folder, job)


def _progress(folder: Path, job: Job) -> Callable[[int], None]:
    last = 0.0

    def on_drawn(number: int) -> None:
        nonlocal last
        job.done = number
        if number == job.total:
            job.state = "setting"
        if number == job.total or time.monotonic() - last > _TOLD_EVERY_S:
            last = time.monotonic()
            _tell(folder, job)

    return on_drawn


def _look(folder: Path, job: Job, run: Run, made: bytes) -> int:
    """Keep what can be looked at, and return how many pages that is."""
    if run.order.dpi is not None:
        (folder / f"{job.id}.png").write_bytes(run.picture())
        return 1
    with _pdfium:
        document = pypdfium2.PdfDocument(made)
        try:
            return len(document)
        finally:
            document.close()


def _rendered(file: Path, number: int) -> bytes:
    with _pdfium:
        document = pypdfium2.PdfDocument(file)
        try:
            page = document[number - 1]
            picture = page.render(scale=_PREVIEW_PX / page.get_width()).to_pil()
        finally:
            document.close()
    out = BytesIO()
    picture.convert("L").save(out, "PNG")
    return out.getvalue()


def _tell(folder: Path, job: Job) -> None:
    job.touched = time.time()
    arriving = folder / f"{job.id}.arriving"
    arriving.write_bytes(msgspec.json.encode(job))
    arriving.replace(folder / f"{job.id}.json")


def _forget_old(folder: Path) -> None:
    """Delete the files of all but the newest runs; their ids are in the order of time."""
    told = sorted(folder.glob("*.json"))
    for one in told[: max(0, len(told) - _KEPT + 1)]:
        for name in (".made", ".png", ".json"):
            one.with_suffix(name).unlink(missing_ok=True)
