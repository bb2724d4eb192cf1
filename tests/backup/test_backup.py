"""A backup is whole or there is none, and a book put back from it is the same book in a new epoch."""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotbook.backup import actions, folder
from lotbook.backup.archive import UNREADABLE, Damaged, Writer
from lotbook.backup.verify import verify
from lotbook.errors import Problem
from lotbook.kit.jsonbytes import sha256_hex
from lotbook.upgrade import downgrade, upgrade
from tests.backup.conftest import Place, some_season
from tests.support.book import Book
from tests.support.farm import Farm, harvested

Install = Callable[[str], Place]
DIALECTS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
BOTH_WAYS = [
    ("sqlite", "sqlite"),
    pytest.param("sqlite", "postgresql", marks=pytest.mark.postgres),
    pytest.param("postgresql", "sqlite", marks=pytest.mark.postgres),
    pytest.param("postgresql", "postgresql", marks=pytest.mark.postgres),
]
PAPER = b"%PDF-1.4 a certificate"


def keep_paper(farm: Farm) -> str:
    sha256 = sha256_hex(PAPER)
    assert farm.call("PUT", f"/files/{sha256}", data=PAPER).status_code == 201
    return sha256


def moved(farm: Farm, place: Place) -> Farm:
    """The same farm where it was put back, its tokens and all."""
    return Farm(place.app, farm.code, farm.id, farm.tokens)


class TestRoundTrip:
    @pytest.mark.parametrize(("source", "target"), BOTH_WAYS)
    def test_a_book_comes_back_byte_for_byte_with_its_readings_papers_and_phones(
        self, installed: Install, tmp_path: Path, source: str, target: str
    ) -> None:
        old, new = installed(source), installed(target)
        farm = some_season(old.app)
        paper = keep_paper(farm)

        old.backup(tmp_path / "one.zip")
        done = new.restore(tmp_path / "one.zip")

        there = moved(farm, new)
        assert Book(new.app, farm.code).lines() == Book(old.app, farm.code).lines()
        assert there.get("/lots").get_json() == farm.get("/lots").get_json()
        assert there.get(f"/files/{paper}").data == PAPER
        assert there.get("/devices").get_json() == farm.get("/devices").get_json()
        assert there.get("/quarantine").get_json() == farm.get("/quarantine").get_json()
        assert done.files == 1
        there.record(harvested("H9"))
        assert there.head() == farm.head() + 1

    def test_a_backup_of_an_older_version_comes_back_in_this_one(self, installed: Install, tmp_path: Path) -> None:
        old, new = installed("sqlite"), installed("sqlite")
        farm = some_season(old.app)
        lines = Book(old.app, farm.code).lines()
        downgrade(old.settings.database_url, "0005")
        # What this version notes afterwards has no room in that one's tables.
        old.do(actions.write_archive, tmp_path / "one.zip", old.settings.files)
        upgrade(old.settings.database_url)

        new.restore(tmp_path / "one.zip")

        assert Book(new.app, farm.code).lines() == lines
        assert moved(farm, new).get("/findings").status_code == 200


