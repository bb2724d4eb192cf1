"""Secrets: how they are made, how they are kept, and how they are compared.

Every one begins with its operation's code and a dot, so that the operation is known before
anything is looked up. What we keep is a hash; the secrets themselves are 128 bits and more of
randomness, so that one SHA-256 is enough. Passwords alone need a slow hash.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lotbook.kit.codes import CROCKFORD

SESSION, TOKEN, DEVICE, LINK, VISIT = "S", "T", "D", "I", "V"

# RFC 9106 asks for more memory than a small server can give to several sign-ins at once; this is
# OWASP's second choice. No more than four are computed at a time, whoever knocks.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_AT_ONCE = BoundedSemaphore(4)
_NOBODY = _HASHER.hash(secrets.token_urlsafe())


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret as it was sent: of which operation, of which sort, and its hash."""

    operation: str
    sort: str
    hash: str


def random_code(bits: int) -> str:
    """Return that many random bits, or a few more, in Crockford's base 32."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(-(-bits // 5)))


def make_secret(operation: str, sort: str) -> str:
    """Return a new secret of an operation: code, dot, sort, 160 random bits."""
    return f"{operation}.{sort}{random_code(160)}"


def hashed(text: str) -> str:
    """Return the hash under which a secret is kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_secret(text: str) -> Secret | None:
    """Take a secret apart; None if it cannot be one of ours."""
    operation, dot, rest = text.rpartition(".")
    if not dot or not operation or len(rest) != 33 or len(text) > 200 or not rest.isascii():
        return None
    return Secret(operation, rest[0], hashed(rest))


def kept(secret: str) -> str:
    """Return what to store of a secret that was just made."""
    return hashed(secret.rpartition(".")[2])


def equal(one: str, other: str) -> bool:
    """Compare two secrets in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())


def csrf_of(secret: str) -> str:
    """Return the word that a session's own page must repeat; it tells nothing of the secret."""
    return hashed("csrf " + secret)[:32]


def derived_secret(operation: str, sort: str, code: str, salt: str) -> str:
    """Return the secret that an enrolment code and its row's salt make, the same every time.

    So a phone whose reply was lost gets the same token again, though only its hash is stored:
    neither the code nor the database alone gives it.
    """
    digest = hmac.digest(salt.encode(), code.encode(), "sha256")
    number = int.from_bytes(digest[:20], "big")
    letters = "".join(CROCKFORD[number >> shift & 31] for shift in range(155, -1, -5))
    return f"{operation}.{sort}{letters}"


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def password_fits(stored: str | None, password: str) -> bool:
    """Compare in the same time whether there is an account or not."""
    with _AT_ONCE:
        try:
            _HASHER.verify(stored or _NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None
