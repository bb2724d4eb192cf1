"""A mistake that people and programs make: how it is sent, and the words that answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from tests.support.farm import API, Farm
from tests.support.phone import Phone

MEND = "Mend the fields named under errors and send it again."
SIGN_IN = "Send a token, or sign in: this needs to know who is asking."
BAD_TOKEN = "It is unknown, expired or revoked: ask the office for another."


@dataclass(frozen=True)
class Answer:
    """What a problem document says."""

    status: int
    code: str
    detail: str
    errors: dict[str, list[str]] | None = None


@dataclass(frozen=True)
class Case:
    """A mistake, and its answer. The phone was enrolled before anything is counted."""

    name: str
    send: Callable[[Farm, Phone], TestResponse]
    answer: Answer


def refused(status: int, code: str, detail: str) -> Answer:
    """Return a refusal as a whole."""
    return Answer(status, code, detail)


def fields(errors: dict[str, list[str]]) -> Answer:
    """Return a refusal that names the fields to mend."""
    return Answer(422, "invalid_fields", MEND, errors)


def row(name: str, call: str, answer: Answer, **given: Any) -> Case:
    """A mistake in a call of the office, unless another role is given."""
    method, _, path = call.partition(" ")
    role = given.pop("role", "office")
    return Case(name, lambda farm, _: farm.call(method, path, role, **given), answer)


def pushed(name: str, answer: Answer, **given: Any) -> Case:
    """A push that is no batch at all."""
    return Case(name, lambda farm, phone: farm.call("POST", "/sync/push", phone.token, **given), answer)


def with_header(name: str, header: str) -> Case:
    """A token that is none."""

    def send(farm: Farm, _: Phone) -> TestResponse:
        return farm.client.get(f"{API}/places", headers={"Authorization": header.format(code=farm.code)})

    return Case(name, send, Answer(401, "bad_token", BAD_TOKEN))


def body(data: bytes | str, **headers: str) -> dict[str, Any]:
    """A body as bytes, said to be JSON."""
    sent = data.encode() if isinstance(data, str) else data
    return {"data": sent, "content_type": "application/json", "headers": headers}
