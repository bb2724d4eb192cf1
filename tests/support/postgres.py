"""A PostgreSQL server of one's own, for one run of tests, checks or benchmarks.

The cluster lies in a folder of its own, listens on a free loopback port, and ends with the process
that asked for it, however that ends: a small shell holds both, and a closed pipe is its signal. The
system's own cluster is never looked at. The server refuses to be root, so root lends it to the user
`postgres`. Standard library only, because scripts use this before anything is installed.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import stat
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

OLDEST = 15
INSTALL_LINE = "apt-get install -y --no-install-recommends postgresql"

# Reads nothing: it waits until the pipe closes, which the kernel does for us even after a kill -9.
_KEEPER = """
"$1/postgres" -D "$2/data" -k "$2" >"$2/log" 2>&1 &
server=$!
read -r _
kill -INT "$server" 2>/dev/null
wait "$server"
rm -rf "$2" 2>/dev/null
"""

# The same for a server that is started again in a folder that another keeper will remove.
_KEEPER_AGAIN = """
"$1/postgres" -D "$2/data" -k "$2" >>"$2/log" 2>&1 &
server=$!
read -r _
kill -INT "$server" 2>/dev/null
wait "$server"
"""

# Nothing here outlives the run, so nothing is waited for to reach the disk.
_HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_ALWAYS = {"max_connections": "120", "shared_buffers": "'256MB'", "listen_addresses": "'127.0.0.1'"}


class PostgresMissing(RuntimeError):
    """No PostgreSQL that can be started here; the message says what to do."""


def find_binaries() -> Path:
    """Return the folder of initdb and postgres, newest first, or say how to get one."""
    for folder in _candidates():
        if (folder / "initdb").is_file() and (folder / "postgres").is_file() and _major(folder) >= OLDEST:
            return folder
    raise PostgresMissing(f"no PostgreSQL {OLDEST} or newer was found; on Debian: {INSTALL_LINE}")


def _candidates() -> list[Path]:
    found: list[Path] = []
    if asked := shutil.which("pg_config"):
        answer = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=False)
        found.append(Path(answer.stdout.strip()))
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    found += sorted(debian, key=lambda folder: folder.parent.name.zfill(4), reverse=True)
    if beside := shutil.which("initdb"):
        found.append(Path(beside).resolve().parent)
    return found


def _major(folder: Path) -> int:
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"\) (\d+)", answer.stdout)  # postgres (PostgreSQL) 15.18 (Debian …)
    return int(version[1]) if version else 0


def _open_to_others(folder: Path) -> bool:
    """Whether another user may walk into the folder: each step on the way must let everybody pass."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (folder, *folder.parents))


