"""A small season over HTTP: harvested, packed, shipped; then every page that reads it."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from lotbook.kit.clock import now
from tests.support.farm import Farm, event, harvested, packed, planted, shipped

PERIOD = {"from": "2026-09-01", "to": "2026-09-30"}


@pytest.fixture
def season(farm: Farm) -> Farm:
    """60 bins in, 30 packed to 660 boxes, 600 shipped; the rest stays."""
    results = farm.record(
        planted(),
        harvested("H1", 40, refs=[{"kind": "scale_ticket", "number": "812"}]),
        harvested("H2", 20, time="10:00:00"),
        packed(
            "H1",
            30,
            "P1",
            660,
            time="11:00:00",
            losses=[{"reason": "cull", "quantity": {"value": "1000", "unit": "lb"}}],
        ),
        shipped("P1", 600, time="12:00:00"),
    )
    assert [result["status"] for result in results] == ["accepted"] * 5
    return farm


def test_lots_say_what_is_left_of_them(season: Farm) -> None:
    page = season.get("/lots", query_string={"in_stock": "1"}).get_json()

    lots = {lot["lot"]: lot for lot in page["lots"]}
    assert set(lots) == {"H1", "H2", "P1"}
    assert lots["H1"]["units"] == {"bin": "10"}
    assert lots["P1"]["units"] == {"box": "60"}
    assert lots["P1"]["mass"] == "2400.000"
    assert lots["P1"]["kind"] == "packed"
    assert lots["P1"]["status"] == "organic"
    assert page["next"] is None


def test_lots_are_found_by_what_is_known_of_them(season: Farm) -> None:
    for asked, expected in (
        ({"q": "h"}, ["H1", "H2"]),
        ({"product": "APL-BOX"}, ["P1"]),
        ({"status": "nonorganic"}, []),
        ({"limit": 1}, ["H1"]),
        ({"after": "H1", "limit": 1}, ["H2"]),
    ):
        page = season.get("/lots", query_string=asked).get_json()
        assert [lot["lot"] for lot in page["lots"]] == expected, asked


def test_a_lots_story_has_its_events_links_and_where_it_lies(season: Farm) -> None:
    story = season.get("/lots/P1").get_json()

    assert [entry["kind"] for entry in story["events"]] == ["pack", "ship"]
    assert all(entry["stands"] for entry in story["events"])
    assert [stock["place"] for stock in story["stock"]] == ["SHED"]
    assert {"from", "to"} <= set(story["links"])
    assert season.get("/lots/P1", "crew").status_code == 200


def test_a_correction_stays_in_the_story_as_what_fell(season: Farm) -> None:
    story = season.get("/lots/H2").get_json()
    season.record(event("void", event=story["events"][0]["id"], reason="counted twice"))

    after = season.get("/lots/H2").get_json()

    assert {(entry["kind"], entry["stands"]) for entry in after["events"]} >= {("harvest", False)}
    assert after["mass_mg"] == 0


def test_a_tag_means_what_it_was_bound_to(season: Farm) -> None:
    quantity = {"value": "1", "unit": "bin"}
    season.record(harvested("H3", 1, tags=[{"tag": "0123456789", "quantity": quantity}]))

    assert season.get("/tags/01234-56789").get_json() == {
        "tag": "0123456789",
        "state": "bound",
        "lot": "H3",
        "quantity": quantity,
    }


def test_the_balance_adds_up_and_says_its_verdict(season: Farm) -> None:
    answer = season.get("/balance", query_string={"commodity": "apple", **PERIOD})

    statement = answer.get_json()
    accounts = {line["account"]: line["mass_mg"] for line in statement["lines"]}
    assert statement["lines"][0]["account"] == "opening"
    assert sum(accounts.values()) == statement["closing"]["mass_mg"]
    assert accounts["harvested"] == 60 * 925 * 453_592_370 // 1000
    assert accounts["loss:cull"] == -453_592_370
    assert statement["verdict"] in ("pass", "unproven", "review", "fail")
    assert statement["as_of"]["seq"] == season.head()
    assert statement["from"] == "2026-09-01"
    for role in ("crew", "packer"):
        assert season.get("/balance", role, query_string={"commodity": "apple", **PERIOD}).status_code == 403
    assert season.get("/balance", "inspector", query_string={"lot": "P1", **PERIOD}).status_code == 200


def test_a_trace_names_the_field_behind_and_the_customer_ahead(season: Farm) -> None:
    back = season.get("/trace/back/P1").get_json()
    forward = season.get("/trace/forward/H1").get_json()

    assert [lot["lot"] for lot in back["lots"]] == ["H1", "PL-B4"]
    assert {"lot": "PL-B4", "kind": "planting", "place": "B4"}.items() <= back["origins"][0].items()
    assert [customer["partner"] for customer in forward["customers"]] == ["valley-market"]
    assert forward["lots"][0]["lot"] == "P1"
    assert {(stock["lot"]) for stock in forward["on_hand"]} == {"H1", "P1"}
    assert back["truncated"] is False
    assert season.get("/trace/back/NOTHING").get_json()["code"] == "unknown_lot"


def test_a_lot_that_came_from_outside_begins_with_its_papers(farm: Farm) -> None:
    line = {"lot": "R1", "product": "APL-BOX", "quantity": {"value": "5", "unit": "box"}, "supplier_lot": "X-9"}
    farm.record(event("receive", place="SHED", partner="valley-market", lines=[{**line, "certificate": "EOC-4"}]))

    back = farm.get("/trace/back/R1").get_json()

    assert (back["count"], back["lots"]) == (0, [])
    assert [(one["partner"], one["supplier_lot"], one["certificate"]) for one in back["origins"]] == [
        ("valley-market", "X-9", "EOC-4")
    ]


def test_a_trace_holds_the_nearest_and_everything_when_asked(season: Farm) -> None:
    season.record(*(packed("H2", 1, f"R{number:02}", 20, time="13:00:00") for number in range(20)))

    near = season.get("/trace/forward/PL-B4?limit=5").get_json()
    everything = season.get("/trace/forward/PL-B4?limit=0").get_json()

    assert len(near["lots"]) == 5
    assert near["truncated"] is True
    assert len(everything["lots"]) == near["count"] == everything["count"] == 23
    assert everything["truncated"] is False
    assert [lot["depth"] for lot in near["lots"]] == sorted(lot["depth"] for lot in near["lots"])


def test_shipping_more_than_there_is_is_recorded_and_found(season: Farm) -> None:
    [result] = season.record(shipped("P1", 61, time="14:00:00"))

    assert result["status"] == "accepted"
    found = season.get("/findings", query_string={"severity": "critical"}).get_json()["findings"]
    below = [finding for finding in found if finding["code"] == "stock_below_zero"]
    assert below
    assert below[0]["about"]["lot"] == "P1"


def test_a_finding_is_acknowledged_with_a_reason(season: Farm) -> None:
    season.record(shipped("P1", 61, time="14:00:00"))
    [key] = [
        finding["key"]
        for finding in season.get("/findings?limit=1000").get_json()["findings"]
        if finding["code"] == "stock_below_zero"
    ]

    answer = season.post(f"/findings/{key}/acknowledge", {"reason": "miscounted, recounted tomorrow"})

    assert answer.status_code == 204, answer.text
    [finding] = [one for one in season.get("/findings?limit=1000").get_json()["findings"] if one["key"] == key]
    assert finding["acknowledged"]["reason"] == "miscounted, recounted tomorrow"


def test_findings_page_by_key(season: Farm) -> None:
    season.record(*(harvested(f"X{number}", product="UNKNOWN") for number in range(5)))
    seen: list[str] = []
    after: str | None = None
    while True:
        asked = {"limit": 2} | ({"after": after} if after else {})
        page = season.get("/findings", query_string=asked).get_json()
        seen += [finding["key"] for finding in page["findings"]]
        after = page["next"]
        if after is None:
            break

    assert len(seen) == len(set(seen)) >= 5


def test_entries_are_the_book_in_order(season: Farm) -> None:
    page = season.get("/entries", query_string={"limit": 5}).get_json()
    of_lot = season.get("/entries", query_string={"lot": "P1"}).get_json()["entries"]
    of_kind = season.get("/entries", query_string={"kind": "harvest"}).get_json()["entries"]

    assert [entry["seq"] for entry in page["entries"]] == [1, 2, 3, 4, 5]
    assert page["next"] == 5
    assert [entry["kind"] for entry in of_lot] == ["pack", "ship"]
    assert [entry["lot"] for entry in of_kind] == ["H1", "H2"]
    assert season.get("/entries", "crew").status_code == 403


def test_today_sums_what_came_in_and_what_was_packed(farm: Farm) -> None:
    day = farm.get("/today").get_json()["day"]
    moment = datetime.fromisoformat(f"{day}T00:00:00-07:00") + timedelta(hours=2)
    at = min(moment, now()).isoformat()
    farm.record({**harvested("T1", 3), "at": at}, {**packed("T1", 2, "T2", 40), "at": at})
    farm.enrol(5, name="Foreman's phone")

    page = farm.get("/today").get_json()

    assert [(row["product"], row["place"], row["units"]) for row in page["harvested"]] == [
        ("APL-BIN", "B4", {"bin": "3"})
    ]
    assert [(row["product"], row["units"]) for row in page["packed"]] == [("APL-BOX", {"box": "40"})]
    assert [device["name"] for device in page["devices"]] == ["Foreman's phone"]
    assert set(page["findings"]) == {"critical", "warning", "info"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("tags", {"count": 3, "paper": "a4"}),
        ("places", {"codes": ["B4"], "paper": "letter"}),
        ("lots", {"codes": ["P1"], "paper": "a4"}),
        ("badges", {"codes": ["p-crew"], "paper": "letter"}),
    ],
)
def test_labels_are_pdfs(season: Farm, path: str, body: dict[str, Any]) -> None:
    answer = season.post(f"/labels/{path}", body, buffered=True)

    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert season.post(f"/labels/{path}", body, "crew").status_code == 403


def test_a_replay_of_the_whole_season_changes_nothing(season: Farm) -> None:
    entries = season.get("/entries?limit=1000").get_json()["entries"]
    ours = ("type", "seq", "stands", "received")
    events = [
        {key: value for key, value in entry.items() if key not in ours} for entry in entries if entry["type"] == "event"
    ]
    head = season.head()

    results = season.record(*events)

    assert {result["status"] for result in results} == {"duplicate"}
    assert season.head() == head


def test_two_farms_in_one_database_never_see_each_other(season: Farm) -> None:
    from tests.support.farm import make_farm

    other = make_farm(season.app)
    other.record(harvested("H1", 7))

    texts = [
        other.get(path).text
        for path in ("/lots", "/lots/H1", "/entries?limit=1000", "/findings", "/today", "/devices", "/sync/snapshot")
    ]

    assert all("P1" not in text and season.code + "." not in text for text in texts)
    assert other.get("/lots/P1").status_code == 404
    assert other.get("/lots/H1").get_json()["units"] == {"bin": "7"}
    assert season.get("/lots/H1").get_json()["units"] == {"bin": "10"}
    assert json.loads(texts[2])["entries"][-1]["lot"] == "H1"


def test_a_recall_of_thousands_of_lots_accounts_for_each_of_them(farm: Farm) -> None:
    bins = [harvested(f"H{n}", 2, time=f"{6 + n // 600:02}:{n // 10 % 60:02}:00") for n in range(2_400)]
    lines = [{"lot": f"H{n}", "quantity": {"value": "1", "unit": "bin"}} for n in range(2_400)]
    sent = event("ship", place="SHED", by="p-packer", partner="valley-market", lines=lines, time="16:00:00")
    for start in range(0, 2_400, 200):
        farm.record(*bins[start : start + 200])
    farm.record(planted(), sent)

    found = farm.get("/trace/forward/PL-B4").get_json()

    assert (found["count"], len(found["lots"]), found["accounted"]["percent"]) == (2_400, 1_000, "100.00")
    assert [one["lot"] for one in found["customers"]] == sorted(f"H{n}" for n in range(2_400))
    assert {one["mass_mg"] for one in found["customers"]} == {one["mass_mg"] for one in found["on_hand"]}
    assert {one["units"]["bin"] for one in found["customers"]} == {"1"}
    assert farm.get("/trace/forward/PL-B4?limit=0").get_json()["customers"] == found["customers"]
