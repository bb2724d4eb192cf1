"""Many phones at once, the same batch twice at once, and one that polls meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.support.farm import API, Farm, harvested
from tests.support.phone import Phone

PHONES, BATCHES, RECORDS = 8, 3, 5


def push(farm: Farm, phone: Phone, batch: list[str]) -> dict[str, Any]:
    """Push as a phone of its own would: nothing is shared with other threads."""
    headers = {"Authorization": f"Bearer {phone.token}"}
    client = farm.app.test_client()
    answer = client.post(f"{API}/sync/push", json={"events": batch}, headers=headers)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def poll(farm: Farm, phone: Phone, until: set[str]) -> list[str]:
    """Pull until everything has come; return the ids of events in the order in which they came."""
    seen: list[str] = []
    cursor = None
    client = farm.app.test_client()
    while not until <= set(seen):
        asked = {"limit": "7"} | ({"cursor": cursor} if cursor else {})
        headers = {"Authorization": f"Bearer {phone.token}"}
        page = client.get(f"{API}/sync/pull", query_string=asked, headers=headers).get_json()
        seen += [change["body"]["id"] for change in page["changes"] if change["type"] == "event"]
        cursor = page["cursor"]
    return seen


def test_nothing_is_lost_doubled_or_missed_when_many_push_at_once(farm: Farm) -> None:
    phones = [farm.enrol(100 + number) for number in range(PHONES)]
    facts = [[harvested(f"L{n}-{k}") for k in range(BATCHES * RECORDS)] for n in range(PHONES)]
    signed = [[phone.record(fact) for fact in own] for phone, own in zip(phones, facts, strict=True)]
    everything = {fact["id"] for own in facts for fact in own}
    begin = farm.head()
    with ThreadPoolExecutor(PHONES + 3) as pool:
        polled = pool.submit(poll, farm, phones[0], everything)
        pushed = [
            pool.submit(push, farm, phone, own[start : start + RECORDS])
            for start in range(0, BATCHES * RECORDS, RECORDS)
            for phone, own in zip(phones, signed, strict=True)
            for _ in range(2)  # every batch twice at once: a retry overtakes its first try
        ]
        answers = [one.result(120) for one in pushed]
        seen = polled.result(120)

    results = [result for answer in answers for result in answer["results"]]
    accepted = [result for result in results if result["status"] == "accepted"]
    assert {result["status"] for result in results} == {"accepted", "duplicate"}
    assert sorted(result["id"] for result in accepted) == sorted(everything)
    assert sorted(result["seq"] for result in accepted) == list(range(begin + 1, begin + len(everything) + 1))
    assert farm.head() == begin + len(everything)
    assert len(seen) == len(set(seen)) == len(everything)
    for phone in phones:
        assert push(farm, phone, [])["device"] == {
            "high": BATCHES * RECORDS,
            "missing": [],
            "state": "active",
            "twice": False,
        }


def test_of_two_phones_with_one_code_at_once_only_one_gets_in(farm: Farm) -> None:
    from tests.support.phone import Key

    code = farm.post("/enrolments").get_json()["code"]

    def enrol(number: int) -> int:
        body = {"code": code, "jwk": Key.from_number(200 + number).jwk}
        return farm.app.test_client().post(f"{API}/devices", json=body).status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(enrol, range(4)))

    assert statuses == [200, 403, 403, 403]
    assert len(farm.get("/devices").get_json()["devices"]) == 1
