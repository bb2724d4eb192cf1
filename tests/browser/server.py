"""The real server in a process of its own, that a test can kill like a power cut."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any
from urllib.error import URLError

from tests.browser.nursery import born

PASSWORD = "barn door red 7"
START_S_MAX = 60


class Server:
    """`lotbook serve` on a free port, with its data in a folder that outlives it."""

    def __init__(
        self,
        folder: Path,
        code: Path | None = None,
        database_url: str | None = None,
        reached_at: Callable[[int], str] = "http://localhost:{}".format,
        **more: str,
    ) -> None:
        """Serve the checkout, or the package in the folder `code`; people reach its port as told.

        `more` are further settings, by their names in the environment.
        """
        self.more = more
        self.folder, self.database_url = folder, database_url
        self.code = code
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.public_url = reached_at(self.port)
        self.process: BaseProcess | None = None

    def start(self) -> None:
        """Start it, and return when it answers."""
        self.process = born(self._environment(), self.folder / "server.log", self.code)
        until = time.monotonic() + START_S_MAX
        while not self._answers():
            if not self.process.is_alive() or time.monotonic() > until:
                raise AssertionError((self.folder / "server.log").read_text())
            time.sleep(0.05)

    def command(self, *words: str) -> str:
        """Run a command beside the server, on its database; returns what it says."""
        line = [sys.executable, "-m", "lotbook.cli", *words]
        done = subprocess.run(line, env=self._environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _environment(self) -> dict[str, str]:
        given = {"LOTBOOK_DATA": str(self.folder), "LOTBOOK_PUBLIC_URL": self.public_url, "PORT": str(self.port)}
        given |= {"LOTBOOK_DATABASE_URL": self.database_url} if self.database_url is not None else {}
        given |= self.more
        kept = {key: value for key, value in os.environ.items() if not key.startswith("LOTBOOK_")}
        return {**kept, **given, "PYTHONPATH": os.pathsep.join(sys.path)}

    def kill(self) -> None:
        """Kill it and its workers at once, as when the power goes."""
        if self.process is not None:
            assert self.process.pid is not None
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.join()
            self.process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=1) as response:
                return bool(response.status == 200)
        except (URLError, OSError):
            return False


@contextmanager
def running(folder: Path, **more: str) -> Iterator[Server]:
    """A server on a folder until the block ends; `more` are settings, by their names in the environment."""
    server = Server(folder)
    server.more = more
    server.start()
    try:
        yield server
    finally:
        server.kill()


class Office:
    """Somebody in the office who works over HTTP, for what a test needs but is not about."""

    def __init__(self, server: Server) -> None:
        self.url = server.url
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.csrf = ""

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Return the JSON of an answer; an error raises with its text."""
        text = self.file(path, body, method)
        return json.loads(text) if text else None

    def file(self, path: str, body: Any = None, method: str = "POST") -> bytes:
        """Return the bytes of an answer."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "Origin": self.url, "X-CSRF": self.csrf}
        request = urllib.request.Request(f"{self.url}/api/v1{path}", data, headers, method=method)
        with self.opener.open(request, timeout=20) as response:
            return bytes(response.read())

    def put_file(self, sha256: str, data: bytes) -> None:
        """Keep a document or photo."""
        headers = {"Content-Type": "application/octet-stream", "Origin": self.url, "X-CSRF": self.csrf}
        request = urllib.request.Request(f"{self.url}/api/v1/files/{sha256}", data, headers, method="PUT")
        with self.opener.open(request, timeout=20) as response:
            assert response.status == 201

    def open_book(self, operation: dict[str, str]) -> None:
        """Set up an empty server and sign in."""
        person = {"code": "o1", "name": "Olive"}
        self.call("POST", "/setup", {"operation": operation, "person": person, "password": PASSWORD})
        self.sign_in(operation)

    def sign_in(self, operation: dict[str, str]) -> None:
        """Sign in to a server that is set up."""
        given = {"operation": operation["code"], "code": "o1", "password": PASSWORD}
        self.csrf = self.call("POST", "/session", given)["csrf"]