class TestRefusals:
    def test_nothing_is_put_over_a_book_that_is_there(self, installed: Install, tmp_path: Path) -> None:
        place = installed("sqlite")
        farm = some_season(place.app)
        place.backup(tmp_path / "one.zip")
        farm.record(harvested("H9"))
        head = farm.head()

        with pytest.raises(Problem, match="holds a book"):
            place.restore(tmp_path / "one.zip")

        assert farm.head() == head
        place.restore(tmp_path / "one.zip", replace=True)
        assert farm.head() == head - 1

    def test_a_file_that_is_there_is_not_written_over(self, installed: Install, tmp_path: Path) -> None:
        place = installed("sqlite")
        (tmp_path / "one.zip").write_text("my thesis")

        with pytest.raises(Problem, match="not written over"):
            place.backup(tmp_path / "one.zip")

        assert (tmp_path / "one.zip").read_text() == "my thesis"

    @pytest.mark.parametrize("damage", ["cut", "flipped", "other bytes", "entry", "contents"])
    def test_a_damaged_backup_is_refused_before_anything_is_touched(
        self, installed: Install, tmp_path: Path, damage: str
    ) -> None:
        old, new = installed("sqlite"), installed("sqlite")
        farm = some_season(old.app)
        keep_paper(farm)
        good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
        old.backup(good)
        DAMAGE[damage](good, bad)

        with pytest.raises(Problem) as refused:
            new.restore(bad)

        assert refused.value.code == "backup_damaged"
        assert moved(farm, new).get("/lots").status_code == 401  # no operation is there
        assert not list(new.settings.files.rglob("*"))

    def test_no_byte_can_be_changed_unnoticed_where_it_matters(self, installed: Install, tmp_path: Path) -> None:
        old = installed("sqlite")
        keep_paper(some_season(old.app))
        good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
        contents = old.backup(good).contents
        data = good.read_bytes()

        @settings(max_examples=150, deadline=None)
        @given(place=st.integers(0, len(data) - 1), flip=st.integers(1, 255))
        def change(place: int, flip: int) -> None:
            bad.write_bytes(data[:place] + bytes([data[place] ^ flip]) + data[place + 1 :])
            try:
                with zipfile.ZipFile(bad) as archive:
                    found = verify(archive)
            except (Damaged, *UNREADABLE):
                return
            assert found == contents  # a date in a header of the ZIP, say

        change()

    def test_a_backup_of_a_newer_version_is_refused(self, installed: Install, tmp_path: Path) -> None:
        old, new = installed("sqlite"), installed("sqlite")
        some_season(old.app)
        old.backup(tmp_path / "good.zip")
        manifest, revision = "lotbook-backup.json", b'"revision": "'
        rewrite(tmp_path / "good.zip", tmp_path / "newer.zip", manifest, revision, revision + b"9")

        with pytest.raises(Problem) as refused:
            new.restore(tmp_path / "newer.zip")

        assert refused.value.code == "backup_of_another_version"

    def test_a_backup_that_could_not_be_read_back_is_not_left_behind(
        self, installed: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = installed("sqlite")
        farm = some_season(place.app)
        honest = Writer.table

        def forgetful(self: Writer, name: str, columns: list[str], batches: Any) -> Any:
            return honest(self, name, columns, [] if name == "entry" else batches)

        monkeypatch.setattr(Writer, "table", forgetful)
        with pytest.raises(Problem, match="should end at"):
            place.backup(tmp_path / "one.zip")

        assert list(tmp_path.glob("*.zip*")) == []
        phone = farm.enrol(8)
        assert farm.push(phone).get_json()["durable_through"] is None


class TestDurability:
    @pytest.mark.parametrize("dialect", DIALECTS)
    def test_a_phone_is_told_up_to_where_the_newest_backup_reaches(
        self, installed: Install, tmp_path: Path, dialect: str
    ) -> None:
        place = installed(dialect)
        farm = some_season(place.app)
        phone = farm.enrol(8)
        assert farm.push(phone).get_json()["durable_through"] is None

        head = farm.head()
        place.backup(tmp_path / "one.zip")

        assert farm.push(phone, phone.record(harvested("H5"))).get_json()["durable_through"] == head
        place.restore(tmp_path / "one.zip", replace=True)
        assert farm.push(phone).get_json()["durable_through"] is None  # of another epoch

    def test_a_folder_keeps_the_newest_and_leaves_other_files_alone(self, installed: Install, tmp_path: Path) -> None:
        place = installed("sqlite")
        some_season(place.app)
        shelf = tmp_path / "shelf"
        shelf.mkdir()
        (shelf / "lotbook-2001-notes.zip").write_text("not ours")
        made = [folder.name_in(shelf) for _ in range(3)]
        for one in made:
            place.backup(one)

        assert folder.forget_older(shelf, 2) == made[:1]
        assert sorted(shelf.iterdir()) == sorted([*made[1:], shelf / "lotbook-2001-notes.zip"])
        assert made[2].stat().st_mode & 0o077 == 0  # passwords' hashes are for nobody else


class TestWhatWasLost:
    @pytest.mark.parametrize("dialect", DIALECTS)
    def test_phones_bring_back_what_a_restore_lost_also_after_a_second_from_the_same_backup(
        self, installed: Install, tmp_path: Path, dialect: str
    ) -> None:
        place = installed(dialect)
        farm = some_season(place.app)
        phone = farm.enrol(8)
        before, after = [phone.record(harvested(f"H-{n}")) for n in (1, 2)], []
        epochs = [farm.push(phone, *before).get_json()["epoch"]]
        place.backup(tmp_path / "one.zip")
        for round_ in range(2):
            after.append(phone.record(harvested(f"L-{round_}")))
            farm.push(phone, after[-1])
            place.restore(tmp_path / "one.zip", replace=True)

            told = farm.push(phone).get_json()
            epochs.append(told["epoch"])
            have = [[1, phone.dseq]]
            missing = farm.post("/sync/reconcile", {"dev": phone.device, "have": have}, phone.token).get_json()

            assert told["device"]["high"] == 2
            assert missing["missing"] == [[3, phone.dseq]]
            assert farm.get("/sync/pull?cursor=" + f"{epochs[-2]}.5", phone.token).get_json()["reset"] is True
            answered = farm.push(phone, *after).get_json()["results"]
            assert [one["status"] for one in answered] == ["accepted"] * len(after)
            assert [one["status"] for one in farm.push(phone, *before).get_json()["results"]] == ["duplicate"] * 2

        assert len(set(epochs)) == 3
        for lot in ("H-1", "H-2", "L-0", "L-1"):
            assert farm.get(f"/lots/{lot}").get_json()["units"] == {"bin": "1"}

    def test_a_phone_that_has_not_called_since_is_a_finding_until_it_does(
        self, installed: Install, tmp_path: Path
    ) -> None:
        place = installed("sqlite")
        farm = some_season(place.app)
        phone = farm.enrol(8)
        place.backup(tmp_path / "one.zip")
        place.restore(tmp_path / "one.zip", replace=True)

        assert phone.device in waited_for(farm)
        farm.push(phone)
        assert phone.device not in waited_for(farm)

    def test_a_phone_that_was_let_in_after_the_backup_comes_back_as_itself(
        self, installed: Install, tmp_path: Path
    ) -> None:
        place = installed("sqlite")
        farm = some_season(place.app)
        place.backup(tmp_path / "one.zip")
        phone = farm.enrol(8)
        lost = [phone.record(harvested("H-1")), phone.record(harvested("H-2"))]
        farm.push(phone, *lost)
        place.restore(tmp_path / "one.zip", replace=True)
        assert farm.push(phone).status_code == 401

        code = farm.post("/enrolments").get_json()["code"]
        again = {"code": code, "jwk": phone.key.jwk, "device": phone.device}
        answer = farm.post("/devices", again, None).get_json()

        assert answer["device"] == phone.device
        phone.token = answer["token"]
        assert farm.push(phone).get_json()["device"]["high"] == 0
        assert [one["status"] for one in farm.push(phone, *lost).get_json()["results"]] == ["accepted"] * 2


def waited_for(farm: Farm) -> list[str]:
    found = farm.get("/findings").get_json()["findings"]
    return [one["about"]["device"] for one in found if one["code"] == "device_before_restore"]


def rewrite(good: Path, bad: Path, name: str, old: bytes, new: bytes, *, honest: bool = False) -> None:
    """Copy an archive with one member changed; `honest` also mends the hash in its table of contents."""
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        members = {one.filename: source.read(one) for one in source.infolist()}
    was = hashlib.sha256(members[name]).hexdigest().encode()
    assert old in members[name]
    members[name] = members[name].replace(old, new, 1)
    if honest:
        now = hashlib.sha256(members[name]).hexdigest().encode()
        members["lotbook-backup.json"] = members["lotbook-backup.json"].replace(was, now)
    with zipfile.ZipFile(bad, "w") as target:
        for member, data in members.items():
            target.writestr(member, data)


def cut(good: Path, bad: Path) -> None:
    bad.write_bytes(good.read_bytes()[:-200])


def flip(good: Path, bad: Path) -> None:
    data = bytearray(good.read_bytes())
    data[len(data) // 3] ^= 1
    bad.write_bytes(data)


def forge_entry(good: Path, bad: Path) -> None:
    """Change a book and all hashes but the entry's own."""
    with zipfile.ZipFile(good) as archive:
        first = archive.read("tables/entry.jsonl").split(b"\n")[0]
    body = first.rsplit(b'"', 2)[1]
    rewrite(good, bad, "tables/entry.jsonl", body, body[:-4] + b"AAA=", honest=True)


def paper_member(good: Path) -> str:
    with zipfile.ZipFile(good) as archive:
        return next(name for name in archive.namelist() if name.startswith("files/"))


DAMAGE: dict[str, Callable[[Path, Path], None]] = {
    "cut": cut,
    "flipped": flip,
    "other bytes": lambda good, bad: rewrite(good, bad, paper_member(good), b"certificate", b"certificats"),
    "entry": forge_entry,
    "contents": lambda good, bad: rewrite(good, bad, "lotbook-backup.json", b'"v": 1', b'"v": 2'),
}
