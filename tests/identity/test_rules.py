"""Who may record what (2-contract.md, "Rights")."""

import pytest

from lotbook.book.events import EVENT_TYPES
from lotbook.identity.rules import (
    highest,
    is_good_password,
    may_change_person,
    may_correct,
    may_grant,
    may_record,
    recorder_role,
)

CREW = {"plant", "apply", "harvest", "weigh", "move", "tag", "clean", "note", "hold"}
PACKER = {"receive", "pack", "ship", "return", "dispose", "count", "reclassify"}
OFFICE = {"open", "adjust", "invoice"}


class TestWhoMayRecord:
    def test_every_kind_is_somebodys(self) -> None:
        assert CREW | PACKER | OFFICE | {"void"} == set(EVENT_TYPES)

    @pytest.mark.parametrize("kind", sorted(EVENT_TYPES))
    def test_the_office_and_the_owner_record_everything(self, kind: str) -> None:
        assert may_record("office", kind)
        assert may_record("owner", kind)

    @pytest.mark.parametrize("kind", sorted(EVENT_TYPES))
    def test_an_inspector_records_nothing(self, kind: str) -> None:
        assert not may_record("inspector", kind)

    @pytest.mark.parametrize("kind", sorted(EVENT_TYPES))
    def test_crew_records_field_work(self, kind: str) -> None:
        assert may_record("crew", kind) == (kind in CREW | {"void"})

    @pytest.mark.parametrize("kind", sorted(EVENT_TYPES))
    def test_a_packer_records_the_shed_too(self, kind: str) -> None:
        assert may_record("packer", kind) == (kind in CREW | PACKER | {"void"})


class TestAsWhatAPhonesRecordCounts:
    def test_an_owner_on_a_crew_phone_counts_as_crew(self) -> None:
        assert recorder_role("crew", ["owner"]) == "crew"

    def test_crew_on_an_office_phone_counts_as_crew(self) -> None:
        assert recorder_role("office", ["crew"]) == "crew"

    def test_the_highest_of_a_persons_roles_counts(self) -> None:
        assert recorder_role("office", ["crew", "packer"]) == "packer"

    def test_a_person_whom_nobody_knows_yet_counts_as_crew(self) -> None:
        assert recorder_role("office", None) == "crew"

    def test_a_person_without_any_role_records_nothing(self) -> None:
        assert recorder_role("crew", []) == "inspector"

    def test_a_role_that_does_not_exist_gives_nothing(self) -> None:
        assert highest(["king"]) is None


class TestCorrections:
    def test_crew_corrects_its_own_phones_record_of_the_day(self) -> None:
        assert may_correct("crew", own_phone=True, same_day=True)

    @pytest.mark.parametrize(("own_phone", "same_day"), [(True, False), (False, True), (False, False)])
    def test_crew_corrects_nothing_else(self, own_phone: bool, same_day: bool) -> None:
        assert not may_correct("crew", own_phone=own_phone, same_day=same_day)
        assert not may_correct("packer", own_phone=own_phone, same_day=same_day)

    def test_the_office_corrects_anything(self) -> None:
        assert may_correct("office", own_phone=False, same_day=False)


class TestGranting:
    def test_the_office_makes_crew_and_office_but_no_owner(self) -> None:
        assert may_grant("office", [], ["crew", "office"])
        assert not may_grant("office", [], ["owner"])
        assert not may_grant("office", ["owner"], [])

    def test_the_office_may_not_touch_an_owner(self) -> None:
        assert not may_change_person("office", ["owner", "crew"])
        assert may_change_person("owner", ["owner"])

    def test_crew_grants_nothing(self) -> None:
        assert not may_grant("crew", [], ["crew"])


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaa", "1234567890", "x" * 201])
def test_a_weak_password_is_refused(password: str) -> None:
    assert not is_good_password(password)


def test_a_long_sentence_is_a_good_password() -> None:
    assert is_good_password("blue tractor under the oak")
