"""A lot on hold: everybody is warned, and what is used all the same is a finding."""

from typing import Any

from tests.flows.test_pull import pulled, snapshot
from tests.support.farm import Farm, event, harvested, packed, planted, shipped


def held(farm: Farm) -> dict[str, Any]:
    return {one["lot"]: one["reason"] for one in farm.get("/holds").get_json()["holds"]}


def used(farm: Farm) -> list[tuple[str, str]]:
    found = farm.get("/findings", query_string={"severity": "critical"}).get_json()["findings"]
    return [(one["about"]["lot"], one["args"]["kind"]) for one in found if one["code"] == "used_on_hold"]


def lots(farm: Farm) -> None:
    farm.record(planted(), harvested("H1", 10), harvested("H2", 10))


def hold(state: str, *codes: str, time: str, reason: str = "residue test") -> dict[str, Any]:
    return event("hold", time=time, lots=list(codes), state=state, reason=reason)


def test_a_phone_learns_of_a_hold_with_its_reason_and_of_its_release(farm: Farm) -> None:
    lots(farm)
    phone = farm.enrol(31)
    _, cursor = pulled(farm, phone)

    farm.record(hold("hold", "H1", time="10:00:00"))
    page = farm.get("/sync/pull", phone.token, query_string={"cursor": cursor}).get_json()
    assert {one["lot"]: one["hold"] for one in page["lots"]} == {"H1": "residue test"}
    assert {one["lot"]: one["hold"] for one in snapshot(farm, phone)[0]["lots"] if one["kind"] == "harvest"} == {
        "H1": "residue test",
        "H2": None,
    }

    farm.record(hold("release", "H1", time="11:00:00", reason="clean"))
    page = farm.get("/sync/pull", phone.token, query_string={"cursor": page["cursor"]}).get_json()
    assert {one["lot"]: one["hold"] for one in page["lots"]} == {"H1": None}


def test_every_screen_can_ask_what_is_on_hold(farm: Farm) -> None:
    lots(farm)
    farm.record(hold("hold", "H1", "H2", time="10:00:00"), hold("release", "H2", time="11:00:00"))

    assert held(farm) == {"H1": "residue test"}


def test_what_a_customer_sent_back_is_on_hold_until_somebody_releases_it(farm: Farm) -> None:
    lots(farm)
    farm.record(packed("H1", 5, "P1", 80), shipped("P1", 40, time="12:00:00"))
    back = {"lot": "P1", "quantity": {"value": "10", "unit": "box"}}
    farm.record(event("return", time="13:00:00", partner="valley-market", lines=[back]))
    assert held(farm) == {"P1": "return"}

    farm.record(hold("release", "P1", time="14:00:00", reason="looked at"))
    assert held(farm) == {}


def test_what_is_packed_or_shipped_between_a_hold_and_its_release_is_a_finding(farm: Farm) -> None:
    lots(farm)
    farm.record(hold("hold", "H1", time="09:30:00"), packed("H1", 5, "P1", 80, time="10:00:00"))
    farm.record(hold("release", "H1", time="10:30:00"), packed("H1", 5, "P2", 80, time="11:00:00"))
    farm.record(hold("hold", "P1", time="12:00:00"), sold := shipped("P1", 40, time="12:30:00"))
    assert sorted(used(farm)) == [("H1", "pack"), ("P1", "ship")]

    farm.record(event("void", time="13:00:00", event=sold["id"], reason="entered twice"))
    assert used(farm) == [("H1", "pack")]
