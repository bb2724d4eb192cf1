"""Public keys of phones: only the public half of a P-256 key is taken."""

from typing import Any

import pytest

from lotbook.identity.keys import BadKey, public_jwk, signature_holds, thumbprint, verifier
from tests.support.phone import Key

GOOD = Key.from_number(7).jwk


def test_the_public_half_of_a_p256_key_is_taken_without_its_trimmings() -> None:
    assert public_jwk({**GOOD, "ext": True, "key_ops": ["verify"]}) == GOOD


@pytest.mark.parametrize(
    "change",
    [
        {"d": "AAAA"},
        {"kty": "RSA"},
        {"crv": "P-384"},
        {"alg": "none"},
        {"use": "enc"},
        {"x": None},
        {"x": 5},
        {"y": "short"},
        {"x": "A" * 43},
        {"x": GOOD["y"], "y": GOOD["x"]},
        {"x": "!" * 43},
    ],
)
def test_any_other_key_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadKey):
        public_jwk({**GOOD, **change})


def test_a_thumbprint_is_of_the_content_and_not_of_the_order() -> None:
    assert thumbprint(GOOD) == thumbprint(dict(reversed(GOOD.items())))
    assert thumbprint(GOOD) != thumbprint(Key.from_number(8).jwk)


def test_a_signature_holds_for_its_bytes_and_its_key_only() -> None:
    key = Key.from_number(7)
    signature = key.sign(b"harvest")

    assert signature_holds(verifier(GOOD["x"], GOOD["y"]), b"harvest", signature)
    assert not signature_holds(verifier(GOOD["x"], GOOD["y"]), b"harvests", signature)
    other = Key.from_number(8).jwk
    assert not signature_holds(verifier(other["x"], other["y"]), b"harvest", signature)


@pytest.mark.parametrize("signature", [b"", b"\0" * 64, b"\xff" * 64, b"\1" * 63, b"\1" * 65])
def test_what_is_no_signature_does_not_hold(signature: bytes) -> None:
    assert not signature_holds(verifier(GOOD["x"], GOOD["y"]), b"harvest", signature)
