"""What the book says is odd, now: the gravest first, page by page, with what the office said of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lotbook.book.submission import quarantined
from lotbook.errors import Problem
from lotbook.findings.actions import acknowledge, take_back
from lotbook.findings.queries import counts, open_findings
from lotbook.kit.clock import now, zone
from lotbook.lots.actions import release
from tests.support.book import Book
from tests.support.farm import event, harvested, packed, shipped

NOW = datetime(2026, 9, 12, 18, 0, tzinfo=UTC)


def codes(book: Book) -> list[str]:
    return [one["code"] for one in book.findings()]


def received(lot: str, partner: str, status: str = "organic", **more: Any) -> dict[str, Any]:
    line = {"lot": lot, "product": "APL-BIN", "quantity": {"value": "1", "unit": "bin"}, "status": status}
    return event("receive", partner=partner, lines=[line], **more)


@pytest.fixture
def odd(book: Book) -> Book:
    """Too high a claim that was packed on, a lot nobody made, and a late record."""
    book.take(
        harvested("H-1", 3, time="08:00:00", place="SHED", status="organic", **{"from": []}),
        packed("H-1", 2, "P-1", 40),
        shipped("P-9", 1),
        {"type": "event", **harvested("H-2"), "received": "2026-09-20T00:00:00Z"},
    )
    return book


class TestOpenFindings:
    def test_the_gravest_come_first_and_each_has_its_own_key(self, odd: Book) -> None:
        found = odd.ask(open_findings)["findings"]

        severities = [one["severity"] for one in found]
        assert severities == sorted(severities, key=["critical", "warning", "info"].index)
        assert len({one["key"] for one in found}) == len(found)
        assert {"status_above_permitted", "unknown_lot", "late_record"} <= {one["code"] for one in found}

    def test_pages_together_are_the_whole_list(self, odd: Book) -> None:
        whole = odd.ask(open_findings, limit=1_000)["findings"]
        paged: list[dict[str, Any]] = []
        after = None
        while True:
            page = odd.ask(open_findings, None, after, 1)
            paged += page["findings"]
            after = page["next"]
            if after is None:
                break

        assert len(whole) > 3
        assert paged == whole == odd.findings()

    @pytest.mark.parametrize("severity", ["critical", "warning", "info"])
    def test_one_severity_may_be_asked_for(self, odd: Book, severity: str) -> None:
        found = odd.ask(open_findings, severity)["findings"]

        assert found == [one for one in odd.findings() if one["severity"] == severity]
        assert found

    @pytest.mark.parametrize("after", ["", "x", "0.x", "7.WyJhIiwiYiIsImMiXQ", "0.WzEsMiwzXQ"])
    def test_a_page_begins_only_where_another_ended(self, odd: Book, after: str) -> None:
        with pytest.raises(Problem) as refused:
            odd.ask(open_findings, None, after)

        assert refused.value.code == "invalid_fields"

    def test_a_finding_goes_when_its_cause_is_mended(self, book: Book) -> None:
        book.take(harvested("X-1", product="PLUM"))
        assert codes(book) == ["unknown_product"]

        book.take({"type": "product", "code": "PLUM", "stage": "harvested", "unit": "bin"})

        assert "unknown_product" not in codes(book)

    def test_what_is_odd_from_a_later_day_on_is_not_odd_yet(self, book: Book) -> None:
        """A run is given two days to be closed."""
        moment = now()
        today = {"at": moment.isoformat(), "run": "R-1"}
        book.take(harvested("H-1", 2), {**packed("H-1", 1, "P-1", 23), **today})
        before = codes(book)

        book.take({**packed("H-1", 1, "P-2", 23), "run": "R-2"})

        assert "incomplete_run" not in before
        assert "incomplete_run" in codes(book)

    def test_a_claim_too_high_reaches_whatever_it_went_into(self, odd: Book) -> None:
        found = [one for one in odd.findings() if one["code"] == "status_above_permitted"]

        assert [one["about"]["lot"] for one in found] == ["H-1", "P-1"]
        assert found[1]["args"] == {"from": "H-1"}

    def test_counts_are_of_what_nobody_acknowledged(self, odd: Book) -> None:
        before = odd.ask(counts)
        info = odd.ask(open_findings, "info")["findings"]
        odd.write(acknowledge, info[0]["key"], "p-office", "paper record", NOW)

        assert sum(before.values()) == len(odd.findings())
        assert odd.ask(counts)["info"] == before["info"] - 1


class TestWaiting:
    def test_what_is_held_or_quarantined_is_one_finding_each_until_it_is_released(self, book: Book) -> None:
        fact = harvested("H-1")
        book.take({"type": "event", **fact, "held": True})
        (kept,) = book.record(quarantined(b"half", "malformed", NOW, signed=True, id_=None))
        found = book.findings()

        assert [one["code"] for one in found] == ["held_event", "quarantined_event"]
        assert found[0]["about"] == {"event": fact["id"]}
        assert found[1]["args"]["reason"] == "malformed"

        book.write(release, found[0]["args"]["sha256"], None, NOW)
        book.write(release, kept.sha256, harvested("H-2"), NOW)

        assert codes(book) == []


def ends_in(*, days: int) -> str:
    """Return the last day of a certificate that is good for some more days."""
    return (now().astimezone(zone("America/Los_Angeles")).date() + timedelta(days=days)).isoformat()


class TestCertificates:
    @pytest.mark.parametrize(
        ("days", "found"),
        [(-1, ["certificate_lapsed"]), (0, ["certificate_expiring"]), (30, ["certificate_expiring"]), (31, [])],
    )
    def test_one_that_ends_is_a_reminder_a_month_before(self, book: Book, days: int, found: list[str]) -> None:
        partner = {"type": "partner", "code": "oak", "certificate": {"number": "OC-7", "expires": ends_in(days=days)}}
        book.take(partner)
        assert codes(book) == found

        book.take({**partner, "retired": True})

        assert codes(book) == []

    def test_a_lot_that_came_when_its_supplier_s_certificate_had_run_out(self, book: Book) -> None:
        paper = {"number": "OC-7", "expires": "2026-09-11"}
        book.take({"type": "partner", "code": "oak", "roles": ["supplier"], "certificate": paper})
        book.take(received("R-1", "oak", day="2026-09-11"), received("R-2", "oak", day="2026-09-12"))

        (found,) = (one for one in book.findings() if one["code"] == "certificate_expired")

        assert found["about"]["lot"] == "R-2"
        assert found["args"] == {"expires": "2026-09-11", "received": "2026-09-12"}

    def test_a_renewed_certificate_closes_it(self, book: Book) -> None:
        partner = {"type": "partner", "code": "oak", "certificate": {"number": "OC-7", "expires": "2026-09-11"}}
        book.take(partner, received("R-1", "oak"))
        assert codes(book) == ["certificate_expired", "certificate_lapsed"]

        book.take({**partner, "certificate": {"number": "OC-8", "expires": ends_in(days=300)}})

        assert codes(book) == []

    @pytest.mark.parametrize("certificate", [None, "OC-7", {"number": "OC-7"}, {"expires": "never"}, 7])
    def test_a_certificate_without_a_last_day_never_runs_out(self, book: Book, certificate: object) -> None:
        book.take({"type": "partner", "code": "oak", "certificate": certificate}, received("R-1", "oak"))

        assert codes(book) == []

    def test_what_came_as_nonorganic_needs_none(self, book: Book) -> None:
        paper = {"number": "OC-7", "expires": "2026-09-11"}
        book.take({"type": "partner", "code": "oak", "certificate": paper}, received("R-1", "oak", "nonorganic"))

        assert "certificate_expired" not in codes(book)


class TestAcknowledge:
    def test_a_finding_stays_open_with_the_reason_beside_it(self, odd: Book) -> None:
        for code in ("unknown_lot", "status_above_permitted"):
            key = next(one["key"] for one in odd.findings() if one["code"] == code)

            odd.write(acknowledge, key, "p-office", "the supplier wrote", NOW)
            odd.write(acknowledge, key, "p-office", "the supplier called", NOW)

            (found,) = [one for one in odd.findings() if one["key"] == key]
            assert found["acknowledged"] == {
                "by": "p-office",
                "reason": "the supplier called",
                "at": "2026-09-12T18:00:00+00:00",
            }

    def test_those_that_nobody_acknowledged_may_be_asked_for_and_an_acknowledgement_taken_back(self, odd: Book) -> None:
        everything = odd.findings()
        said = [one["key"] for one in everything if one["code"] in ("unknown_lot", "status_above_permitted")]
        for key in said:
            odd.write(acknowledge, key, "p-office", "known", NOW)

        assert [one["key"] for one in odd.ask(open_findings, said=True)["findings"]] == said
        assert len(odd.ask(open_findings, said=False)["findings"]) == len(everything) - len(said)

        odd.write(take_back, said[0])

        assert [one["key"] for one in odd.ask(open_findings, said=True)["findings"]] == said[1:]
        for key in (said[0], "none"):
            with pytest.raises(Problem):
                odd.write(take_back, key)

    def test_a_finding_that_opens_again_keeps_its_key_and_reason(self, book: Book) -> None:
        fact = shipped("P-9", 1)
        book.take(fact)
        (first,) = book.findings()
        book.write(acknowledge, first["key"], "p-office", "known", NOW)
        void = event("void", event=fact["id"], time="10:00:00")
        book.take(void)
        assert codes(book) == []

        book.take(event("void", event=void["id"], time="11:00:00"))

        (again,) = book.findings()
        assert again["key"] == first["key"]
        assert again["acknowledged"]["reason"] == "known"

    @pytest.mark.parametrize("key", ["", "none", "WyJhIiwiYiIsImMiXQ", "WzFd", "%%%"])
    def test_there_must_be_such_a_finding(self, odd: Book, key: str) -> None:
        with pytest.raises(Problem) as refused:
            odd.write(acknowledge, key, "p-office", "why", NOW)

        assert refused.value.code == "unknown_finding"

    def test_a_key_can_stand_in_an_address(self, odd: Book) -> None:
        odd.take(shipped("Ñandú/50 %?", 1))

        for one in odd.findings():
            assert one["key"].isascii()
            assert one["key"].replace("-", "").replace("_", "").isalnum()
