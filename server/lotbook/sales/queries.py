"""The sales audit of a period: every select, and the answer (what an auditor compares after 7 CFR 205.103(b))."""

from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lotbook.balance.scope import find_scope
from lotbook.book.events import Invoice, decode_event
from lotbook.book.fields import InvoiceLine, Ref
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.kit.clock import day_number, day_text
from lotbook.kit.collector import without_collector
from lotbook.kit.mass import MG_PER_UNIT, is_mass_unit, product, whole
from lotbook.lots.rules import RULES
from lotbook.registry.facts import ProductFacts, product_facts
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Product
from lotbook.sales.rules import Account, Billed, Day, Shipments, Shipped, billed_mass, micro, organic_days, reasons
from lotbook.trace.lots import at_text

_MOVED = """
    SELECT p.seq, l.code AS lot, p.product, p.against, CAST(SUM(p.mass_mg) AS bigint) AS mass,
           CAST(SUM(p.units_micro) AS bigint) AS units
    FROM posting p JOIN lot l ON l.operation_id = p.operation_id AND l.id = p.lot_id
    WHERE p.operation_id = :op AND p.product IN :products AND p.day BETWEEN :first AND :last
    AND p.against IN ('shipped', 'returned')
    GROUP BY p.seq, l.code, p.product, p.against ORDER BY p.seq, l.code
"""
_EVENTS = "SELECT seq, event_id, at_us, body, signed FROM entry WHERE operation_id = :op AND seq IN :seqs"
_INVOICES = """
    SELECT event_id, at_us, day, body, signed FROM entry
    WHERE operation_id = :op AND kind = 'invoice' AND standing AND state = 'read' ORDER BY at_us, event_id
"""
_ORGANIC = """
    SELECT day, SUM(CASE WHEN against = 'shipped' THEN -mass_mg ELSE 0 END) AS sold,
           SUM(CASE WHEN against = 'shipped' THEN 0 ELSE mass_mg END) AS came
    FROM posting WHERE operation_id = :op AND product IN :products AND status = 'organic'
    AND against NOT IN ('stock', 'in_process') AND day <= :last
    GROUP BY day ORDER BY day
"""


class _Moving(msgspec.Struct):
    """What an audit asks of a shipment or a return: of a hundred thousand, the rest need not be read."""

    partner: str | None = None
    refs: tuple[Ref, ...] | None = None


_moving = msgspec.json.Decoder(_Moving)


@without_collector()
def audit(session: Session, operation: Operation, query: dict[str, Any]) -> dict[str, Any]:
    """Return the sales audit of a period, of everything sold or of one commodity, product or customer."""
    first, last = day_number(query["from"]), day_number(query["to"])
    records = _products(session, operation, query)
    facts = {record.code: product_facts(record) for record in records}
    accounts: dict[str | None, Account] = {}
    shipped = _moved(session, operation, sorted(facts), first, last, facts, accounts)
    _billed(session, operation, facts, first, last, shipped, accounts)
    wanted = query.get("partner")
    unit = operation.mass_unit
    shown = [
        accounts[code].shown(unit, amounts=query.get("amounts", False))
        for code in sorted(accounts, key=lambda code: code or "")
        if wanted is None or code == wanted
    ]
    days = _days(session, operation, sorted(facts), first, last)
    return {
        "from": query["from"],
        "to": query["to"],
        "scope": {name: query[name] for name in ("commodity", "product", "partner") if name in query},
        "mass_unit": unit,
        "customers": shown,
        "totals": {
            name: sum(one[name] for one in shown)
            for name in ("shipped_mg", "returned_mg", "invoiced_mg", "difference_mg")
        },
        "organic_days": days,
        "reasons": reasons(shown, days, unit),
        "as_of": {"seq": operation.head_seq, "rules": RULES},
    }


def _products(session: Session, operation: Operation, query: dict[str, Any]) -> list[Product]:
    asked: dict[str, str] = {name: query[name] for name in ("commodity", "product") if name in query}
    if asked:
        return list(find_scope(session, operation, asked).records)
    found = records_by_code(session, operation.id, "product", None)
    return [record for record in found if isinstance(record, Product) and record.stage in ("harvested", "packed")]


