"""A second machine has every commit: what phones were told is safe survives the end of the first."""

from pathlib import Path

import pytest

from tests.browser.server import Server
from tests.faults.crew import insist_that_all_is_there_once, make_crew, post
from tests.support.postgres import Cluster


@pytest.mark.postgres
def test_what_is_called_durable_is_on_the_standby_when_the_first_machine_is_gone(
    tmp_path: Path, servers: list[Server], capsys: pytest.CaptureFixture[str]
) -> None:
    with Cluster(durable=True) as first:
        url = first.database("doubled")
        server = Server(tmp_path, database_url=url)
        servers.append(server)
        server.start()
        crew = make_crew(server)
        phone = crew.senders[0].phone
        assert post(server.port, "/api/v1/sync/push", {"events": []}, phone.token)[1]["durable_through"] is None
        second = first.standby()
        try:
            server.kill()
            server.start()
            crew.senders[0].record(30)
            crew.drain()
            told = post(server.port, "/api/v1/sync/push", {"events": []}, phone.token)[1]["durable_through"]
            first.crash()
            second.promote()
            server.kill()
            moved = Server(tmp_path, database_url=second.url("doubled"))
            servers.append(moved)
            moved.start()
            crew.server = moved
            crew.office.url = moved.url

            said = insist_that_all_is_there_once(crew)
            assert told == crew.office.call("GET", "/entries?limit=1000")["entries"][-1]["seq"]
            moved.kill()
        finally:
            second.stop()
    with capsys.disabled():
        print(f"\nfirst machine gone: {said}; durable through {told}")
