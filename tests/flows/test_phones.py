"""Two phones, a shed wifi that drops, and an office: from enrolment to the book."""

import gzip
import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lotbook.db import writing
from lotbook.identity.models import Device, Operation
from lotbook.kit.clock import micros, now
from lotbook.kit.jsonbytes import sha256_hex
from lotbook.lots.actions import record_registry
from lotbook.lots.rebuild import rebuild
from tests.support.farm import Farm, event, harvested, kind_examples, packed, planted
from tests.support.phone import Key, Phone

pytestmark = pytest.mark.filterwarnings("error")


def statuses(response: Any) -> list[str]:
    return [result["status"] for result in response.get_json()["results"]]


class TestEnrolment:
    def test_a_code_lets_one_phone_in_and_says_all_that_it_needs(self, farm: Farm) -> None:
        offer = farm.post("/enrolments", {"role": "packer"}).get_json()
        key = Key.from_number(21)

        answer = farm.post("/devices", {"code": offer["code"], "name": "Shed", "jwk": key.jwk}, None)

        assert offer["code"].startswith(f"{farm.code}.")
        assert offer["url"] == f"http://localhost:8000/E/{farm.code.upper()}/{offer['code'].partition('.')[2]}"
        assert answer.status_code == 200
        body = answer.get_json()
        assert body["role"] == "packer"
        assert body["token"].startswith(f"{farm.code}.")
        assert body["operation"]["timezone"] == "America/Los_Angeles"
        assert body["epoch"]
        assert body["log_key"] is None

    def test_a_lost_reply_is_given_again_and_makes_no_second_phone(self, farm: Farm) -> None:
        code = farm.post("/enrolments").get_json()["code"]
        request = {"code": code, "name": "Shed", "jwk": Key.from_number(21).jwk}

        first, again = (farm.post("/devices", request, None).get_json() for _ in range(2))

        assert first == again
        assert len(farm.get("/devices").get_json()["devices"]) == 1

    def test_another_key_is_refused_for_a_code_that_was_used(self, farm: Farm) -> None:
        code = farm.post("/enrolments").get_json()["code"]
        farm.post("/devices", {"code": code, "jwk": Key.from_number(21).jwk}, None)

        answer = farm.post("/devices", {"code": code, "jwk": Key.from_number(22).jwk}, None)

        assert answer.status_code == 403
        assert answer.get_json()["code"] == "enrolment_refused"

    def test_a_code_typed_by_hand_may_have_spaces_and_small_letters(self, farm: Farm) -> None:
        operation, _, code = farm.post("/enrolments").get_json()["code"].partition(".")
        typed = f"{operation.upper()}.{code[:5].lower()} {code[5:10]}-{code[10:]}"

        assert farm.post("/devices", {"code": typed, "jwk": Key.from_number(21).jwk}, None).status_code == 200

    def test_an_enrolment_and_a_revocation_are_entries_of_the_book(self, farm: Farm) -> None:
        phone = farm.enrol(21, name="Shed")
        farm.delete(f"/devices/{phone.device}")

        entries = farm.get("/entries?limit=1000").get_json()["entries"]
        lives = [entry for entry in entries if entry["type"] == "device"]

        assert [life["status"] for life in lives] == ["active", "revoked"]
        assert all(life["jwk"] == phone.key.jwk for life in lives)

    def test_without_a_word_a_code_is_for_crew(self, farm: Farm) -> None:
        offer = farm.call("POST", "/enrolments")

        assert offer.status_code == 201
        request = {"code": offer.get_json()["code"], "jwk": Key.from_number(21).jwk}
        assert farm.post("/devices", request, None).get_json()["role"] == "crew"

    def test_nobody_below_the_office_lets_phones_in(self, farm: Farm) -> None:
        phone = farm.enrol(21, "office")
        for role in ("crew", "packer", "inspector", phone.token):
            assert farm.post("/enrolments", {}, role).status_code == 403


