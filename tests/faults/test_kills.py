"""The server, or its database, is killed while phones push: what was acknowledged is in the book, once."""

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.server import Server
from tests.faults.crew import Crew, insist_that_all_is_there_once, make_crew
from tests.support.databases import Databases
from tests.support.postgres import Cluster

CHANCE = 20_261_126


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    url = databases.empty(request.param)
    yield url
    databases.drop(url)


def pushed_and_struck(crew: Crew, strike: Callable[[], None], chance: random.Random) -> None:
    """Let the phones push, and strike once each was answered and a little later, in the midst of the next batch."""
    heard = [len(sender.acknowledged) for sender in crew.senders]
    enough = threading.Event()
    threads = crew.send_until(enough)
    patience = threading.Event()
    while all(len(sender.acknowledged) == was for sender, was in zip(crew.senders, heard, strict=True)):
        patience.wait(0.005)
    patience.wait(chance.uniform(0, 0.08))
    strike()
    enough.set()
    for thread in threads:
        thread.join()


def test_a_server_killed_in_mid_push_loses_and_doubles_nothing(
    url: str, tmp_path: Path, servers: list[Server], kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    server = Server(tmp_path, database_url=url)
    servers.append(server)
    server.start()
    crew, chance, cut = make_crew(server), random.Random(CHANCE), 0
    for _ in range(kills):
        failed = sum(sum(sender.failures.values()) for sender in crew.senders)
        pushed_and_struck(crew, server.kill, chance)
        cut += sum(sum(sender.failures.values()) for sender in crew.senders) - failed
        server.start()
    crew.drain()

    said = insist_that_all_is_there_once(crew)
    assert cut >= kills  # it struck in the midst of something, each time
    with capsys.disabled():
        print(f"\nkill -9 of the server, {kills} times, {cut} pushes cut ({url.partition(':')[0]}): {said}")


@pytest.mark.postgres
def test_a_database_that_is_stopped_at_once_loses_and_doubles_nothing(
    tmp_path: Path, servers: list[Server], kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    rounds = max(2, kills // 3)
    with Cluster(durable=True) as cluster:
        server = Server(tmp_path, database_url=cluster.database("struck"))
        servers.append(server)
        server.start()
        crew, chance = make_crew(server), random.Random(CHANCE)
        for _ in range(rounds):
            pushed_and_struck(crew, cluster.crash, chance)
            cluster.start_again()
        crew.drain()

        said = insist_that_all_is_there_once(crew)
        server.kill()
    # Whoever was refused was told that the database is away, and not of a mistake of ours.
    refused = {failure for sender in crew.senders for failure in sender.failures if failure[0].isdigit()}
    assert refused <= {"503 unavailable"}
    with capsys.disabled():
        print(f"\npg_ctl stop -m immediate, {rounds} times: {said}")
