"""What `make test` installs: on Debian, as root, and only what is missing."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "debian-packages"

pytestmark = pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="the script does nothing elsewhere")


def run(folder: Path, uid: int, installed: list[str]) -> list[str]:
    """Run the script on a machine with these packages, and return what it asked apt-get for."""
    calls = folder / "calls"
    calls.touch()
    programs = {
        "id": f"echo {uid}",
        "dpkg-query": f'case " {" ".join(installed)} " in *" $3 "*) echo installed;; *) exit 1;; esac',
        "apt-get": f'echo "$*" >>"{calls}"',
    }
    for name, body in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    subprocess.run([SCRIPT], env={**os.environ, "PATH": path}, check=True, stdout=subprocess.DEVNULL)
    return calls.read_text().splitlines()


class TestDebianPackages:
    def test_root_gets_what_is_missing_and_nothing_else(self, tmp_path: Path) -> None:
        update, install = run(tmp_path, 0, ["python3-venv", "ffmpeg"])

        assert update.startswith("update")
        assert install.endswith("--no-install-recommends postgresql chromium poppler-utils libreoffice-calc-nogui")

    def test_a_complete_machine_is_not_touched(self, tmp_path: Path) -> None:
        everything = ["python3-venv", "postgresql", "chromium", "ffmpeg", "poppler-utils"]
        everything += ["libreoffice-calc-nogui"]

        assert run(tmp_path, 0, everything) == []

    def test_an_ordinary_user_installs_nothing(self, tmp_path: Path) -> None:
        assert run(tmp_path, 1000, []) == []
