"""The server's disk is full: nothing is acknowledged that is not in the book, and it goes on once there is room."""

import hashlib
import os
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.server import Server
from tests.faults.crew import Crew, insist_that_all_is_there_once, make_crew, put_file
from tests.support.postgres import Cluster

Disk = Callable[[str], Path]


@pytest.fixture
def disk() -> Iterator[Disk]:
    """Return a disk of a size, and the same one larger when asked again; only root may mount one."""
    # Not among pytest's folders: their names are too long for a socket, and closed to the user postgres.
    folder = Path(tempfile.mkdtemp(prefix="lotbook-disk-"))

    def sized(size: str) -> Path:
        how = f"{'remount,' if folder.is_mount() else ''}size={size},mode=0755"
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", how, "none", str(folder)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
        return folder

    yield sized
    if folder.is_mount():
        subprocess.run(["umount", "--lazy", str(folder)], capture_output=True, check=False)
    folder.rmdir()


def fill(crew: Crew) -> None:
    """Push until every phone was refused for want of room."""
    for thread in crew.send_until(threading.Event()):
        thread.join()


def test_a_full_disk_under_sqlite_is_said_and_loses_nothing(
    disk: Disk, servers: list[Server], capsys: pytest.CaptureFixture[str]
) -> None:
    server = Server(disk("6m"))
    servers.append(server)
    server.start()
    crew = make_crew(server)

    fill(crew)

    # When even its log cannot grow, SQLite calls it a failure of the disk.
    failures = {failure for sender in crew.senders for failure in sender.failures}
    assert "507 storage_full" in failures
    assert failures <= {"507 storage_full", "503 unavailable"}
    photo = os.urandom(3_000_000)
    status, body = put_file(server.port, crew.senders[0].phone.token, photo)
    assert (status, body["code"]) == (507, "storage_full")
    disk("64m")
    crew.drain()
    assert put_file(server.port, crew.senders[0].phone.token, photo)[0] == 201
    kept = server.folder / "files" / "1" / hashlib.sha256(photo).hexdigest()[:2]
    assert [one.stat().st_size for one in kept.iterdir()] == [len(photo)]
    said = insist_that_all_is_there_once(crew)
    with capsys.disabled():
        print(f"\ndisk full under SQLite: {said}")


@pytest.mark.postgres
def test_a_full_disk_under_postgresql_is_survived_and_loses_nothing(
    disk: Disk, tmp_path: Path, servers: list[Server], capsys: pytest.CaptureFixture[str]
) -> None:
    small = disk("110m")
    with Cluster(durable=True, workshop=small) as cluster:
        data = tmp_path / "data"
        data.mkdir()
        server = Server(data, database_url=cluster.database("full"))
        servers.append(server)
        server.start()
        crew = make_crew(server)
        ballast = small / "ballast"
        free = os.statvfs(small).f_bavail * os.statvfs(small).f_frsize
        ballast.write_bytes(bytes(max(0, free - 1_500_000)))

        fill(crew)

        refused = sum((sender.failures for sender in crew.senders), start=type(crew.senders[0].failures)())
        assert refused
        ballast.unlink()
        disk("400m")
        if not cluster.answers():  # without room for its log it stops itself
            cluster.start_again()
        crew.drain()
        said = insist_that_all_is_there_once(crew)
        server.kill()
    with capsys.disabled():
        print(f"\ndisk full under PostgreSQL: {said}")
