"""The postings that a statement adds up, in groups that are alike: from days that were settled, and from the rest."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from lotbook.balance.scope import Scope
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.lots.settled import Sum, sums


class Group(NamedTuple):
    """Postings of the scope on a day; `inside` says that they went into a lot of the scope."""

    product: str | None
    day: int
    account: str
    against: str
    basis: str
    status: str | None
    inside: bool
    up: bool
    mass_mg: int
    units_micro: int
    seqs: tuple[int, ...]


def groups(session: Session, operation: Operation, scope: Scope, last: int) -> list[Group]:
    """Return every group of a scope up to a day."""
    if scope.lot_id is not None:
        return _of_one_lot(session, operation, scope, last)
    found = sums(session, operation, scope.products, last)
    return [
        _group(product, day, one, scope)
        for (product, day), some in found.items()
        for one in some
        if scope.status is None or one.status == scope.status
    ]


def _group(product: str, day: int, one: Sum, scope: Scope) -> Group:
    inside = one.into_product in scope.products and (scope.status is None or one.into_status == scope.status)
    alike = (product, day, one.account, one.against, one.basis, one.status, inside, one.up)
    return Group(*alike, one.mass_mg, one.units_micro, one.seqs)


def _of_one_lot(session: Session, operation: Operation, scope: Scope, last: int) -> list[Group]:
    """A lot has few postings, and none of its own is kept in a sum."""
    sql = f"""
        SELECT product, day, account, against, basis, status, CASE WHEN {scope.within} THEN 1 ELSE 0 END AS inside,
               mass_mg, units_micro, seq
        FROM posting p WHERE p.operation_id = :op AND {scope.where("p")} AND day <= :last
    """  # noqa: S608 - the conditions are ours
    found = []
    for row in rows(session, sql, op=operation.id, last=last, **scope.given):
        alike = (row.product, row.day, row.account, row.against, row.basis, row.status, bool(row.inside))
        seqs = (row.seq,) if row.against not in ("stock", "in_process") else ()
        found.append(Group(*alike, row.mass_mg > 0, row.mass_mg, row.units_micro, seqs))
    return found


def postings(
    session: Session, operation: Operation, scope: Scope, against: list[str], first: int, last: int
) -> list[Group]:
    """Return the single postings of a scope against some accounts in some days, each as a group of its own."""
    sql = f"""
        SELECT product, day, account, against, basis, status, CASE WHEN {scope.within} THEN 1 ELSE 0 END AS inside,
               mass_mg, units_micro, seq
        FROM posting p WHERE p.operation_id = :op AND {scope.where("p")}
        AND p.against IN :against AND day BETWEEN :first AND :last
    """  # noqa: S608 - the conditions are ours
    given = {"op": operation.id, "against": against, "first": first, "last": last, **scope.given}
    return [
        Group(
            row.product,
            row.day,
            row.account,
            row.against,
            row.basis,
            row.status,
            bool(row.inside),
            row.mass_mg > 0,
            row.mass_mg,
            row.units_micro,
            (row.seq,),
        )
        for row in rows(session, sql, **given)
    ]