class TestPush:
    def test_what_two_phones_recorded_is_in_the_book_in_one_order(self, farm: Farm) -> None:
        one, two = farm.enrol(31), farm.enrol(32)

        first = farm.push(one, one.record(planted()), one.record(harvested("H1")))
        second = farm.push(two, two.record(harvested("H2")))

        assert statuses(first) == ["accepted", "accepted"]
        assert statuses(second) == ["accepted"]
        seqs = [result["seq"] for result in first.get_json()["results"] + second.get_json()["results"]]
        assert seqs == list(range(seqs[0], seqs[0] + 3))
        body = first.get_json()
        assert body["device"] == {"high": 2, "missing": [], "state": "active", "twice": False}
        assert body["durable_through"] is None
        assert body["checkpoint"] is None

    def test_the_answer_repeats_id_and_hash_of_the_bytes_that_were_sent(self, farm: Farm) -> None:
        phone = farm.enrol(31)
        fact = harvested("H1")
        jws = phone.record(fact)

        [result] = farm.push(phone, jws).get_json()["results"]

        assert result["id"] == fact["id"]
        assert result["sha256"] == sha256_hex(jws.encode())

    def test_a_batch_whose_reply_was_lost_is_sent_again_and_counts_once(self, farm: Farm) -> None:
        phone = farm.enrol(31)
        batch = [phone.record(harvested("H1")), phone.record(harvested("H2"))]
        first = farm.push(phone, *batch).get_json()["results"]
        head = farm.head()

        again = farm.push(phone, *batch, batch[0])

        assert statuses(again) == ["duplicate"] * 3
        assert [result["seq"] for result in again.get_json()["results"][:2]] == [r["seq"] for r in first]
        assert farm.head() == head

    def test_one_bad_record_does_not_hold_up_the_others(self, farm: Farm) -> None:
        phone, stranger = farm.enrol(31), Phone(Key.from_number(99), device="nobody")
        good = phone.record(harvested("H1"))
        forged = Phone(Key.from_number(99), phone.device).record(harvested("H2"))
        broken = phone.record({**harvested("H3"), "quantity": "many"})
        future = phone.record({**harvested("H4"), "v": 9})

        answer = farm.push(phone, good, forged, "no jws", 5, stranger.record(harvested("H5")), broken, future)

        assert [(r["status"], r["reason"]) for r in answer.get_json()["results"]] == [
            ("accepted", None),
            ("quarantined", "bad_signature"),
            ("quarantined", "malformed"),
            ("quarantined", "malformed"),
            ("quarantined", "unknown_device"),
            ("quarantined", "malformed"),
            ("quarantined", "unknown_version"),
        ]
        assert answer.get_json()["device"] == {"high": 3, "missing": [], "state": "active", "twice": False}
        waiting = farm.get("/quarantine").get_json()["entries"]
        assert len(waiting) == 6
        assert forged in [entry["body"] for entry in waiting]

    def test_the_same_id_with_other_bytes_is_kept_apart(self, farm: Farm) -> None:
        phone = farm.enrol(31)
        fact = harvested("H1")

        answer = farm.push(phone, phone.record(fact), phone.record({**fact, "lot": "H2"}))

        assert statuses(answer) == ["accepted", "quarantined"]
        assert answer.get_json()["results"][1]["reason"] == "id_taken"

    def test_gaps_are_told_and_close(self, farm: Farm) -> None:
        phone = farm.enrol(31)
        batch = [phone.record(harvested(f"H{number}")) for number in range(5)]

        assert farm.push(phone, batch[0], batch[4]).get_json()["device"]["missing"] == [[2, 4]]
        assert farm.push(phone, batch[2]).get_json()["device"]["missing"] == [[2, 2], [4, 4]]
        assert farm.push(phone, batch[3], batch[1]).get_json()["device"]["missing"] == []

    def test_a_phone_that_gave_a_number_twice_is_told(self, farm: Farm) -> None:
        phone = farm.enrol(31)
        copy = Phone(phone.key, phone.device, phone.token)
        first = phone.record(harvested("H1"))
        farm.push(phone, first)

        assert farm.push(phone, first).get_json()["device"]["twice"] is False
        assert farm.push(phone, copy.record(harvested("H2"))).get_json()["device"]["twice"] is True
        assert farm.push(phone, copy.record(harvested("H3"))).get_json()["device"]["twice"] is False

    def test_a_batch_may_come_packed(self, farm: Farm) -> None:
        phone = farm.enrol(31)
        body = gzip.compress(json.dumps({"events": [phone.record(harvested("H1"))]}).encode())
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/json", "X-Sync-Protocol": "1"}

        answer = farm.call("POST", "/sync/push", phone.token, data=body, headers=headers)

        assert statuses(answer) == ["accepted"]

    def test_an_empty_batch_is_a_greeting(self, farm: Farm) -> None:
        phone = farm.enrol(31)

        assert farm.push(phone).get_json()["results"] == []
        assert farm.get("/devices").get_json()["devices"][0]["seen_at"] is not None


