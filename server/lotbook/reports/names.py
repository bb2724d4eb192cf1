"""Names of products, places and partners beside their codes: what a report adds to an answer."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.identity.models import Operation

_CONTACT = ("address", "city", "state", "zip", "country", "phone")


@dataclass(frozen=True, slots=True)
class Names:
    """The newest records of the registry, by type and code."""

    operation: dict[str, Any]
    mass_unit: str
    timezone: str
    records: dict[tuple[str, str], dict[str, Any]]

    def of(self, type_: str, code: str | None) -> str:
        """Return a code with its name: `APL-BIN Honeycrisp, field bin`."""
        if code is None:
            return ""
        name = self.records.get((type_, code), {}).get("name")
        return f"{code} {name}" if name and name != code else code

    def name(self, type_: str, code: str | None) -> str:
        """Return the name of a code, or the code where it has none."""
        return "" if code is None else self.records.get((type_, code), {}).get("name") or code

    def contact(self, type_: str, code: str | None) -> str:
        """Return address and phone on one line."""
        found = self.records.get((type_, code or ""), {}).get("contact") or {}
        return ", ".join(str(found[part]) for part in _CONTACT if found.get(part))

    def record(self, type_: str, code: str | None) -> dict[str, Any]:
        """Return a whole record, empty where there is none."""
        return self.records.get((type_, code or ""), {})


def names(session: Session, operation: Operation) -> Names:
    """Return every name of an operation's registry, but those of people."""
    sql = """
        SELECT r.type, r.code, r.body, p.body FROM registry_record r
        LEFT JOIN personal p ON p.operation_id = r.operation_id AND p.type = r.type AND p.code = r.code
        WHERE r.operation_id = :op AND r.type IN ('operation', 'place', 'product', 'partner', 'recipe')
    """
    found = {
        (type_, code): {**json.loads(body), **(json.loads(beside) if beside else {})}
        for type_, code, body, beside in rows(session, sql, op=operation.id)
    }
    own = found.get(("operation", operation.code), {"code": operation.code})
    return Names(own, operation.mass_unit, operation.timezone, found)
