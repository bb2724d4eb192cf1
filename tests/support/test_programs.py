"""What the suite does on a machine that lacks a browser: it says so, unless it is CI, where it fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.programs import chromium_flags

ROOT = Path(__file__).parents[2]
INSTALL = "apt-get install -y --no-install-recommends chromium ffmpeg poppler-utils"
ONE_OF_EACH = """
import pytest

def test_anywhere() -> None:
    pass

@pytest.mark.browser
def test_in_a_browser() -> None:
    raise AssertionError("there is none")
"""


def run_without_a_browser(folder: Path, ci: str) -> subprocess.CompletedProcess[str]:
    """Run two tests of which one needs a browser, on a machine with nothing on its PATH."""
    file = folder / "test_one_of_each.py"
    file.write_text(ONE_OF_EACH)
    hidden = {name: value for name, value in os.environ.items() if name != "CHROMIUM"}
    pytest_here = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.conftest"]
    return subprocess.run(
        [*pytest_here, "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), str(file)],
        cwd=ROOT,
        env={**hidden, "PATH": str(folder), "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )


class TestWithoutABrowser:
    def test_the_rest_runs_and_the_line_that_installs_one_is_printed(self, tmp_path: Path) -> None:
        done = run_without_a_browser(tmp_path, ci="")

        assert done.returncode == 0, done.stdout
        assert "1 passed, 1 skipped" in done.stdout
        assert INSTALL in done.stdout

    def test_ci_fails_and_says_why(self, tmp_path: Path) -> None:
        done = run_without_a_browser(tmp_path, ci="true")

        assert done.returncode == 1
        assert INSTALL in done.stdout + done.stderr


class TestChromium:
    def test_its_sandbox_is_off_for_root_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        assert "--no-sandbox" not in chromium_flags()

        monkeypatch.setattr(os, "geteuid", lambda: 0)
        assert "--no-sandbox" in chromium_flags()
