"""What a phone learns of the book: everything that counts, once, in order."""

from datetime import UTC, datetime
from typing import Any

from lotbook.kit.ids import uuid7
from tests.support.farm import Farm, event, harvested, packed, planted
from tests.support.phone import Phone


def pulled(farm: Farm, phone: Phone, cursor: str | None = None, limit: int = 3) -> tuple[list[dict[str, Any]], str]:
    """Every change since a cursor, page by page."""
    changes: list[dict[str, Any]] = []
    while True:
        asked = {"limit": limit} | ({"cursor": cursor} if cursor else {})
        page = farm.get("/sync/pull", phone.token, query_string=asked).get_json()
        assert not page["reset"]
        changes += page["changes"]
        cursor = page["cursor"]
        if not page["more"]:
            assert cursor is not None
            return changes, cursor


def snapshot(farm: Farm, phone: Phone) -> tuple[dict[str, list[Any]], set[str]]:
    sections: dict[str, list[Any]] = {"records": [], "lots": [], "tags": []}
    cursors, after = set(), ""
    while after is not None:
        page = farm.get("/sync/snapshot", phone.token, query_string={"after": after} if after else {}).get_json()
        cursors.add(page["cursor"])
        for name, found in sections.items():
            found += page[name]
        after = page["next"]
    return sections, cursors


def test_a_pull_from_the_beginning_is_the_whole_book_in_order(farm: Farm) -> None:
    phone = farm.enrol(31)
    farm.push(phone, phone.record(planted()), phone.record(harvested("H1")))

    changes, cursor = pulled(farm, phone)

    assert [change["seq"] for change in changes] == list(range(1, farm.head() + 1))
    assert [change["body"]["kind"] for change in changes if change["type"] == "event"] == ["plant", "harvest"]
    assert {"operation", "place", "product", "person", "device"} <= {change["type"] for change in changes}
    assert cursor.endswith(f".{farm.head()}")


def test_the_next_pull_brings_only_what_is_new(farm: Farm) -> None:
    phone, other = farm.enrol(31), farm.enrol(32)
    _, cursor = pulled(farm, phone)
    fact = harvested("H1")
    farm.push(other, other.record(fact))

    changes, cursor = pulled(farm, phone, cursor)

    assert [change["body"]["id"] for change in changes] == [fact["id"]]
    assert pulled(farm, phone, cursor) == ([], cursor)


def test_what_is_held_or_in_quarantine_comes_only_once_it_counts(farm: Farm) -> None:
    phone = farm.enrol(31, "crew")
    _, cursor = pulled(farm, phone)
    fact = packed("H1", 1, "P1", 20)
    answer = farm.push(phone, phone.record(fact), "no jws").get_json()
    before, cursor = pulled(farm, phone, cursor)

    farm.post(f"/quarantine/{answer['results'][0]['sha256']}/release")
    after, _ = pulled(farm, phone, cursor)

    assert before == []
    assert [change["type"] for change in after] == ["release", "event"]
    assert after[1]["body"]["id"] == fact["id"]


def test_a_cursor_of_another_epoch_or_from_ahead_begins_again(farm: Farm) -> None:
    phone = farm.enrol(31)
    _, cursor = pulled(farm, phone)
    epoch, _, seq = cursor.rpartition(".")

    for stale in (f"{epoch}x.{seq}", f"{epoch}.{int(seq) + 1}"):
        page = farm.get("/sync/pull", phone.token, query_string={"cursor": stale}).get_json()
        assert page == {"changes": [], "lots": [], "cursor": f"{epoch}.0", "more": False, "reset": True}


