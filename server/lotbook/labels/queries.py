"""What labels say, read from the registry and the lots of one operation."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from lotbook.db import rows
from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_text, from_micros, local_day, now
from lotbook.labels.rules import Badge, Issuer, LotLabel, PlaceSign
from lotbook.registry import queries as registry
from lotbook.registry.facts import place_facts, place_status
from lotbook.registry.records import Place, Product, Record

T = TypeVar("T")


def issuer(session: Session, operation: Operation) -> Issuer:
    """Return an operation as its labels name it."""
    record = registry.get(session, operation.id, "operation", operation.code) or {}
    return Issuer(operation.code, record.get("name") or operation.code)


def company_prefix(session: Session, operation: Operation) -> str | None:
    """Return an operation's GS1 company prefix, under which it may number pallets; None where it has none."""
    record = registry.get(session, operation.id, "operation", operation.code) or {}
    prefix: str | None = record.get("gs1_prefix")
    return prefix


def places(session: Session, operation: Operation, codes: Sequence[str]) -> list[PlaceSign]:
    """Return the signs of places, with their status of today, in the order of the codes."""
    # All of them, because a place without a status of its own has its parent's.
    records = _records(session, operation, "place", None, Place)
    facts = {code: place_facts(place) for code, place in records.items()}
    today = local_day(now(), operation.timezone)
    signs = {
        code: PlaceSign(code, place.name or code, place.kind, place_status(facts, code, today) == "organic")
        for code, place in records.items()
    }
    return _each("place", codes, signs)


def lots(session: Session, operation: Operation, codes: Sequence[str]) -> list[LotLabel]:
    """Return the labels of lots as the book reads them now, in the order of the codes."""
    sql = """
        SELECT code, kind, product, status, place, first_us FROM lot
        WHERE operation_id = :op AND code IN :codes
    """
    found = rows(session, sql, op=operation.id, codes=list(codes))
    products = _records(session, operation, "product", sorted({row.product for row in found if row.product}), Product)
    places = _records(session, operation, "place", sorted({row.place for row in found if row.place}), Place)
    labels = {}
    for row in found:
        product, place = products.get(row.product), places.get(row.place)
        labels[row.code] = LotLabel(
            code=row.code,
            product=(product.name if product else None) or row.product or row.code,
            kind=row.kind or "",
            status=row.status or "",
            made_on=_day(row.first_us, operation.timezone),
            place=(place.name if place else None) or row.place,
            gtin=product.gtin if product else None,
        )
    return _each("lot", codes, labels)


def any_gtin(session: Session, operation: Operation, codes: Sequence[str]) -> bool:
    """Say whether the product of one of some lots has a GTIN."""
    sql = "SELECT DISTINCT product FROM lot WHERE operation_id = :op AND code IN :codes AND product IS NOT NULL"
    products = [row.product for row in rows(session, sql, op=operation.id, codes=list(codes))]
    return any(product.gtin for product in _records(session, operation, "product", products, Product).values())


def people(session: Session, operation: Operation, codes: Sequence[str]) -> list[Badge]:
    """Return the badges of people, in the order of the codes."""
    sql = """
        SELECT r.code, p.body FROM registry_record r
        LEFT JOIN personal p ON p.operation_id = r.operation_id AND p.type = r.type AND p.code = r.code
        WHERE r.operation_id = :op AND r.type = 'person' AND r.code IN :codes
    """
    found = rows(session, sql, op=operation.id, codes=list(codes))
    named = {code: Badge(code, (json.loads(beside).get("name") if beside else None) or code) for code, beside in found}
    return _each("person", codes, named)


def _records(
    session: Session, operation: Operation, type_: str, codes: list[str] | None, kind: type[T]
) -> dict[str, T]:
    found: list[Record] = registry.records_by_code(session, operation.id, type_, codes)
    return {record.code: record for record in found if isinstance(record, kind)}


def _day(moment_us: int | None, timezone: str) -> str | None:
    return None if moment_us is None else day_text(local_day(from_micros(moment_us), timezone))


def _each(what: str, codes: Sequence[str], found: Mapping[str, T]) -> list[T]:
    """Return what was asked for, one for each code; refuses the first that nobody knows."""
    missing = next((code for code in codes if code not in found), None)
    if missing is not None:
        raise Problem("label_unknown", what=what, typed=missing)
    return [found[code] for code in codes]
