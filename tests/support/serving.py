"""A real server process for tests: started on a free port, waited for, and told to stop."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.postgres import free_port

PATIENCE_S = 90.0


@dataclass
class Serving:
    """A server that answers. `output` is where it writes what it says."""

    url: str
    process: subprocess.Popen[bytes]
    output: Path

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and text of one page."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def said(self) -> str:
        return self.output.read_text()


@contextmanager
def serving(
    command: Sequence[str | Path], settings: Mapping[str, str], output: Path, cwd: Path | None = None
) -> Iterator[Serving]:
    """Run a command that serves on PORT until the block ends; fails when it does not get ready."""
    port = int(settings.get("PORT") or free_port())
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOTBOOK_")}
    with output.open("ab") as file:
        process = subprocess.Popen(
            command,
            env={**environment, **settings, "PORT": str(port)},
            stdout=file,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd=cwd,
        )
    server = Serving(f"http://127.0.0.1:{port}", process, output)
    try:
        _await_ready(server)
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE_S)


def _await_ready(server: Serving) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise AssertionError(f"the server ended by itself and said: {server.said()}")
        try:
            if server.get("/readyz")[0] == 200:
                return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.1)
    raise AssertionError(f"the server was not ready in {PATIENCE_S:.0f} s and said: {server.said()}")
