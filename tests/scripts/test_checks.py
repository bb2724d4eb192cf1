"""The checks of our own find what they are there for."""

import json
import runpy
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"


def script(name: str) -> dict[str, Any]:
    return runpy.run_path(str(SCRIPTS / name))


class TestAddresses:
    @pytest.fixture
    def look(self, tmp_path: Path) -> Callable[[str], list[str]]:
        """Check one committed file with this text."""
        check = script("check-addresses")
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)

        def look(text: str) -> list[str]:
            (tmp_path / "file").write_text(text)
            check["_look"].__globals__["ROOT"] = tmp_path
            found: list[str] = check["_look"]("file")
            return found

        return look

    @pytest.mark.parametrize(
        "text",
        [
            '"resolved": "' + "https://registry." + 'example.org/idb.tgz"',
            "--index-" + "url https://mirror.example.org/simple",
            "registry=" + "https://mirror.example.org",
            "see https://files." + "pythonhosted.org/x.whl",
            'open("' + "/home" + '/ana/book.jsonl")',
            "data in " + "/tmp" + "/lots",
        ],
    )
    def test_an_address_or_a_path_of_one_machine_is_found(self, look: Callable[[str], list[str]], text: str) -> None:
        assert len(look(f"before\n{text}\nafter\n")) == 1

    @pytest.mark.parametrize("text", ["http://localhost:8000", "https://lots.example.org", "server/tmp/x", "/data"])
    def test_other_addresses_are_left_alone(self, look: Callable[[str], list[str]], text: str) -> None:
        assert look(text) == []


class TestLicences:
    @pytest.mark.parametrize(
        "said", ["GPL-3.0-only", "AGPL-3.0", "GNU General Public License v2 (GPLv2)", "MIT AND GPL-2.0"]
    )
    def test_a_copyleft_licence_is_forbidden(self, said: str) -> None:
        assert script("check-licences")["_forbidden"](said)

    @pytest.mark.parametrize(
        "said", ["MIT", "LGPL-3.0-only", "(MIT OR GPL-3.0-or-later)", "GNU Lesser General Public License v3 (LGPLv3)"]
    )
    def test_a_permissive_one_or_a_choice_is_not(self, said: str) -> None:
        assert not script("check-licences")["_forbidden"](said)


class TestRequirements:
    def test_every_package_that_the_project_names_is_pinned(self) -> None:
        """Otherwise scripts/lock was forgotten."""
        lock = script("lock")
        for name, wanted in lock["_wanted"]().items():
            pinned = {line.split("==")[0].replace("_", "-") for known in lock["LISTS"] for line in lock["_read"](known)}
            named = {word.split(">")[0].split("[")[0] for word in wanted}
            assert named - pinned == set(), name

    def test_the_lock_file_of_the_app_is_in_step(self) -> None:
        """`npm install --no-save` would take the newest of what the lock file does not know."""
        app = SCRIPTS.parent / "pwa"
        package = json.loads((app / "package.json").read_text())
        locked = json.loads((app / "package-lock.json").read_text())["packages"]
        for field in ("dependencies", "devDependencies"):
            assert locked[""].get(field, {}) == package.get(field, {})
