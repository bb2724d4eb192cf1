"""A signed record: what is taken, and what goes into quarantine with which reason."""

from datetime import UTC, datetime
from typing import Any

import pytest

from lotbook.identity.keys import verifier
from lotbook.kit.jsonbytes import sha256_hex
from lotbook.sync.envelope import Opened, Signer, as_bytes, kids, open_letter, take_apart
from tests.support.phone import Key, Phone, base64url

NOW = datetime(2026, 9, 12, 16, 0, tzinfo=UTC)
KEY = Key.from_number(11)
HARVEST = {
    "id": "019a2f3e-0000-7000-8000-000000000001",
    "kind": "harvest",
    "v": 1,
    "at": "2026-09-12T09:00:00-07:00",
    "by": "c07",
    "place": "B4",
    "lot": "H26-B4-0912-A",
    "product": "APL-BIN",
    "from": ["PL-B4"],
    "quantity": {"value": "1", "unit": "bin"},
}


def phone() -> Phone:
    return Phone(KEY, device="d1")


def opened(jws: str | bytes, *, active: bool = True) -> Opened:
    body = jws if isinstance(jws, bytes) else jws.encode()
    jwk = KEY.jwk
    signers = {"d1": Signer("d1", verifier(jwk["x"], jwk["y"]), active)}
    return open_letter(body, take_apart(body), signers, NOW)


def reason(jws: str | bytes) -> str | None:
    return opened(jws).submission.reason


def test_a_good_record_is_read_and_keeps_the_very_bytes_that_were_signed() -> None:
    jws = phone().record(HARVEST)

    found = opened(jws)

    assert found.submission.reason is None
    assert found.submission.event is not None
    assert found.submission.event.id == HARVEST["id"]
    assert found.submission.body == jws.encode()
    assert found.submission.sha256 == sha256_hex(jws.encode())
    assert (found.dev, found.dseq) == ("d1", 1)


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none", "kid": "d1"},
        {"alg": "HS256", "kid": "d1"},
        {"alg": "ES256"},
        {"kid": "d1"},
        {"alg": "ES256", "kid": 5},
        {"alg": "ES256", "kid": "d1", "crit": ["b64"], "b64": False},
        {"alg": "ES256", "kid": "d1", "jwk": KEY.jwk},
        [],
    ],
)
def test_any_other_header_than_the_agreed_one_cannot_be_read(header: Any) -> None:
    assert reason(phone().sign(HARVEST | {"dev": "d1", "dseq": 1}, header)) == "malformed"


def test_a_phone_that_nobody_enrolled_is_unknown_and_its_claimed_id_is_told() -> None:
    found = opened(Phone(KEY, device="d9").record(HARVEST))

    assert found.submission.reason == "unknown_device"
    assert found.submission.id == HARVEST["id"]
    assert found.dev is None


def test_another_key_is_a_bad_signature() -> None:
    assert reason(Phone(Key.from_number(12), device="d1").record(HARVEST)) == "bad_signature"


def test_a_changed_payload_is_a_bad_signature() -> None:
    header, _, signature = phone().record(HARVEST).split(".")
    other = phone().record({**HARVEST, "lot": "ANOTHER"}).split(".")[1]

    assert reason(f"{header}.{other}.{signature}") == "bad_signature"


def test_another_spelling_of_the_same_signature_is_another_thing_and_is_not_taken() -> None:
    jws = phone().record(HARVEST)

    assert reason(jws + "=") == "malformed"
    assert reason(" " + jws) == "malformed"
    assert reason(jws[:-1] + ("B" if jws[-1] == "A" else chr(ord(jws[-1]) + 1))) in ("malformed", "bad_signature")


def test_a_revoked_phones_record_is_kept_out_but_counted_as_arrived() -> None:
    found = opened(phone().record(HARVEST), active=False)

    assert found.submission.reason == "revoked_device"
    assert found.submission.event is None
    assert (found.dev, found.dseq) == ("d1", 1)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"kind": "teleport"}, "unknown_kind"),
        ({"v": 99}, "unknown_version"),
        ({"quantity": {"value": "-1", "unit": "bin"}}, "malformed"),
        ({"at": "yesterday"}, "malformed"),
        ({"at": "2026-09-12T09:00:00"}, "malformed"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "malformed"),
        ({"at": "9999-12-31T23:59:59-14:00"}, "malformed"),
        ({"id": "five"}, "malformed"),
        ({"lot": "A\u0000B"}, "malformed"),
    ],
)
def test_what_cannot_be_read_says_why_and_counts_as_arrived(change: dict[str, Any], why: str) -> None:
    found = opened(phone().record({**HARVEST, **change}))

    assert found.submission.reason == why
    assert (found.dev, found.dseq) == ("d1", 1)


@pytest.mark.parametrize("change", [{"dev": "d2"}, {"dev": None}, {"dseq": None}, {"dseq": 0}, {"dseq": 2**63}])
def test_a_record_that_does_not_say_whose_it_is_or_its_place_in_the_row_cannot_be_read(
    change: dict[str, Any],
) -> None:
    assert reason(phone().record(HARVEST, **change)) == "malformed"


@pytest.mark.parametrize("text", ["", ".", "..", "...", "a.b", "a.b.c", "a.b.c.d", "é.é.é", "{}", "\x00", "A" * 10_000])
def test_what_is_no_jws_is_malformed(text: str) -> None:
    assert reason(text) == "malformed"


def test_a_payload_that_is_no_object_is_malformed() -> None:
    header = base64url(b'{"alg":"ES256","kid":"d1"}')
    for payload in (b"[]", b"5", b'"x"', b"null", b"{", b"\xff"):
        signed = f"{header}.{base64url(payload)}"
        jws = f"{signed}.{base64url(KEY.sign(signed.encode()))}"

        assert reason(jws) == "malformed"


def test_what_is_not_even_text_has_bytes_to_keep() -> None:
    for item in (None, 5, {"a": 1}, ["x"], "\ud800"):
        assert as_bytes(item)


def test_the_phones_of_a_batch_are_known_before_any_look_up() -> None:
    letters = [take_apart(Phone(KEY, device=name).record(HARVEST).encode()) for name in ("d1", "d2", "d1")]

    assert kids([*letters, None]) == {"d1", "d2"}
