"""A phone as 3-sync.md describes it, for a state machine: an outbox, what it was told, and what it does about it."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from lotbook.kit.jsonbytes import sha256_hex
from tests.support.phone import Phone

TAKEN = ("accepted", "duplicate", "held", "quarantined")


@dataclass
class Kept:
    """A record on the phone's disk."""

    jws: str
    dseq: int
    waiting: bool = True

    @property
    def sha256(self) -> str:
        return sha256_hex(self.jws.encode())


@dataclass
class Handset:
    """Signs, keeps, and forgets nothing; `acknowledged` is what it was told is in the book."""

    phone: Phone
    records: list[Kept] = field(default_factory=list)
    epoch: str | None = None
    high: int = 0
    doubt: bool = False
    twice: bool = False

    def record(self, event: dict[str, Any], **changes: Any) -> str:
        jws = self.phone.record(event, **changes)
        self.records.append(Kept(jws, self.phone.dseq))
        return jws

    def waiting(self) -> list[Kept]:
        return [one for one in self.records if one.waiting]

    def hear(self, reply: dict[str, Any]) -> set[str]:
        """Take in the reply to a push; returns the hashes that it acknowledged."""
        taken = {one["sha256"] for one in reply["results"] if one["status"] in TAKEN}
        for one in self.records:
            one.waiting = one.waiting and one.sha256 not in taken
        told = reply["device"]
        self.doubt = self.doubt or self.epoch not in (None, reply["epoch"]) or told["high"] < self.high
        self.twice = self.twice or told["twice"] or told["high"] > self.phone.dseq
        self.phone.dseq = max(self.phone.dseq, told["high"])
        if not self.doubt:
            self.epoch, self.high = reply["epoch"], max(self.high, told["high"])
            self.doubt = any(not one.waiting and within(one.dseq, told["missing"]) for one in self.records)
        return taken & {one.sha256 for one in self.records}

    def have(self) -> list[list[int]]:
        return [[number, number] for number in sorted({one.dseq for one in self.records})]

    def take_back(self, missing: list[list[int]], reply: dict[str, Any]) -> None:
        for one in self.records:
            one.waiting = one.waiting or self.twice or within(one.dseq, missing)
        self.epoch, self.high, self.doubt = reply["epoch"], reply["device"]["high"], False

    def copied(self) -> Handset:
        """Its disk as it is now, the key and all."""
        return copy.deepcopy(self, {id(self.phone.key): self.phone.key})


def within(number: int, ranges: list[list[int]]) -> bool:
    return any(first <= number <= last for first, last in ranges)
