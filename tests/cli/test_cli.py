"""The command line as people and programs use it, on both kinds of database."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lotbook import __version__
from lotbook.app import create_app
from lotbook.cli import main
from lotbook.config import Settings
from lotbook.db import db, reading
from lotbook.exercises.actions import Asker, perform
from lotbook.kit.clock import now
from lotbook.lots.operations import the_operation
from tests.support.book import as_line
from tests.support.databases import Databases
from tests.support.farm import harvested, packed, planted, registry, shipped

PERIOD = ("--from", "2026-09-01", "--to", "2026-09-30")


class Shell:
    """Runs commands on one database, as a person in a terminal would."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder = folder
        self.runner = CliRunner(
            env={"LOTBOOK_DATABASE_URL": url, "LOTBOOK_DATA": str(folder), "LOTBOOK_PUBLIC_URL": "https://lots.example"}
        )

    def __call__(self, *words: str, stdin: bytes | None = None) -> Result:
        result = self.runner.invoke(main, words, input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def file(self, *lines: dict[str, Any] | bytes) -> str:
        path = self.folder / "book.jsonl"
        path.write_bytes(b"\n".join(as_line(line) for line in lines))
        return str(path)


@contextmanager
def answering(url: str, folder: Path) -> Iterator[Callable[[str, dict[str, Any]], dict[str, Any]]]:
    """Let a test ask as an inspection does, on the database that the commands work on."""
    app = create_app(Settings(database_url=url, data=folder, public_url="https://lots.example"))
    with app.app_context():
        with reading() as session:
            operation_id = the_operation(session, None).id
        yield lambda kind, query: perform(operation_id, kind, query, Asker(), now())[0]
        db.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], scope="module")
def empty_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """A database without a table: commands make their own."""
    url = databases.empty(request.param)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
