"""Who may record what. Pure: roles and kinds in, a yes or a reason out (2-contract.md, "Rights")."""

from collections.abc import Iterable
from typing import Literal, cast

Role = Literal["owner", "office", "packer", "crew", "inspector"]

# From what sees everything and records nothing up to what may do all.
RANK: dict[str, int] = {"inspector": 0, "crew": 1, "packer": 2, "office": 3, "owner": 4}

PHONE_ROLES: tuple[Role, ...] = ("crew", "packer", "office")

CREW_KINDS = frozenset({"plant", "apply", "harvest", "weigh", "move", "tag", "clean", "note", "hold", "void"})
PACKER_KINDS = CREW_KINDS | {"receive", "pack", "ship", "return", "dispose", "count", "reclassify"}

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
COMMONEST = frozenset({"password12", "passwordpassword", "1234567890", "qwertyuiop", "0123456789", "letmeinplease"})


def highest(roles: Iterable[str]) -> Role | None:
    """Return the role that may do most, None without any that is known."""
    known = [role for role in roles if role in RANK]
    return cast(Role, max(known, key=RANK.__getitem__)) if known else None


def lower(one: Role, other: Role) -> Role:
    """Return the role that may do less."""
    return one if RANK[one] <= RANK[other] else other


def recorder_role(phone: Role, person: Iterable[str] | None) -> Role:
    """Return as what a phone's record counts: the lower of the person's role and the phone's.

    A person whom the registry does not know, or not yet, records as crew: a new picker's
    badge works before the office has typed the name.
    """
    if person is None:
        return lower(phone, "crew")
    return lower(phone, highest(person) or "inspector")


def may_record(role: Role, kind: str) -> bool:
    """Say whether a role may record a kind; owner and office all, an inspector none."""
    if RANK[role] >= RANK["office"]:
        return True
    allowed = {"crew": CREW_KINDS, "packer": PACKER_KINDS}.get(role, frozenset[str]())
    return kind in allowed


def may_correct(role: Role, *, own_phone: bool, same_day: bool) -> bool:
    """Say whether a role may void or replace a record: below the office its own phone's, of the same day."""
    if RANK[role] >= RANK["office"]:
        return True
    return role != "inspector" and own_phone and same_day


def may_grant(granter: Role, before: Iterable[str], after: Iterable[str]) -> bool:
    """Say whether a role may change a person's roles: nobody hands out, or takes away, more than they have."""
    if granter == "owner":
        return True
    touched = set(before) ^ set(after)
    return granter == "office" and "owner" not in touched


def may_change_person(granter: Role, roles: Iterable[str]) -> bool:
    """Say whether a role may set the password of, or rename, a person: an owner's only by an owner."""
    return granter == "owner" or (granter == "office" and "owner" not in set(roles))


def is_good_password(password: str) -> bool:
    """Say whether a password is long enough and not among the commonest (NIST SP 800-63B, 5.1.1.2)."""
    fits = SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD
    return fits and password.lower() not in COMMONEST and len(set(password)) > 3
