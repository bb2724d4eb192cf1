"""A phone for tests: its key, its counter, its chain of records, as 3-sync.md says."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass(frozen=True)
class Key:
    """A P-256 key; the same number gives the same key."""

    private: ec.EllipticCurvePrivateKey

    @classmethod
    def from_number(cls, number: int) -> Key:
        return cls(ec.derive_private_key(number, ec.SECP256R1()))

    @property
    def jwk(self) -> dict[str, str]:
        numbers = self.private.public_key().public_numbers()
        x, y = (base64url(value.to_bytes(32, "big")) for value in (numbers.x, numbers.y))
        return {"crv": "P-256", "kty": "EC", "x": x, "y": y}

    def sign(self, data: bytes) -> bytes:
        r, s = decode_dss_signature(self.private.sign(data, ec.ECDSA(SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


@dataclass
class Phone:
    """Signs records one after the other."""

    key: Key
    device: str = ""
    token: str = ""
    dseq: int = 0
    prev: str | None = None
    header: dict[str, Any] = field(default_factory=dict)

    def record(self, event: dict[str, Any], **changes: Any) -> str:
        """Return the JWS of an event, with what a phone adds to it."""
        self.dseq += 1
        added = {
            "dev": self.device,
            "dseq": self.dseq,
            "prev": self.prev,
            "mono": {"boot": "b1", "ms": 1000.0 * self.dseq},
            "off": {"ms": 0, "age_s": 5},
            "seen": None,
        }
        jws = self.sign({**event, **added, **changes})
        self.prev = hashlib.sha256(jws.encode()).hexdigest()
        return jws

    def sign(self, payload: dict[str, Any], header: dict[str, Any] | None = None) -> str:
        """Return a JWS over any payload, under any header."""
        head = {"alg": "ES256", "kid": self.device} if header is None else header
        signed = f"{base64url(json.dumps(head).encode())}.{base64url(json.dumps(payload).encode())}"
        return f"{signed}.{base64url(self.key.sign(signed.encode()))}"