def test_a_snapshot_has_registry_open_lots_and_tags_as_of_one_cursor(farm: Farm) -> None:
    phone = farm.enrol(31, "packer")
    tag = {"tag": "0123456789", "quantity": {"value": "1", "unit": "bin"}}
    gone = [harvested("H2"), {**packed("H2", 1, "P2", 20, close=True)}]
    farm.push(phone, phone.record(planted()), phone.record(harvested("H1", tags=[tag])), *map(phone.record, gone))

    sections, cursors = snapshot(farm, phone)

    assert cursors == {pulled(farm, phone)[1]}
    assert {(one["type"], one["code"]) for one in sections["records"]} >= {("place", "B4"), ("product", "APL-BIN")}
    lots = {lot["lot"]: lot for lot in sections["lots"]}
    assert set(lots) == {"PL-B4", "H1", "P2"}
    assert lots["H1"] == {
        "lot": "H1",
        "kind": "harvest",
        "product": "APL-BIN",
        "status": "organic",
        "place": "B4",
        "units": "1",
        "unit": "bin",
        "mass_mg": 419572942,
        "made_on": "2026-09-12",
        "from": ["PL-B4"],
        "hold": None,
    }
    [bound] = sections["tags"]
    assert bound == {"tag": "0123456789", "lot": "H1", "quantity": tag["quantity"], "state": "bound"}


def test_a_snapshot_of_many_pages_misses_nothing(farm: Farm) -> None:
    phone = farm.enrol(31)
    for first in range(0, 1_100, 200):
        farm.record(*(harvested(f"H{number:05}") for number in range(first, min(first + 200, 1_100))))

    sections, cursors = snapshot(farm, phone)

    assert [lot["lot"] for lot in sections["lots"]] == [f"H{number:05}" for number in range(1_100)]
    assert len(cursors) == 1


def test_a_move_is_where_a_lot_lies(farm: Farm) -> None:
    phone = farm.enrol(31)
    quantity = {"value": "2", "unit": "bin"}
    farm.record(harvested("H1", 3), event("move", lines=[{"lot": "H1", "quantity": quantity}], to="SHED"))

    [lot] = snapshot(farm, phone)[0]["lots"]

    assert lot["place"] == "SHED"


def test_the_phones_of_a_packing_line_see_one_balance_of_their_open_run(farm: Farm) -> None:
    dump, printer = farm.enrol(31, "packer"), farm.enrol(32, "packer")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    farm.push(dump, dump.record(planted()), dump.record(harvested("H1", 10, at=now)))
    run = uuid7()
    bins = {"run": run, "at": now, "outputs": []}
    boxes = {"run": run, "at": now, "inputs": []}
    lost = [{"reason": "cull", "quantity": {"value": "125", "unit": "lb"}}]

    farm.push(dump, dump.record(packed("H1", 2, "-", 1, **bins)))
    farm.push(printer, printer.record(packed("-", 1, "P1", 40, **boxes)))
    farm.push(printer, printer.record(packed("-", 1, "-", 1, **boxes | {"outputs": [], "losses": lost})))

    (line,) = farm.get("/sync/runs", dump.token).get_json()["runs"]
    assert (line["run"], line["lot"], line["product"], line["inputs"]) == (run, "P1", "APL-BOX", 1)
    pound = 453_592.37
    assert [round(line[name] / pound) for name in ("in_mg", "out_mg", "lost_mg", "left_mg")] == [1850, 1600, 125, 125]

    farm.push(dump, dump.record(packed("-", 1, "-", 1, **bins | {"inputs": [], "close": True})))
    assert farm.get("/sync/runs", printer.token).get_json() == {"runs": []}


def test_a_pull_says_how_the_lots_are_that_its_changes_touched(farm: Farm) -> None:
    phone = farm.enrol(31, "packer")
    farm.push(phone, phone.record(planted()), phone.record(harvested("H1", 10)))
    _, cursor = pulled(farm, phone)
    farm.push(phone, phone.record(packed("H1", 4, "P1", 90)))

    page = farm.get("/sync/pull", phone.token, query_string={"cursor": cursor}).get_json()

    assert [(lot["lot"], lot["units"], lot["unit"]) for lot in page["lots"]] == [
        ("H1", "6", "bin"),
        ("P1", "90", "box"),
    ]
