"""Phones that push without a pause, remember what was acknowledged, and send the rest again."""

from __future__ import annotations

import http.client
import json
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from lotbook.kit.jsonbytes import sha256_hex
from tests.browser.farm import open_farm
from tests.browser.server import Office, Server
from tests.support.farm import harvested
from tests.support.phone import Key, Phone

BATCH = 10
PHONES = 4
TAKEN = ("accepted", "duplicate")


@dataclass
class Sender:
    """One phone with its outbox: nothing leaves it before the reply names it with its hash."""

    phone: Phone
    outbox: list[str] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    answers: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)

    def record(self, count: int) -> None:
        self.outbox += [self.phone.record({**harvested("H1"), "by": "c07"}) for _ in range(count)]

    def push(self, port: int) -> bool:
        """Send the start of the outbox once; False if anything went wrong on the way."""
        batch = self.outbox[:BATCH]
        try:
            status, body = post(port, "/api/v1/sync/push", {"events": batch}, self.phone.token)
        except (OSError, http.client.HTTPException, ValueError) as broken:
            self.failures[type(broken).__name__] += 1
            return False
        if status != 200:
            self.failures[f"{status} {body.get('code')}"] += 1
            return False
        for result in body["results"]:
            self.answers[result["status"]] += 1
            if result["status"] in TAKEN:
                self.acknowledged.add(result["sha256"])
        self.outbox = [jws for jws in self.outbox if sha256_hex(jws.encode()) not in self.acknowledged]
        return True


@dataclass
class Crew:
    """Some phones at one server."""

    server: Server
    office: Office
    senders: list[Sender]

    def send_until(self, enough: threading.Event) -> list[threading.Thread]:
        """Let every phone record and push until told to stop, or until its server is gone."""

        def work(sender: Sender) -> None:
            while not enough.is_set():
                if not sender.outbox:
                    sender.record(BATCH)
                if not sender.push(self.server.port):
                    return

        threads = [threading.Thread(target=work, args=(sender,)) for sender in self.senders]
        for thread in threads:
            thread.start()
        return threads

    def drain(self) -> None:
        """Send what is left; the faults are over, so nothing may fail."""
        for sender in self.senders:
            while sender.outbox:
                assert sender.push(self.server.port), sender.failures

    def acknowledged(self) -> set[str]:
        return set().union(*(sender.acknowledged for sender in self.senders))

    def in_book(self) -> Counter[str]:
        """How often each record of these phones is in the book, by its hash."""
        lines = self.server.command("export").splitlines()
        return Counter(sha256_hex(line["jws"].encode()) for line in map(json.loads, lines) if "jws" in line)

    def counted(self) -> str:
        answers = sum((sender.answers for sender in self.senders), Counter[str]())
        failures = sum((sender.failures for sender in self.senders), Counter[str]())
        return f"answers {dict(answers)}, failures {dict(failures)}"


def make_crew(server: Server) -> Crew:
    """Set a farm up on a fresh server, and let phones in."""
    office = open_farm(server)
    senders = []
    for number in range(1, PHONES + 1):
        key = Key.from_number(number)
        code = office.call("POST", "/enrolments", {"role": "packer"})["code"]
        let_in = office.call("POST", "/devices", {"code": code, "name": f"Phone {number}", "jwk": key.jwk})
        senders.append(Sender(Phone(key, let_in["device"], let_in["token"])))
    return Crew(server, office, senders)


def post(port: int, path: str, body: Any, token: str) -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "X-Sync-Protocol": "1"}
    try:
        connection.request("POST", path, json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def insist_that_all_is_there_once(crew: Crew) -> str:
    """Acknowledged and in the book are the same, each once; and the readings are those of the book."""
    book, acknowledged = crew.in_book(), crew.acknowledged()
    assert set(book.values()) <= {1}
    assert set(book) == acknowledged
    assert crew.server.command("rebuild") == ""
    devices = crew.office.call("GET", "/devices")["devices"]
    assert {tuple(map(tuple, one["missing"])) for one in devices} == {()}
    return f"{len(acknowledged):,} acknowledged, {len(book):,} in the book, each once; {crew.counted()}"


def put_file(port: int, token: str, data: bytes) -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/octet-stream"}
    try:
        connection.request("PUT", f"/api/v1/files/{sha256_hex(data)}", data, headers)
        answer = connection.getresponse()
        body = answer.read()
        return answer.status, json.loads(body) if body else {}
    finally:
        connection.close()
