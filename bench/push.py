"""Signed push over HTTP: one operation, 8 phones at once, batches of 200, each fully read before it is answered.

Beside it, in the same run, the same records pushed to Kinto on the same PostgreSQL, and to express-pouchdb in memory;
neither verifies a signature nor reads what it keeps.
"""

import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from typing import Any

from bench import _rivals as rivals
from bench._measure import bare_insert, claim, insist_that_all_is_read, percentile, say, watch
from bench._season import phone_days, planted
from lotbook.app import create_app
from lotbook.config import Settings
from lotbook.db import db
from lotbook.upgrade import upgrade
from tests.support.farm import make_farm
from tests.support.phone import Phone
from tests.support.postgres import Cluster
from tests.support.serving import serving

PHONES = 8
BATCH = 200
EVENTS = 20_000
TRIES = 10
FOR_KINTO = 3_200  # it is slow: enough for a figure

Work = tuple[dict[str, str], list[bytes]]
"""What one connection sends: its headers, and the bodies one after the other."""


def main() -> None:
    with Cluster(durable=True) as cluster, tempfile.TemporaryDirectory() as folder:
        url = cluster.database("pushed")
        upgrade(url)
        phones = prepare(Settings(database_url=url, data=Path(folder), public_url="http://localhost"))
        rate = ours(url, Path(folder), [(phone.token, records) for phone, records in phones])
        rows, bare = bare_insert(url, cluster.database("bare"))
        say(f"  a bare insert of the same {rows:,} rows: {bare:.1f} s, {EVENTS / bare:,.0f} events/s")
        others(cluster, [records for _, records in phones], rate)


def prepare(settings: Settings) -> list[tuple[Phone, list[tuple[str, str]]]]:
    """Return each phone and its records (id and JWS), signed beforehand as phones do."""
    app = create_app(settings)
    farm = make_farm(app)
    farm.record(planted())
    phones = [farm.enrol(number + 1, "packer") for number in range(PHONES)]
    with app.app_context():
        db.engine.dispose()
    return [(phone, list(signed(phone, number))) for number, phone in enumerate(phones)]


def signed(phone: Phone, number: int) -> Iterator[tuple[str, str]]:
    for event in islice(phone_days(number, EVENTS // PHONES), EVENTS // PHONES):
        yield event["id"], phone.record(event)


def ours(url: str, folder: Path, phones: list[tuple[str, list[tuple[str, str]]]]) -> float:
    work = []
    for token, records in phones:
        headers = {"Authorization": f"Bearer {token}", "X-Sync-Protocol": "1"}
        batches = [records[start : start + BATCH] for start in range(0, len(records), BATCH)]
        work.append((headers, [json.dumps({"events": [jws for _, jws in batch]}).encode() for batch in batches]))
    environment = {"LOTBOOK_DATABASE_URL": url, "LOTBOOK_DATA": str(folder)}
    command = [sys.executable, "-m", "lotbook.cli", "serve"]
    with serving(command, environment, folder / "log") as server:
        port = int(server.url.rpartition(":")[2])
        seconds, times = push_all(port, "/api/v1/sync/push", work, all_accepted)
    insist_that_all_is_read(url)
    rate = EVENTS / seconds
    say(f"push: {EVENTS:,} signed events from {PHONES} phones in {seconds:.1f} s")
    claim("signed push", rate, "events/s", 2_500, at_least=True)
    say(f"  a batch of {BATCH}: p50 {percentile(times, 50) * 1000:.0f} ms, p99 {percentile(times, 99) * 1000:.0f} ms")
    return rate


def others(cluster: Cluster, phones: list[list[tuple[str, str]]], rate: float) -> None:
    authorized = {"Authorization": rivals.AUTHORIZATION}
    try:
        few = [records[: FOR_KINTO // PHONES] for records in phones]
        with rivals.kinto(cluster) as port:
            work = [(authorized, rivals.kinto_bodies(records, BATCH)) for records in few]
            compare("Kinto 26.5, PostgreSQL", FOR_KINTO, push_all(port, "/v1/batch", work, all_created), rate)
    except rivals.Missing as why:
        rivals.left_out("Kinto", why)
    try:
        with rivals.pouch() as port:
            work = [(authorized, rivals.pouch_bodies(records, BATCH)) for records in phones]
            compare("express-pouchdb 4.2, memory", EVENTS, push_all(port, "/events/_bulk_docs", work, all_ok), rate)
    except rivals.Missing as why:
        rivals.left_out("express-pouchdb", why)


def compare(name: str, count: int, measured: tuple[float, list[float]], rate: float) -> None:
    seconds, times = measured
    theirs = count / seconds
    say(
        f"  {name}: {theirs:,.0f} records/s of {count:,}, a batch p50 {percentile(times, 50) * 1000:,.0f} ms,"
        f" p99 {percentile(times, 99) * 1000:,.0f} ms; ours is {rate / theirs:.2f} times that"
    )


def push_all(port: int, path: str, work: list[Work], good: Callable[[Any], bool]) -> tuple[float, list[float]]:
    """Send from as many connections as there is work for; returns seconds in all, and of each batch."""
    times: list[float] = []
    failed: list[str] = []
    again = 0

    def push(headers: dict[str, str], bodies: list[bytes]) -> None:
        nonlocal again
        connection = HTTPConnection("127.0.0.1", port, timeout=300)
        for body in bodies:
            began = time.perf_counter()
            taken, tries = False, 0
            while not taken:
                connection.request("POST", path, body, {**headers, "Content-Type": "application/json"})
                answer = connection.getresponse()
                said = answer.read()
                taken, tries = answer.status in (200, 201) and good(json.loads(said)), tries + 1
                if tries > TRIES:
                    failed.append(f"{answer.status} {said[:300]!r}")
                    return
            again += tries - 1
            times.append(time.perf_counter() - began)

    threads = [threading.Thread(target=push, args=one) for one in work]
    with watch() as spent:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if failed:
        raise SystemExit(f"not accepted: {failed[0]}")
    if again:
        say(f"  {again} batches were not taken whole at first, and sent again")
    return spent.seconds, times


def all_accepted(said: Any) -> bool:
    return all(result["status"] == "accepted" for result in said["results"])


def all_created(said: Any) -> bool:
    return all(one["status"] in (200, 201) for one in said["responses"])


def all_ok(said: Any) -> bool:
    return all(one.get("ok") is True for one in said)


if __name__ == "__main__":
    main()
