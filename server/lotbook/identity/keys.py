"""Public keys of devices: what a good one looks like, and verifying with it. Pure."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from lotbook.kit.jsonbytes import canonical

_ES256 = ec.ECDSA(SHA256())
_COORDINATE = 32


class BadKey(ValueError):
    """Not the public half of a P-256 key; the message says why."""


def decode_base64url(text: bytes) -> bytes:
    """Decode base64url without padding, and nothing that merely resembles it (RFC 7515, 2)."""
    data = base64.b64decode(text + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if base64.urlsafe_b64encode(data).rstrip(b"=") != text:
        # Another spelling of the same bytes would be another JWS with the same signature.
        raise binascii.Error("not the one way to write it")
    return data


def public_jwk(jwk: Mapping[str, Any]) -> dict[str, str]:
    """Return the four members that make the key, in the shape of RFC 7518, 6.2; raises BadKey."""
    if "d" in jwk:
        raise BadKey("This is the private key: it must never leave the phone. Make another and send x and y.")
    if jwk.get("kty") != "EC" or jwk.get("crv") != "P-256":
        raise BadKey("It must be an EC key on the curve P-256.")
    if jwk.get("alg", "ES256") != "ES256" or jwk.get("use", "sig") != "sig":
        raise BadKey("It must be a key for ES256 signatures.")
    members = {name: jwk.get(name) for name in ("x", "y")}
    if not all(isinstance(value, str) and len(value) == 43 for value in members.values()):
        raise BadKey("x and y must be 32 bytes each in base64url.")
    key = {"crv": "P-256", "kty": "EC", "x": str(members["x"]), "y": str(members["y"])}
    verifier(key["x"], key["y"])
    return key


def thumbprint(jwk: Mapping[str, str]) -> str:
    """Return the name of a key by its content (RFC 7638)."""
    return hashlib.sha256(canonical(dict(jwk))).hexdigest()


@lru_cache(maxsize=4_096)
def verifier(x: str, y: str) -> ec.EllipticCurvePublicKey:
    """Return the key of two coordinates; kept, because making one costs more than using it."""
    try:
        point = b"\x04" + decode_base64url(x.encode()) + decode_base64url(y.encode())
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as problem:
        raise BadKey("x and y are no point of the curve P-256.") from problem


def signature_holds(key: ec.EllipticCurvePublicKey, signed: bytes, signature: bytes) -> bool:
    """Verify ES256, and nothing else: r and s as 32 bytes each (RFC 7518, 3.4)."""
    if len(signature) != 2 * _COORDINATE:
        return False
    r, s = (int.from_bytes(part, "big") for part in (signature[:_COORDINATE], signature[_COORDINATE:]))
    try:
        key.verify(encode_dss_signature(r, s), signed, _ES256)
    except (InvalidSignature, ValueError):
        return False
    return True
