"""The print queue: who waits is not lost, and who is lost is found out."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any

import msgspec
import pytest

from lotbook.labels import batches, queue
from lotbook.labels.actions import Run
from lotbook.labels.order import Order
from lotbook.labels.rules import Badge, Issuer
from lotbook.labels.words import words

HOURS = 7_200
HOLDS = """
import fcntl, os, sys
fcntl.flock(os.open(sys.argv[1], os.O_RDWR | os.O_CREAT), fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""
"""What a process that is to draw a run does to it; run without anything else, so that it costs little."""


@dataclass(frozen=True)
class Slow(Run):
    """A run that is drawn when it is told to."""

    begun: Event = field(default_factory=Event)
    may: Event = field(default_factory=Event)

    def draw(self, on_drawn: Any = None) -> bytes:
        self.begun.set()
        assert self.may.wait(30)
        return b"^XA^XZ"


@pytest.fixture
def slow() -> Iterator[Slow]:
    people = batches.badges("https://a.example", Issuer("farm", "Farm"), [Badge("c07", "Ana")], words("en"))
    run = Slow(Order("badge", "roll203", ("c07",)), people)
    yield run
    run.may.set()


def ended(drawing: Thread | None) -> None:
    assert drawing is not None
    drawing.join(30)


def state(folder: Path, id_: str) -> str | None:
    job = queue.job_of(folder, id_)
    return None if job is None else job.state


def test_a_print_behind_others_waits_however_long_it_takes(
    tmp_path: Path, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = queue.start(tmp_path, "before", slow)
    behind = queue.start(tmp_path, "behind", slow)
    assert slow.begun.wait(30)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + HOURS)

    assert (state(tmp_path, "before"), state(tmp_path, "behind")) == ("drawing", "waiting")

    slow.may.set()
    ended(before)
    ended(behind)
    assert (state(tmp_path, "before"), state(tmp_path, "behind")) == ("ready", "ready")


def test_a_print_whose_process_died_is_told_as_failed_and_can_be_taken_up_again(tmp_path: Path, slow: Slow) -> None:
    told = queue.Job(id="lost", name="badge.zpl", state="drawing", total=1)
    (tmp_path / "lost.json").write_bytes(msgspec.json.encode(told))
    holds = [sys.executable, "-I", "-S", "-c", HOLDS, str(tmp_path / "lost.lock")]
    with subprocess.Popen(holds, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert state(tmp_path, "lost") == "drawing"
        process.kill()
    assert state(tmp_path, "lost") == "failed"

    slow.may.set()
    ended(queue.start(tmp_path, "lost", slow))

    assert state(tmp_path, "lost") == "ready"


def test_a_print_is_never_drawn_twice_at_once(tmp_path: Path, slow: Slow) -> None:
    first = queue.start(tmp_path, "one", slow)
    assert slow.begun.wait(30)

    assert queue.start(tmp_path, "one", slow) is None

    slow.may.set()
    ended(first)
    assert state(tmp_path, "one") == "ready"


def test_what_waits_is_kept_when_old_files_go(tmp_path: Path, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "_KEPT", 2)
    started = [queue.start(tmp_path, f"{number}", slow) for number in range(4)]

    assert state(tmp_path, "0") in ("waiting", "drawing")

    slow.may.set()
    for one in started:
        ended(one)
    ended(queue.start(tmp_path, "4", slow))
    assert [state(tmp_path, f"{number}") for number in range(5)] == [None, None, None, "ready", "ready"]