class TestRights:
    def test_what_a_recorder_may_not_record_is_held_and_the_office_releases_it(self, farm: Farm) -> None:
        phone = farm.enrol(41, "crew")
        fact = packed("H1", 1, "P1", 20)

        [result] = farm.push(phone, phone.record(fact)).get_json()["results"]
        assert (result["status"], result["reason"]) == ("held", "role")
        assert farm.get("/lots/P1").status_code == 404
        answer = farm.post(f"/quarantine/{result['sha256']}/release")

        assert answer.status_code == 200, answer.text
        assert farm.get("/lots/P1").status_code == 200
        assert farm.get("/quarantine").get_json()["entries"] == []

    def test_crew_on_a_packers_phone_is_still_crew(self, farm: Farm) -> None:
        phone = farm.enrol(41, "packer")
        by_crew = phone.record({**packed("H1", 1, "P1", 20), "by": "p-crew"})
        by_packer = phone.record(packed("H1", 1, "P2", 20))
        by_nobody_known = phone.record({**packed("H1", 1, "P3", 20), "by": "new-picker"})
        by_inspector = phone.record({**harvested("H9"), "by": "p-inspector"})

        answer = farm.push(phone, by_crew, by_packer, by_nobody_known, by_inspector)

        assert statuses(answer) == ["held", "accepted", "held", "held"]

    @pytest.mark.parametrize("kind", sorted(set(kind_examples()) - {"void"}))
    def test_every_kind_by_role(self, farm: Farm, kind: str) -> None:
        crew = {"plant", "apply", "harvest", "weigh", "move", "tag", "clean", "note", "hold"}
        packer = crew | {"receive", "pack", "ship", "return", "dispose", "count", "reclassify"}
        expected = {"crew": kind in crew, "packer": kind in packer, "office": True, "owner": True}

        for role, allowed in expected.items():
            [result] = farm.record(kind_examples()[kind], role=role)
            assert result["status"] == ("accepted" if allowed else "held"), (role, result)

    def test_crew_corrects_its_own_phones_record_of_the_day_and_no_other(self, farm: Farm) -> None:
        mine, other = farm.enrol(41), farm.enrol(42)
        first, second = harvested("H1"), harvested("H2", day="2026-09-11")
        farm.push(mine, mine.record(first), mine.record(second))
        own = {**harvested("H1", 2), "replaces": first["id"]}
        old = event("void", event=second["id"], reason="twice")
        unknown = event("void", event="019a2f3e-0000-7000-8000-00000000dead", reason="twice")

        answer = farm.push(mine, mine.record(own), mine.record(old), mine.record(unknown))
        theirs = farm.push(other, other.record(event("void", event=own["id"], reason="mistake")))

        assert [(r["status"], r["reason"]) for r in answer.get_json()["results"]] == [
            ("accepted", None),
            ("held", "correction"),
            ("held", "correction"),
        ]
        assert statuses(theirs) == ["held"]

    def test_a_correction_in_the_same_batch_as_its_mistake_is_taken(self, farm: Farm) -> None:
        phone = farm.enrol(41)
        first = harvested("H1")

        answer = farm.push(phone, phone.record(first), phone.record(event("void", event=first["id"].upper())))

        assert statuses(answer) == ["accepted", "accepted"]

    def test_a_program_is_not_believed_to_be_a_phone(self, farm: Farm) -> None:
        phone = farm.enrol(41)
        first = harvested("H1")
        farm.push(phone, phone.record(first))

        forged = {**event("void", event=first["id"]), "dev": phone.device, "dseq": 2}
        [result] = farm.record(forged, role="crew")

        assert result["status"] == "held"
        assert farm.push(phone).get_json()["device"]["high"] == 1


