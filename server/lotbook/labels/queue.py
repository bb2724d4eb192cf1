"""Print runs that take longer than somebody waits: drawn one after the other, with their progress, in a folder.

What was printed stands in the book; the files here are only its paper, and the oldest go. A folder and not a table:
every worker of a server sees it, and it is no part of a backup. Whoever is to draw a run holds a lock on a file of
it until it is made: the system lets go of it when that process dies, so that who waits long is never taken for lost.
"""

import fcntl
import os
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
_ENDED = ("ready", "failed")
_TOLD_EVERY_S = 0.25
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
    start: int = 1
    spare: tuple[int, ...] = ()
    language: str = "en"
    """Where on its first sheet it begins, what stays blank, and the language of its words: the book has all else."""


def start(folder: Path, id_: str, run: Run) -> Thread | None:
    """Begin to draw a run in the background, behind those that came before; returns the thread that does.

    None where it is being drawn already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = _locked(folder, id_)
    if lock is None:
        return None
    _forget_old(folder, id_)
    order = run.order
    job = Job(
        id=id_,
        name=f"{order.what}.{order.format}",
        total=len(run.batch.faces),
        start=order.start,
        spare=order.spare,
        language=order.language,
    )
    _tell(folder, job)
    drawing = Thread(target=_work, args=(folder, job, run, lock), name="printing", daemon=True)
    drawing.start()
    return drawing


def job_of(folder: Path, id_: str) -> Job | None:
    """Return how far a run is; None where its file is gone. One whose process died has failed."""
    job = _told(folder, id_)
    if job is None or job.state in _ENDED or _is_locked(folder, id_):
        return job
    job = _told(folder, id_)  # it may have ended meanwhile
    if job is not None and job.state not in _ENDED:
        job.state = "failed"
    return job


def _told(folder: Path, id_: str) -> Job | None:
    try:
        return msgspec.json.decode((folder / f"{id_}.json").read_bytes(), type=Job)
    except FileNotFoundError:
        return None


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


def _work(folder: Path, job: Job, run: Run, lock: int) -> None:
    with _one_at_a_time:
        try:
            job.state = "drawing"
            _tell(folder, job)
            made = run.draw(_progress(folder, job))
            job.pages = _look(folder, job, run, made)
            (folder / f"{job.id}.made").write_bytes(made)
            job.state = "ready"
        except Exception:
            log.exception("print_failed", print=job.id)
            job.state = "failed"
        _tell(folder, job)
        os.close(lock)


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
    arriving = folder / f"{job.id}.arriving"
    arriving.write_bytes(msgspec.json.encode(job))
    arriving.replace(folder / f"{job.id}.json")


def _locked(folder: Path, id_: str) -> int | None:
    """Lock a run for this process, and return what is to be closed when it is made; None where somebody has it."""
    lock = os.open(folder / f"{id_}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


def _is_locked(folder: Path, id_: str) -> bool:
    lock = _locked(folder, id_)
    if lock is not None:
        os.close(lock)
    return lock is None


def _forget_old(folder: Path, new: str) -> None:
    """Delete the files of all but the newest runs that have ended; their ids are in the order of time."""
    told = sorted(one.stem for one in folder.glob("*.json") if one.stem != new)
    for id_ in told[: max(0, len(told) - _KEPT + 1)]:
        job = job_of(folder, id_)
        if job is not None and job.state in _ENDED:
            for name in (".made", ".png", ".json", ".lock"):
                (folder / f"{id_}{name}").unlink(missing_ok=True)
