"""The PostgreSQL of a test run belongs to that run alone, and ends with it."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.support.postgres import Cluster

ROOT = Path(__file__).parents[2]
START_AND_TELL = """
import sys, time
from tests.support.postgres import Cluster
cluster = Cluster().start()
print(cluster.folder, flush=True)
sys.stdin.read()
"""

pytestmark = pytest.mark.postgres


def gone(folder: Path, within_s: float = 20) -> bool:
    deadline = time.monotonic() + within_s
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not folder.exists()


class TestCluster:
    def test_it_is_not_run_by_root(self) -> None:
        with Cluster() as cluster:
            owner = cluster.folder.stat().st_uid
            assert owner == os.geteuid() or (os.geteuid() == 0 and pwd.getpwuid(owner).pw_name == "postgres")

    def test_nothing_of_it_is_left(self) -> None:
        with Cluster() as cluster:
            folder = cluster.folder

        assert not folder.exists()

    def test_it_ends_even_when_its_run_is_killed(self) -> None:
        run = subprocess.Popen(
            [sys.executable, "-c", START_AND_TELL], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert run.stdout is not None
        folder = Path(run.stdout.readline().strip())
        assert folder.is_dir()

        run.send_signal(signal.SIGKILL)
        run.communicate()

        assert gone(folder)

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
    @pytest.mark.skipif(not Path("/usr/bin/python3").exists(), reason="needs a Python that anybody may run")
    def test_an_ordinary_user_starts_it_as_themselves(self) -> None:
        with tempfile.TemporaryDirectory() as name:  # the checkout itself may lie in root's home
            copy = Path(name)
            copy.chmod(0o755)
            for file in (
                "scripts/postgres",
                "tests/__init__.py",
                "tests/support/__init__.py",
                "tests/support/postgres.py",
            ):
                (copy / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / file, copy / file)
            command = ["runuser", "-u", "nobody", "--", "/usr/bin/python3", f"{copy}/scripts/postgres"]
            command += ["sh", "-c", "id -un; echo $LOTBOOK_DATABASE_URL"]
            said = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")

        assert said.returncode == 0, said.stderr
        assert said.stdout.startswith("nobody\npostgresql+psycopg://")


class TestScript:
    def test_the_command_decides_the_exit_status(self) -> None:
        assert subprocess.run([ROOT / "scripts" / "postgres", "sh", "-c", "exit 3"], check=False).returncode == 3