def _workshop() -> Path:
    """Return where temporary folders go: the usual place, unless another user could not reach it."""
    for name in (tempfile.gettempdir(), "/var/tmp", "/tmp"):
        folder = Path(name).resolve()
        if folder.is_dir() and (os.geteuid() != 0 or _open_to_others(folder)):
            return folder
    raise PostgresMissing("no temporary folder that the user postgres can reach")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Cluster:
    """One running server. `url` and `admin_url` are for SQLAlchemy; `stop` ends and removes it."""

    durable: bool = False
    port: int = 0
    folder: Path = Path("not-started")
    workshop: Path | None = None
    """Where its folder is made; the usual place if left out."""
    _keeper: subprocess.Popen[bytes] | None = None
    _again: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _as_owner: list[str] = field(default_factory=list)

    def start(self) -> Self:
        binaries = find_binaries()
        self.folder = Path(tempfile.mkdtemp(prefix="lotbook-postgres-", dir=self.workshop or _workshop()))
        if os.geteuid() == 0:
            self._as_owner = ["runuser", "-u", "postgres", "--"]
            try:
                shutil.chown(self.folder, "postgres", "postgres")
            except LookupError as error:
                shutil.rmtree(self.folder)
                raise PostgresMissing(f"root needs the user postgres; on Debian: {INSTALL_LINE}") from error
        self._create(binaries)
        self.port = free_port()
        self._keeper = self._keep(_KEEPER)
        self._await()
        return self

    def _keep(self, script: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*self._as_owner, "sh", "-c", script, "keeper", str(find_binaries()), str(self.folder)],
            stdin=subprocess.PIPE,
            cwd=self.folder,
            env=os.environ | {"PGPORT": str(self.port)},
            start_new_session=True,  # Ctrl-C is for the tests; the server ends after them
        )

    def crash(self) -> None:
        """Stop it at once, without a checkpoint, as when the power goes."""
        command = [find_binaries() / "pg_ctl", "stop", "-D", self.folder / "data", "-m", "immediate"]
        subprocess.run([*self._as_owner, *map(str, command)], cwd=self.folder, capture_output=True, check=False)

    def answers(self) -> bool:
        """Say whether it takes connections."""
        ready = [str(find_binaries() / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return not subprocess.run(ready, check=False).returncode

    def start_again(self) -> None:
        """Start it after a crash: it recovers what was committed."""
        self._again.append(self._keep(_KEEPER_AGAIN))
        self._await()

    def _create(self, binaries: Path) -> None:
        settings = _ALWAYS | ({} if self.durable else _HASTY)
        command = [binaries / "initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "trust"]
        command += ["--encoding=UTF8", "--no-locale", "--no-sync"]
        done = subprocess.run(
            [*self._as_owner, *map(str, command)], cwd=self.folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise PostgresMissing(f"initdb failed: {done.stderr.strip()}")
        lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
        with (self.folder / "data" / "postgresql.conf").open("a") as file:
            file.write(lines)

    def _await(self) -> None:
        deadline = time.monotonic() + 60
        while not self.answers():
            assert self._keeper is not None
            if self._keeper.poll() is not None or time.monotonic() > deadline:
                log = self.folder / "log"
                said = log.read_text() if log.exists() else "nothing"
                self.stop()
                raise PostgresMissing(f"PostgreSQL did not start; it said: {said}")
            time.sleep(0.05)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"

    def database(self, name: str) -> str:
        """Create an empty database and return its URL."""
        command = ["createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", name]
        subprocess.run([str(find_binaries() / command[0]), *command[1:]], check=True)
        return self.url(name)

    def standby(self) -> Cluster:
        """Return a second server that has every commit of this one before it is acknowledged."""
        binaries, other = find_binaries(), Cluster(port=free_port(), _as_owner=self._as_owner)
        other.folder = Path(tempfile.mkdtemp(prefix="lotbook-postgres-", dir=_workshop()))
        if self._as_owner:
            shutil.chown(other.folder, "postgres", "postgres")
        copy = [binaries / "pg_basebackup", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "-R", "-c", "fast"]
        where = ["-D", other.folder / "data", "-d", "application_name=second"]
        subprocess.run([*self._as_owner, *map(str, [*copy, *where])], cwd=other.folder, check=True)
        other._keeper = other._keep(_KEEPER)
        other._await()
        for setting in ("synchronous_standby_names = 'second'", "synchronous_commit = 'on'"):
            self._say(f"ALTER SYSTEM SET {setting}")
        self._say("SELECT pg_reload_conf()")
        return other

    def promote(self) -> None:
        """Let a standby be a server of its own."""
        self._say("SELECT pg_promote()")

    def _say(self, statement: str) -> None:
        command = [find_binaries() / "psql", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "-qAtc", statement]
        subprocess.run(list(map(str, command)), check=True, capture_output=True)

    def stop(self) -> None:
        for keeper in self._again:
            if keeper.stdin is not None:
                keeper.stdin.close()
            keeper.wait(timeout=60)
        self._again.clear()
        if self._keeper is not None and self._keeper.stdin is not None:
            self._keeper.stdin.close()
            self._keeper.wait(timeout=60)
        self._keeper = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