def _moved(
    session: Session,
    operation: Operation,
    products: list[str],
    first: int,
    last: int,
    facts: dict[str, ProductFacts],
    accounts: dict[str | None, Account],
) -> dict[tuple[str, str], tuple[int, int]]:
    """Put shipments and returns on their customers' accounts; return mass and units by (event, lot)."""
    found = rows(session, _MOVED, op=operation.id, products=products, first=first, last=last)
    events = {
        seq: (event_id, at_text(at_us, operation.timezone), _moving.decode(payload_bytes(bytes(body), signed)))
        for seq, event_id, at_us, body, signed in rows(
            session, _EVENTS, op=operation.id, seqs=sorted({row[0] for row in found})
        )
    }
    unit_of = {code: _stock_unit(known) for code, known in facts.items()}
    shipped: dict[tuple[str, str], tuple[int, int]] = {}
    for seq, lot, product_, against, mass, units in found:
        event_id, at, event = events[seq]
        account = accounts.get(event.partner)
        if account is None:
            account = accounts[event.partner] = Account(event.partner)
        left = against == "shipped"
        sign = -1 if left else 1
        refs = [{"kind": ref.kind, "number": ref.number} for ref in event.refs or ()]
        one = Shipped(event_id, at, lot, sign * mass, sign * units, unit_of[product_], refs)
        if left:
            account.shipped.append(one)
            shipped[one.event, one.lot] = one.mass_mg, one.units_micro
        else:
            account.returned.append(one)
    return shipped


def _billed(
    session: Session,
    operation: Operation,
    facts: dict[str, ProductFacts],
    first: int,
    last: int,
    shipped: dict[tuple[str, str], tuple[int, int]],
    accounts: dict[str | None, Account],
) -> None:
    """Put bills on their customers' accounts: a line that names a shipment by that shipment, another by its date."""
    found = rows(session, _INVOICES, op=operation.id)
    shipments = Shipments(shipped if found else {})
    invoices = [(row, decode_event(payload_bytes(bytes(row.body), row.signed))) for row in found]
    named = sorted({line.lot for _, one in invoices if isinstance(one, Invoice) for line in one.lines if line.lot})
    sql = "SELECT code, product, mean_mg, mean_units FROM lot WHERE operation_id = :op AND code IN :codes"
    lots = {row.code: row for row in rows(session, sql, op=operation.id, codes=named)}
    for row, invoice in invoices:
        if not isinstance(invoice, Invoice):
            continue
        date = invoice.date or day_text(row.day)
        for line in invoice.lines:
            lot = lots.get(line.lot or "")
            inside = first <= day_number(date) <= last and (lot is None or lot.product in facts)
            shipment = line.shipment.lower() if line.shipment is not None else None
            if shipment is None and not inside:
                continue
            moved = shipments.meant(shipment, line.lot)
            if shipment is not None and not moved:
                continue
            billed = _bill(row.event_id, invoice.number, date, line, lot, facts, moved)
            accounts.setdefault(invoice.partner, Account(invoice.partner)).billed.append(billed)


def _bill(
    event: str,
    number: str | None,
    date: str,
    line: InvoiceLine,
    lot: Any,
    facts: dict[str, ProductFacts],
    moved: list[tuple[int, int]],
) -> Billed:
    """Read a line of a bill: what is billed in units weighs what the shipped units weighed, else the lot's mean."""
    value, unit, amount = Decimal(line.quantity.value), line.quantity.unit, line.amount
    mass: int | None
    if is_mass_unit(unit):
        mass, units, shown = whole(product(value, MG_PER_UNIT[unit])), 0, None
    else:
        units = micro(_in_stock_units(value, unit, lot, facts))
        mass = billed_mass(units, moved or ([(lot.mean_mg, lot.mean_units)] if lot is not None else []))
        shown = _unit_of(lot, facts) or unit
    return Billed(
        event=event,
        number=number,
        date=date,
        mass_mg=mass,
        units_micro=units,
        unit=shown,
        amount=Decimal(amount.value) if amount is not None else None,
        currency=amount.currency if amount is not None else None,
    )


def _in_stock_units(value: Decimal, unit: str, lot: Any, facts: dict[str, ProductFacts]) -> Decimal:
    """Return a quantity in a further unit as stock units; in a unit that nobody knows it stands as it is."""
    known = facts.get(lot.product) if lot is not None else None
    return product(value, known.per.get(unit, Decimal(1))) if known is not None else value


def _unit_of(lot: Any, facts: dict[str, ProductFacts]) -> str | None:
    known = facts.get(lot.product) if lot is not None else None
    return _stock_unit(known) if known is not None else None


def _stock_unit(facts: ProductFacts) -> str | None:
    """A stock unit that is a mass unit would say the mass again."""
    return None if facts.unit is None or is_mass_unit(facts.unit) else facts.unit


def _days(session: Session, operation: Operation, products: list[str], first: int, last: int) -> list[dict[str, Any]]:
    found = rows(session, _ORGANIC, op=operation.id, products=products, last=last)
    opening = sum(int(row.came) - int(row.sold) for row in found if row.day < first)
    days = [Day(int(row.day), int(row.came), int(row.sold)) for row in found if row.day >= first]
    return organic_days(opening, days, operation.mass_unit)
