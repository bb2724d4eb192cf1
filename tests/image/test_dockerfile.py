"""The image does nothing that cannot be run, and is not run, without Docker: see test_installed.py."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} (.+)$", DOCKERFILE, re.MULTILINE)


class TestDockerfile:
    def test_every_step_is_a_script_of_ours_or_makes_the_one_folder(self) -> None:
        scripts = [step.split()[0] for step in instructions("RUN") if not step.startswith("install -d ")]

        assert scripts == ["scripts/setup", "scripts/node-modules", "scripts/build-wheel", "scripts/install-wheel"]
        assert all((ROOT / script).stat().st_mode & 0o111 for script in scripts)

    def test_whatever_is_copied_from_the_checkout_is_there(self) -> None:
        copied = [line.split()[:-1] for line in instructions("COPY") if "--from" not in line]

        assert all((ROOT / source).exists() for sources in copied for source in sources)

    def test_the_server_is_not_root(self) -> None:
        assert instructions("USER") == ["10001:10001"]

    def test_it_says_whether_it_is_healthy(self) -> None:
        assert "healthcheck" in instructions("HEALTHCHECK")[0]


class TestCompose:
    def test_it_sets_only_what_the_server_reads(self) -> None:
        settings = (ROOT / "server" / "lotbook" / "config.py").read_text()

        given = re.findall(r"^      (LOTBOOK_\w+):", COMPOSE, re.MULTILINE)

        assert given
        assert [name for name in given if f'"{name}"' not in settings] == []