class TestClones:
    """3-sync.md: two events with one (device, dseq) are a finding, never refused."""

    def told(self, farm: Farm) -> list[dict[str, Any]]:
        found = farm.get("/findings").get_json()["findings"]
        return [one for one in found if one["code"] == "device_cloned"]

    def test_two_records_of_one_number_are_in_the_book_and_a_finding(self, farm: Farm) -> None:
        phone = farm.enrol(45, name="Crew phone")
        copy = replace(phone)
        farm.push(phone, phone.record(harvested("H1")), phone.record(harvested("H2")))
        assert self.told(farm) == []

        assert statuses(farm.push(copy, copy.record(harvested("H3")))) == ["accepted"]

        (one,) = self.told(farm)
        assert (one["severity"], one["about"]) == ("critical", {"device": phone.device})
        assert one["args"] == {"count": 1, "first": 1, "last": 1, "name": "Crew phone"}
        assert farm.get("/today").get_json()["findings"]["critical"] == 1
        with farm.app.app_context(), writing() as session:
            assert rebuild(session, session.get_one(Operation, farm.id)) == []

    def test_what_somebody_said_of_it_does_not_hide_the_next_one(self, farm: Farm) -> None:
        phone = farm.enrol(46)
        copy = replace(phone)
        farm.push(phone, phone.record(harvested("H1")), phone.record(harvested("H2")))
        farm.push(copy, copy.record(harvested("H3")))
        (one,) = self.told(farm)
        farm.post(f"/findings/{one['key']}/acknowledge", {"reason": "put back from a copy"})
        assert self.told(farm)[0]["acknowledged"] is not None

        farm.push(copy, copy.record(harvested("H4")))

        (one,) = self.told(farm)
        assert one["acknowledged"] is None
        assert one["args"]["count"] == 2

    def test_a_record_that_is_sent_again_is_no_clone_and_a_signed_off_phone_closes_it(self, farm: Farm) -> None:
        phone = farm.enrol(47)
        copy, first = replace(phone), phone.record(harvested("H1"))
        farm.push(phone, first)
        farm.push(phone, first)
        assert self.told(farm) == []
        farm.push(copy, copy.record(harvested("H2")))
        assert len(self.told(farm)) == 1

        farm.delete(f"/devices/{phone.device}")

        assert self.told(farm) == []


class TestRevocation:
    def test_a_revoked_phones_records_land_in_quarantine_and_it_reads_nothing(self, farm: Farm) -> None:
        phone = farm.enrol(51)
        before = phone.record(harvested("H1"))
        farm.push(phone, before)
        assert farm.delete(f"/devices/{phone.device}").status_code == 204

        answer = farm.push(phone, before, phone.record(harvested("H2")))

        assert [(r["status"], r["reason"]) for r in answer.get_json()["results"]] == [
            ("duplicate", None),
            ("quarantined", "revoked_device"),
        ]
        assert answer.get_json()["device"]["state"] == "revoked"
        for path in ("/sync/pull", "/sync/snapshot", "/lots", "/places", "/operation"):
            refused = farm.get(path, phone.token)
            assert refused.status_code == 403
            assert refused.get_json()["code"] == "device_revoked"

    def test_revoking_twice_changes_nothing_more(self, farm: Farm) -> None:
        phone = farm.enrol(51)
        farm.delete(f"/devices/{phone.device}")
        head = farm.head()

        assert farm.delete(f"/devices/{phone.device}").status_code == 204
        assert farm.head() == head
        assert farm.delete("/devices/d-nobody").status_code == 404

    def test_a_code_that_was_used_by_a_revoked_phone_lets_nobody_in(self, farm: Farm) -> None:
        code = farm.post("/enrolments").get_json()["code"]
        request = {"code": code, "jwk": Key.from_number(51).jwk}
        device = farm.post("/devices", request, None).get_json()["device"]
        farm.delete(f"/devices/{device}")

        assert farm.post("/devices", request, None).status_code == 403


class TestReconcile:
    def test_after_a_restore_a_phone_learns_what_to_send_again(self, farm: Farm) -> None:
        phone = farm.enrol(61)
        batch = [phone.record(harvested(f"H{number}")) for number in range(6)]
        farm.push(phone, *batch[:2], batch[3])

        answer = farm.post("/sync/reconcile", {"dev": phone.device, "have": [[1, 6]]}, phone.token)

        assert answer.get_json() == {"missing": [[3, 3], [5, 6]], "through": farm.head()}

    def test_a_phone_asks_for_itself_only(self, farm: Farm) -> None:
        phone, other = farm.enrol(61), farm.enrol(62)

        assert farm.post("/sync/reconcile", {"dev": other.device, "have": []}, phone.token).status_code == 403