def lotbook(empty_url: str, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A farm that harvested 60 bins, packed 10 of them and shipped half of the boxes."""
    shell = Shell(empty_url, tmp_path_factory.mktemp("data"))
    facts = [planted(), harvested("H-1", 60), packed("H-1", 10, "P-1", 220), shipped("P-1", 110, time="10:00:00")]
    result = shell("import", shell.file(*registry("creek"), *facts))
    assert result.exit_code == 0, result.output
    return shell


class TestHelp:
    def test_help_names_every_command(self) -> None:
        shown = CliRunner().invoke(main, ["--help"]).output

        for command in ("serve", "demo", "import", "export", "balance", "trace", "labels", "token", "rebuild"):
            assert command in shown

    def test_nothing_heavy_is_loaded_before_it_is_needed(self) -> None:
        code = "import sys, lotbook.cli; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
        loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

        assert not {"flask", "sqlalchemy", "alembic", "marshmallow", "msgspec", "typst", "gunicorn"} & set(loaded)

    def test_the_version_is_that_of_the_package(self) -> None:
        assert __version__ in CliRunner().invoke(main, ["--version"]).output


class TestUsage:
    @pytest.mark.parametrize(
        "words",
        [
            ("fly",),
            ("balance", *PERIOD),
            ("balance", "--commodity", "apple", "--lot", "H-1", *PERIOD),
            ("balance", "--commodity", "apple"),
            ("trace", "sideways", "H-1"),
            ("trace", "back"),
            ("import",),
            ("import", "no-such-file.jsonl"),
            ("token", "create"),
            ("token", "create", "--role", "king"),
            ("labels", "tags"),
            ("labels", "tags", "--count", "four"),
            ("labels", "lot"),
            ("labels", "lot", "H-1", "--paper", "a5"),
        ],
    )
    def test_bad_usage_exits_with_2_and_prints_nothing_on_standard_output(
        self, lotbook: Shell, words: tuple[str, ...]
    ) -> None:
        result = lotbook(*words)

        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (("balance", "--commodity", "kiwi", *PERIOD), "kiwi"),
            (("balance", "--commodity", "apple", "--from", "2026-13-01", "--to", "2026-09-30"), "2026-13-01"),
            (("balance", "--commodity", "apple", "--from", "2026-09-30", "--to", "2026-09-01"), "after"),
            (("balance", "--commodity", "apple", "--status", "bio", *PERIOD), "bio"),
            (("trace", "back", "H-7"), "H-7"),
            (("export", "--operation", "other"), "other"),
            (("rebuild", "--operation", "other"), "other"),
            (("token", "create", "--role", "crew", "--days", "0"), ""),
            (("labels", "lot", "H-7"), "H-7"),
            (("labels", "tags", "--count", "0"), "1 to"),
        ],
    )
    def test_a_bad_input_exits_with_1_and_a_sentence_on_standard_error(
        self, lotbook: Shell, words: tuple[str, ...], sentence: str
    ) -> None:
        result = lotbook(*words)

        assert result.exit_code == 1
        assert result.stdout == ""
        assert result.stderr.startswith("error: ")
        assert sentence in result.stderr

    @pytest.mark.parametrize("url", ["oracle-of-delphi", "postgresql://nobody@127.0.0.1:9/none"])
    def test_a_database_that_is_not_there_is_said_in_a_sentence(self, tmp_path: Path, url: str) -> None:
        result = Shell(url, tmp_path)("export")

        assert result.exit_code == 1
        assert result.stderr.startswith("error: The database cannot be used")


class TestAtOnce:
    def test_two_commands_write_one_after_the_other_and_lose_nothing(
        self, databases: Databases, empty_url: str, tmp_path: Path
    ) -> None:
        url = databases.empty("sqlite" if empty_url.startswith("sqlite") else "postgresql")
        shell = Shell(url, tmp_path)
        shell("import", shell.file({"type": "operation", "code": "busy"}))
        files = []
        for number in range(2):
            facts = [as_line(harvested(f"H-{number}")) for _ in range(50)]
            files.append(tmp_path / f"{number}.jsonl")
            files[-1].write_bytes(b"\n".join(facts))
        command = [sys.executable, "-m", "lotbook.cli", "import", "--operation", "busy"]
        environment = {**os.environ, "LOTBOOK_DATABASE_URL": url, "LOTBOOK_DATA": str(tmp_path)}

        both = [subprocess.Popen([*command, str(file)], env=environment) for file in files]
        statuses = [one.wait(timeout=120) for one in both]

        assert statuses == [0, 0]
        lines = shell("export", "--operation", "busy").stdout_bytes.splitlines()
        assert len(lines) == 101
        assert shell("rebuild", "--operation", "busy").stdout == ""


class TestImportExport:
    def test_an_export_imported_again_changes_nothing(self, lotbook: Shell) -> None:
        before = lotbook("export").stdout_bytes

        again = lotbook("import", "-", stdin=before)

        assert again.exit_code == 0
        assert "0 taken" in again.stdout
        assert lotbook("export").stdout_bytes == before
        assert json.loads(before.splitlines()[0])["type"] == "operation"

    def test_bad_lines_are_named_on_standard_error_and_the_good_are_taken(self, lotbook: Shell) -> None:
        note = {"kind": "note", "id": "019a0000-0000-7000-8000-000000000001", "at": "2026-09-12T09:00:00Z"}
        file = lotbook.file(b"{", {"kind": "dance"}, note)

        result = lotbook("import", file, "--operation", "creek")

        assert result.exit_code == 1
        assert "1 taken" in result.stdout
        faults = [line for line in result.stderr.splitlines() if line.startswith("line ")]
        assert [fault.partition(":")[0] for fault in faults] == ["line 1", "line 2"]
        assert "not JSON" in faults[0]

    def test_what_is_odd_in_a_file_is_said_on_standard_error_and_is_no_fault(self, lotbook: Shell) -> None:
        result = lotbook("import", lotbook.file({"type": "event", **shipped("P-77", 1)}), "--operation", "creek")

        assert result.exit_code == 0
        assert "1 taken" in result.stdout
        assert "findings: " in result.stderr

    def test_where_there_are_two_operations_one_must_be_named(self, databases: Databases, tmp_path: Path) -> None:
        shell = Shell(databases.empty("sqlite"), tmp_path)
        nothing = shell("export")
        for code in ("creek", "river"):
            assert shell("import", shell.file({"type": "operation", "code": code})).exit_code == 0

        unnamed, named = shell("export"), shell("export", "--operation", "river")

        assert nothing.exit_code == unnamed.exit_code == 1
        assert "--operation" in unnamed.stderr
        assert json.loads(named.stdout)["code"] == "river"


class TestReadings:
    def test_a_balance_is_a_ledger_for_people_and_the_contract_s_json_for_programs(self, lotbook: Shell) -> None:
        people = lotbook("balance", "--commodity", "apple", *PERIOD)
        programs = lotbook("balance", "--commodity", "apple", *PERIOD, "--json")
        found = json.loads(programs.stdout)

        assert people.exit_code == programs.exit_code == 0
        assert found["scope"] == {"commodity": "apple"}
        assert {line["account"]: line["mass"] for line in found["lines"]}["harvested"] == "55500.000"
        assert "harvested" in people.stdout
        assert "55,500.000" in people.stdout
        assert f"Verdict: {found['verdict']}" in people.stdout
        assert programs.stderr == ""

    def test_a_trace_back_names_the_planting_and_forward_the_customer(self, lotbook: Shell) -> None:
        back, forward = lotbook("trace", "back", "P-1"), lotbook("trace", "forward", "H-1")
        found = json.loads(lotbook("trace", "back", "P-1", "--json").stdout)

        assert back.exit_code == forward.exit_code == 0
        assert "PL-B4" in back.stdout
        assert "valley-market" in forward.stdout
        assert {one["lot"] for one in found["lots"]} == {"H-1", "PL-B4"}

    def test_a_rebuild_finds_nothing(self, lotbook: Shell) -> None:
        result = lotbook("rebuild")

        assert (result.exit_code, result.stdout) == (0, "")


class TestLabelsAndTokens:
    @pytest.mark.parametrize(
        "words",
        [
            ("tags", "--count", "3"),
            ("tags", "--count", "3", "--paper", "a4", "--language", "es"),
            ("place", "B4", "SHED"),
            ("lot", "H-1", "P-1", "--paper", "5160", "--start", "4", "--spare", "6", "--reprint"),
        ],
    )
    def test_labels_are_a_pdf_on_standard_output(self, lotbook: Shell, words: tuple[str, ...]) -> None:
        result = lotbook("labels", *words)

        assert result.exit_code == 0, result.stderr
        assert result.stdout_bytes.startswith(b"%PDF-")

    def test_a_token_is_all_that_is_printed(self, lotbook: Shell) -> None:
        result = lotbook("token", "create", "--role", "office", "--days", "90")

        assert result.exit_code == 0
        assert result.stdout.count("\n") == 1
        assert result.stdout.startswith("creek.")
        assert result.stderr == ""


class TestAsOf:
    def test_an_answer_is_made_again_from_the_book_alone(self, lotbook: Shell, empty_url: str) -> None:
        with answering(empty_url, lotbook.folder) as seal:
            seal("balance", {"commodity": "apple", "from": "2026-09-01", "to": "2026-09-30"})
            exercise = seal("draw", {"what": "lot", "word": "hat"})
        seq = exercise["as_of"]["seq"]

        same = lotbook("rebuild", "--as-of", str(seq))
        nothing = lotbook("rebuild", "--as-of", "1")

        assert same.exit_code == 0, same.output
        assert same.stdout == f"exercise {exercise['number']} (draw): the same answer, {exercise['result']}\n"
        assert nothing.exit_code == 1
        assert str(seq) in nothing.stderr


class TestReport:
    @pytest.mark.parametrize(
        ("format_", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("json", b"{"), ("csv", b"\xef")]
    )
    def test_a_report_comes_in_every_format(self, lotbook: Shell, format_: str, begins: bytes) -> None:
        balance = lotbook("report", "balance", "--commodity", "apple", *PERIOD, "--format", format_)
        trace = lotbook("report", "trace", "back", "P-1", "--format", format_, "--language", "es")

        assert balance.stdout_bytes.startswith(begins)
        assert trace.stdout_bytes.startswith(begins)

    def test_a_report_of_nothing_that_the_book_knows_is_refused(self, lotbook: Shell) -> None:
        unknown = lotbook("report", "trace", "back", "P-9", "--format", "csv")

        assert unknown.exit_code == 1
        assert "P-9" in unknown.stderr


class TestBackup:
    @pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
    def shell(self, request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[Shell]:
        """A database of the test's own, because it is put back in the midst of it."""
        url = databases.empty(request.param)
        yield Shell(url, tmp_path)
        databases.drop(url)

    def test_a_book_is_backed_up_into_a_folder_and_put_back(self, shell: Shell, tmp_path: Path) -> None:
        shell("import", shell.file(*registry("cold-creek"), planted(), harvested("H1")))
        exported = shell("export").stdout
        shelf = tmp_path / "shelf"
        shelf.mkdir()

        assert "it is whole" in shell("backup", str(shelf), "--keep", "1").stdout
        again = shell("backup", str(shelf), "--keep", "1").stdout
        [kept] = shelf.iterdir()
        refused = shell("restore", str(kept))
        done = shell("restore", str(kept), "--replace")

        assert "older than the newest 1" in again
        assert refused.exit_code == 1
        assert "--replace" in refused.stderr
        assert done.exit_code == 0
        assert "A new epoch began" in done.stdout
        assert shell("export").stdout == exported
        assert shell("rebuild").stdout == ""

    def test_a_file_that_is_no_backup_is_refused_in_a_sentence(self, shell: Shell, tmp_path: Path) -> None:
        (tmp_path / "thesis.zip").write_text("my thesis")

        refused = shell("restore", str(tmp_path / "thesis.zip"))

        assert refused.exit_code == 1
        assert refused.stderr.startswith("error: thesis.zip:")

    def test_keep_needs_a_folder(self, shell: Shell, tmp_path: Path) -> None:
        assert shell("backup", str(tmp_path / "one.zip"), "--keep", "3").exit_code == 2
