"""How much land plantings cover, by place and commodity."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

import msgspec
from sqlalchemy.orm import Session

from lotbook.book.events import Plant, decode_event
from lotbook.book.submission import payload_bytes
from lotbook.db import rows
from lotbook.identity.models import Operation
from lotbook.registry.queries import records_by_code
from lotbook.registry.records import Product
from lotbook.yields.rules import area_m2

_PLANTED = """
    SELECT e.body, e.signed, l.product FROM entry e
    JOIN planting_place pp ON pp.operation_id = e.operation_id AND pp.seq = e.seq
    JOIN lot l ON l.operation_id = pp.operation_id AND l.id = pp.lot_id
    WHERE e.operation_id = :op AND e.kind = 'plant' AND e.standing AND e.day <= :day
"""


@dataclass
class Areas:
    """Square metres by place and commodity."""

    commodities: dict[str, str | None]
    planted: dict[tuple[str, str | None], Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def of(self, places: Iterable[str], products: Iterable[str]) -> Decimal:
        """Return what is planted at some places with what these products are picked from."""
        wanted = {self.commodities.get(product) for product in products}
        return sum((self.planted.get((place, one), Decimal(0)) for place in places for one in wanted), Decimal(0))

    def at(self, place: str) -> Decimal:
        """Return what is planted at a place, with anything."""
        return sum((area for (where, _), area in self.planted.items() if where == place), Decimal(0))


def planted_m2(session: Session, operation: Operation, day: int) -> Areas:
    """Return the area of all plantings up to a local day; a planting without an area covers none."""
    commodities = {
        one.code: one.commodity
        for one in records_by_code(session, operation.id, "product", None)
        if isinstance(one, Product)
    }
    areas = Areas(commodities)
    for body, signed, product in rows(session, _PLANTED, op=operation.id, day=day):
        event = decode_event(payload_bytes(bytes(body), signed))
        if isinstance(event, Plant) and event.area is not None and event.place is not None:
            given = msgspec.to_builtins(event.area)
            areas.planted[event.place, commodities.get(product)] += area_m2(str(given["value"]), given["unit"])
    return areas