class TestImportOfAPhonesFile:
    def test_the_office_takes_in_the_records_of_a_phone_that_never_came_back(self, farm: Farm) -> None:
        phone = farm.enrol(71)
        batch = [phone.record(harvested(f"H{number}")) for number in range(3)]
        farm.push(phone, batch[0])

        lines = [{"dseq": number, "sent": False, "jws": jws} for number, jws in enumerate(batch, 1)]
        file = {"format": "lotbook-outbox", "v": 1, "device": phone.device, "events": lines}

        answer = farm.post("/sync/import", file)

        assert statuses(answer) == ["duplicate", "accepted", "accepted"]
        assert farm.push(phone).get_json()["device"] == {"high": 3, "missing": [], "state": "active", "twice": False}


class TestAPhoneOfAnotherServer:
    """A book that moved here has the keys of its phones, though not their tokens."""

    @pytest.fixture
    def old(self, farm: Farm) -> Phone:
        phone = Phone(Key.from_number(72), device="d-old")
        record = {"type": "device", "code": "d-old", "name": "Old", "jwk": phone.key.jwk, "role": "crew"}
        with farm.app.app_context(), writing() as session:
            record_registry(session, session.get_one(Operation, farm.id), {**record, "status": "active"}, None)
        return phone

    def test_its_records_are_proved_by_the_key_in_the_book(self, farm: Farm, old: Phone) -> None:
        answer = farm.post(
            "/sync/import", {"events": [old.record(harvested("H1")), old.record(packed("H1", 1, "P", 1))]}
        )

        assert statuses(answer) == ["accepted", "held"]
        [listed] = farm.get("/devices").get_json()["devices"]
        assert (listed["code"], listed["name"], listed["high"], listed["state"]) == ("d-old", "Old", 2, "active")
        assert [phone["code"] for phone in farm.get("/today").get_json()["devices"]] == ["d-old"]

    def test_it_is_revoked_like_any_other(self, farm: Farm, old: Phone) -> None:
        assert farm.delete("/devices/d-old").status_code == 204

        answer = farm.post("/sync/import", {"events": [old.record(harvested("H1"))]})

        assert answer.get_json()["results"][0]["reason"] == "revoked_device"


class TestHealth:
    def findings(self, farm: Farm, phone: Phone) -> dict[str, dict[str, Any]]:
        found = farm.get("/findings").get_json()["findings"]
        own = [one for one in found if one["about"].get("device") == phone.device]
        assert all(one["args"].pop("name") == "Phone" for one in own)
        return {one["code"]: one["args"] for one in own}

    def call(self, farm: Farm, phone: Phone, *records: str, **said: Any) -> Any:
        return farm.post("/sync/push", {"events": list(records), "phone": said}, phone.token)

    def test_the_office_sees_what_a_phone_said_of_itself_when_it_last_called(self, farm: Farm) -> None:
        phone = farm.enrol(31)
        late = (now() - timedelta(hours=3)).isoformat()

        assert self.call(farm, phone, app="0.1.0", waiting=12, photos=2, now=late).status_code == 200

        [seen] = farm.get("/devices").get_json()["devices"]
        assert (seen["app"], seen["waiting"], seen["photos"]) == ("0.1.0", 12, 2)
        assert abs(seen["clock_ms"] - 3 * 3600 * 1000) < 60_000

    def test_records_that_did_not_come_are_a_finding_until_they_do(self, farm: Farm) -> None:
        phone = farm.enrol(31)
        batch = [phone.record(harvested(f"H{number}")) for number in range(4)]

        farm.push(phone, batch[0], batch[3])
        assert self.findings(farm, phone) == {"device_gap": {"count": 2, "last": 4}}
        farm.push(phone, *batch[1:3])
        assert self.findings(farm, phone) == {}

    def test_a_wrong_clock_is_a_finding_until_it_is_right(self, farm: Farm) -> None:
        phone = farm.enrol(31)

        self.call(farm, phone, now=(now() + timedelta(hours=2)).isoformat())
        assert self.findings(farm, phone) == {"device_clock_ahead": {"minutes": 120}}
        self.call(farm, phone, now=(now() - timedelta(minutes=30)).isoformat())
        assert self.findings(farm, phone) == {"device_clock_behind": {"minutes": 30}}
        self.call(farm, phone, now=now().isoformat())
        assert self.findings(farm, phone) == {}

    def test_a_phone_that_left_records_waiting_and_fell_silent_is_a_finding(self, farm: Farm) -> None:
        phone, idle = farm.enrol(31), farm.enrol(32)
        self.call(farm, phone, waiting=7)
        self.call(farm, idle, waiting=0)
        assert self.findings(farm, phone) == {}

        long_ago(farm, 2)
        assert self.findings(farm, phone)["device_silent"]["waiting"] == 7
        assert self.findings(farm, idle) == {}
        long_ago(farm, 40)
        assert list(self.findings(farm, idle)) == ["device_unused"]
        farm.delete(f"/devices/{phone.device}")
        assert self.findings(farm, phone) == {}

    def test_a_record_with_a_wrong_time_is_a_finding_with_the_right_one_until_it_is_corrected(self, farm: Farm) -> None:
        phone = farm.enrol(31)
        moment = now().replace(microsecond=0)
        fact = harvested("H1", at=(moment + timedelta(hours=5)).isoformat())
        mono = {"boot": "b1", "ms": 1_000.0}  # the same start, the same second

        self.call(farm, phone, phone.record(fact), mono=mono)

        told = self.findings(farm, phone)["clock_jump"]
        right = datetime.fromisoformat(told["corrected"])
        assert abs(right - moment) < timedelta(seconds=30)
        farm.record({**harvested("H1", at=told["corrected"]), "replaces": fact["id"]})
        assert self.findings(farm, phone) == {}

    def test_nonsense_about_itself_costs_a_phone_no_record(self, farm: Farm) -> None:
        phone = farm.enrol(31)

        answer = self.call(farm, phone, phone.record(harvested("H1")), waiting="many", mono=[], now=5)

        assert statuses(answer) == ["accepted"]


