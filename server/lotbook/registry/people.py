"""What the registry says of people: their roles, and who goes by a name."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from lotbook.registry import queries

MOST_PEOPLE = 10_000


def roles_of(session: Session, operation_id: int, person: str) -> tuple[str, ...] | None:
    """Return a person's roles; none for one who is retired, None for one nobody knows."""
    record = queries.get(session, operation_id, "person", person)
    if record is None:
        return None
    return () if record.get("retired") else tuple(record.get("roles") or ())


def roles_of_all(session: Session, operation_id: int, people: Iterable[str]) -> dict[str, tuple[str, ...] | None]:
    """Return the roles of a few people, the recorders of one batch."""
    return {person: roles_of(session, operation_id, person) for person in set(people)}


def by_name(session: Session, operation_id: int, name: str) -> str | None:
    """Return the code of the one person of a name; None if there is none, or more than one."""
    wanted = name.strip().casefold()
    everybody = queries.listing(session, operation_id, "person", "", MOST_PEOPLE)
    found = [person["code"] for person in everybody if (person.get("name") or "").strip().casefold() == wanted]
    return found[0] if len(found) == 1 and wanted else None
