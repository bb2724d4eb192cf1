"""Signed push over HTTP: one operation, 8 phones at once, batches of 200, each fully read before it is answered."""

import json
import sys
import tempfile
import threading
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path

from bench._measure import bare_insert, claim, insist_that_all_is_read, say, watch
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


def main() -> None:
    with Cluster(durable=True) as cluster, tempfile.TemporaryDirectory() as folder:
        measure(cluster, Path(folder))


def measure(cluster: Cluster, folder: Path) -> None:
    url = cluster.database("pushed")
    upgrade(url)
    bodies = prepare(Settings(database_url=url, data=folder, public_url="http://localhost"))
    environment = {"LOTBOOK_DATABASE_URL": url, "LOTBOOK_DATA": str(folder)}
    command = [sys.executable, "-m", "lotbook.cli", "serve"]
    with serving(command, environment, folder / "log") as server, watch() as spent:
        threads = [threading.Thread(target=push, args=(server.url, *phone)) for phone in bodies]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    insist_that_all_is_read(url)
    rate = EVENTS / spent.seconds
    rows, bare = bare_insert(url, cluster.database("bare"))
    say(f"push: {EVENTS:,} signed events from {PHONES} phones in {spent.seconds:.1f} s")
    claim("signed push", rate, "events/s", 2_500, at_least=True)
    say(f"  a bare insert of the same {rows:,} rows: {bare:.1f} s, {EVENTS / bare:,.0f} events/s")


def prepare(settings: Settings) -> list[tuple[str, list[bytes]]]:
    """Return each phone's token and the bodies that it will push, signed beforehand as phones do."""
    app = create_app(settings)
    farm = make_farm(app)
    farm.record(planted())
    phones = [farm.enrol(number + 1, "packer") for number in range(PHONES)]
    with app.app_context():
        db.engine.dispose()
    return [(phone.token, list(signed(phone, number))) for number, phone in enumerate(phones)]


def signed(phone: Phone, number: int) -> list[bytes]:
    records = [phone.record(event) for event in islice(phone_days(number, EVENTS // PHONES), EVENTS // PHONES)]
    starts = range(0, len(records), BATCH)
    return [json.dumps({"events": records[start : start + BATCH]}).encode() for start in starts]


def push(url: str, token: str, bodies: list[bytes]) -> None:
    connection = HTTPConnection(url.removeprefix("http://"))
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "X-Sync-Protocol": "1"}
    for body in bodies:
        connection.request("POST", "/api/v1/sync/push", body, headers)
        answer = connection.getresponse()
        results = json.loads(answer.read()).get("results", [])
        if answer.status != 200 or any(result["status"] != "accepted" for result in results):
            raise SystemExit(f"not accepted: {answer.status} {results[:1]}")


if __name__ == "__main__":
    main()