def long_ago(farm: Farm, days: int) -> None:
    """Let all phones have called so many days ago."""
    with farm.app.app_context(), writing() as session:
        for device in session.scalars(select(Device).where(Device.operation_id == farm.id)):
            device.seen_at = micros(now() - timedelta(days=days))


class TestLetInAgain:
    def enrol(self, farm: Farm, key: Key, device: str) -> Any:
        code = farm.post("/enrolments").get_json()["code"]
        return farm.post("/devices", {"code": code, "jwk": key.jwk, "device": device}, None).get_json()

    def test_with_its_key_a_phone_stays_who_it_was_and_its_chain_goes_on(self, farm: Farm) -> None:
        phone = farm.enrol(31)
        farm.push(phone, phone.record(harvested("H1")))

        answer = self.enrol(farm, phone.key, phone.device)

        assert answer["device"] == phone.device
        assert farm.push(phone).status_code == 401  # the old token is no more
        phone.token = answer["token"]
        assert farm.push(phone, phone.record(harvested("H2"))).get_json()["device"]["high"] == 2
        assert len(farm.get("/devices").get_json()["devices"]) == 1

    def test_nobody_takes_another_phones_name(self, farm: Farm) -> None:
        phone = farm.enrol(31)

        assert self.enrol(farm, Key.from_number(32), phone.device)["device"] != phone.device
        assert farm.push(phone, phone.record(harvested("H1"))).status_code == 200

    def test_a_revoked_phone_does_not_come_back_by_its_name(self, farm: Farm) -> None:
        phone = farm.enrol(31)
        farm.delete(f"/devices/{phone.device}")

        assert self.enrol(farm, phone.key, phone.device)["device"] != phone.device

    def test_a_phone_of_a_book_that_moved_here_goes_on_where_it_was(self, farm: Farm) -> None:
        old = Phone(Key.from_number(72), device="d-old")
        record = {"type": "device", "code": "d-old", "jwk": old.key.jwk, "role": "crew", "status": "active"}
        with farm.app.app_context(), writing() as session:
            record_registry(session, session.get_one(Operation, farm.id), record, None)
        batch = [old.record(harvested(f"H{number}")) for number in range(4)]
        farm.post("/sync/import", {"events": [{"jws": batch[0]}, {"jws": batch[2]}]})

        old.token = self.enrol(farm, old.key, "d-old")["token"]

        assert farm.push(old).get_json()["device"] == {
            "high": 3,
            "missing": [[2, 2]],
            "state": "active",
            "twice": False,
        }
        assert statuses(farm.push(old, *batch)) == ["duplicate", "accepted", "duplicate", "accepted"]

    @pytest.mark.parametrize("name", ["../etc", "d", "D123456789", "d12345678\n", "x" * 99])
    def test_a_name_that_we_never_gave_is_not_given_now(self, farm: Farm, name: str) -> None:
        assert self.enrol(farm, Key.from_number(33), name)["device"] != name
