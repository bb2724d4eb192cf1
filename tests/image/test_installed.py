"""The steps of the Dockerfile, run here: a wheel is built, installed, and served as an ordinary user."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.databases import Databases
from tests.support.postgres import free_port
from tests.support.serving import Serving, serving

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"
# Somebody without a name in the user database, as in the image.
NOBODY_IN_PARTICULAR = 10001


@dataclass(frozen=True)
class Installed:
    """A virtual environment made from the wheel, and how to be the user who runs it."""

    bin: Path
    data: Path
    as_user: list[str]


def _python() -> str:
    """A Python that an ordinary user may run; the one of these tests may lie in root's home."""
    system = Path("/usr/bin/python3")
    return str(system) if os.geteuid() == 0 and system.exists() else sys.executable


@pytest.fixture(scope="module")
def installed() -> Iterator[Installed]:
    """What the build stage leaves, in a folder that others may enter."""
    folder = Path(tempfile.mkdtemp(prefix="lotbook-image-"))
    folder.chmod(0o755)
    environment = os.environ | {"PYTHON": _python()}
    try:
        subprocess.run([SCRIPTS / "build-wheel", folder / "wheel"], check=True, env=environment)
        subprocess.run([SCRIPTS / "install-wheel", folder / "wheel", folder / "venv"], check=True, env=environment)
        data = folder / "data"
        data.mkdir()
        as_user: list[str] = []
        if os.geteuid() == 0:
            os.chown(data, NOBODY_IN_PARTICULAR, NOBODY_IN_PARTICULAR)
            number = str(NOBODY_IN_PARTICULAR)
            as_user = ["setpriv", "--reuid", number, "--regid", number, "--clear-groups"]
        yield Installed(folder / "venv" / "bin", data, as_user)
    finally:
        shutil.rmtree(folder)


@contextmanager
def run(installed: Installed, settings: dict[str, str], tmp_path: Path) -> Iterator[Serving]:
    command = [*installed.as_user, str(installed.bin / "lotbook"), "serve"]
    with serving(command, settings, tmp_path / "output", cwd=installed.data) as server:
        yield server


@pytest.mark.browser
class TestInstalled:
    """Marked for the browser because the wheel holds the built app."""

    def test_it_makes_its_database_and_serves_the_app_on_sqlite(self, installed: Installed, tmp_path: Path) -> None:
        with run(installed, {"LOTBOOK_DATA": str(installed.data)}, tmp_path) as server:
            self.serves_everything(server)
            assert (installed.data / "lotbook.db").is_file()

    @pytest.mark.postgres
    def test_it_makes_its_tables_and_serves_the_app_on_postgresql(
        self, installed: Installed, databases: Databases, tmp_path: Path
    ) -> None:
        url = databases.empty("postgresql")
        settings = {"LOTBOOK_DATA": str(installed.data), "LOTBOOK_DATABASE_URL": url.replace("+psycopg", "")}
        with run(installed, settings, tmp_path) as server:
            self.serves_everything(server)
        databases.drop(url)

    def serves_everything(self, server: Serving) -> None:
        status, page = server.get("/")
        assert status == 200
        assert "<script" in page
        assert server.get("/api/v1/openapi.json")[0] == 200
        check = [sys.executable, str(SCRIPTS / "healthcheck")]
        port = server.url.rsplit(":", 1)[1]
        assert subprocess.run(check, env=os.environ | {"PORT": port}, check=False).returncode == 0

    def test_it_says_that_it_is_not_healthy_when_nobody_answers(self) -> None:
        check = subprocess.run(
            [sys.executable, SCRIPTS / "healthcheck"],
            env=os.environ | {"PORT": str(free_port())},
            capture_output=True,
            check=False,
        )

        assert check.returncode == 1

    def test_it_ends_at_once_when_it_is_told_to(self, installed: Installed, tmp_path: Path) -> None:
        with run(installed, {"LOTBOOK_DATA": str(installed.data)}, tmp_path) as server:
            server.process.terminate()
            assert server.process.wait(timeout=20) == 0
