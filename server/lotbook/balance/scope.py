"""The scope of a statement: a commodity, a variety, a product or one lot, and perhaps a status."""

import difflib
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from lotbook.book.renamed import now_called
from lotbook.db import rows
from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.lots.queries import unknown_lot
from lotbook.registry.facts import STATUSES
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Product

_SCOPES = ("commodity", "variety", "product", "lot")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a statement is about, as SQL: `lot_id` for one lot, else `products`."""

    asked: dict[str, str]
    products: tuple[str, ...]
    lot_id: int | None
    status: str | None
    records: tuple[Product, ...]

    def where(self, alias: str, *, claimed: bool = False) -> str:
        """Return the condition on a table with lot, product and status; `claimed` adds lots once claimed so."""
        id_column = "id" if alias == "l" else "lot_id"
        what = f"{alias}.{id_column} = :lot_id" if self.lot_id is not None else f"{alias}.product IN :products"
        if self.status is None:
            return what
        if claimed:
            claims = f"""
                SELECT 1 FROM making m WHERE m.operation_id = {alias}.operation_id
                AND m.lot_id = {alias}.id AND m.claim = :status
            """  # noqa: S608 - ours
            return f"{what} AND ({alias}.status = :status OR EXISTS ({claims}))"
        return f"{what} AND {alias}.status = :status"

    @property
    def within(self) -> str:
        """Return the condition that a posting went into a lot of the scope."""
        what = "into_id = :lot_id" if self.lot_id is not None else "into_product IN :products"
        return what if self.status is None else f"{what} AND into_status = :status"

    @property
    def given(self) -> dict[str, Any]:
        """Return the parameters that the conditions name."""
        given: dict[str, Any] = {}
        if self.lot_id is not None:
            given["lot_id"] = self.lot_id
        else:
            given["products"] = list(self.products)
        if self.status is not None:
            given["status"] = self.status
        return given

    @property
    def tolerance_percent(self) -> str:
        """Return the smallest tolerance that its products were given, 0 where none was."""
        given = [record.tolerance_percent for record in self.records if record.tolerance_percent is not None]
        return min(given, key=float, default="0")


def find_scope(session: Session, operation: Operation, asked: dict[str, str]) -> Scope:
    """Return the scope that somebody asked for; raises a Problem for none, several, or an unknown one."""
    status = asked.get("status")
    named = [name for name in _SCOPES if asked.get(name) is not None]
    if len(named) != 1 or set(asked) - {*_SCOPES, "status"}:
        raise Problem("scope_needed")
    if status is not None and status not in STATUSES:
        raise Problem("bad_status", value=status)
    what, code = named[0], asked[named[0]]
    kept = {what: code} if status is None else {what: code, "status": status}
    products = [r for r in records_by_code(session, operation.id, "product", None) if isinstance(r, Product)]
    if what == "lot":
        return _one_lot(session, operation, code, status, kept, products)
    some = tuple(product for product in products if _named(product, what) == code)
    if not some:
        called = _now(session, operation, what, code, products)
        if len(called) != 1:
            raise _unknown(what, code, called, products)
        kept[what] = called[0]
        some = tuple(product for product in products if _named(product, what) == called[0])
    return Scope(kept, tuple(product.code for product in some), None, status, some)


def _now(session: Session, operation: Operation, what: str, code: str, products: list[Product]) -> list[str]:
    """Return what a commodity or variety is called now; a product's code never changes."""
    if what not in ("commodity", "variety"):
        return []
    return now_called(session, operation, "commodity" if what == "commodity" else "variety", code, products)


def _unknown(what: str, code: str, called: list[str], products: list[Product]) -> Problem:
    """Return the refusal of a name, with those that it has by now, or the nearest that there is."""
    known = {name for product in products if (name := _named(product, what)) is not None}
    near = difflib.get_close_matches(code, sorted(known), n=1)
    hint = f"{code} is called {' or '.join(called)} now." if called else f"The nearest is {near[0]}." if near else None
    return Problem("unknown_scope", what=what, code=code, errors=None if hint is None else {what: [hint]})


def _named(product: Product, what: str) -> str | None:
    return {"commodity": product.commodity, "variety": product.variety, "product": product.code}[what]


def _one_lot(
    session: Session,
    operation: Operation,
    code: str,
    status: str | None,
    kept: dict[str, str],
    products: list[Product],
) -> Scope:
    sql = "SELECT id, product FROM lot WHERE operation_id = :op AND code = :code"
    found = rows(session, sql, op=operation.id, code=code)
    if not found:
        raise unknown_lot(session, operation, code)
    id_, product = found[0]
    some = tuple(record for record in products if record.code == product)
    return Scope(kept, (product,) if product is not None else (), id_, status, some)
