"""Lots, their stories, and what tags mean."""

from typing import Any

from flask import Response

from lotbook.book.prices import without_prices
from lotbook.book.queries import provenance
from lotbook.db import reading
from lotbook.identity.access import EVERYBODY, allow, current_caller, current_operation
from lotbook.kit.clock import now
from lotbook.lots import queries, stock
from lotbook.lots.holds import lots_on_hold
from lotbook.lots.listing import Wanted, lots
from lotbook.lots.schemas import HoldsBody, LotsPage, LotsQuery, LotStory, StockBody, TagBody
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply

blueprint = Blueprint("lots", __name__, description="Lots: stock on hand, status, history; and tags.")


@blueprint.get("/lots")
@blueprint.arguments(LotsQuery, location="query")
@blueprint.response(200, LotsPage)
@allow(*EVERYBODY, devices=True, part="any")
def listing(query: dict[str, Any]) -> Response:
    """Lots with what is left of them, by code or in another order."""
    limit, after, order, down = (query.pop(name) for name in ("limit", "after", "order", "down"))
    wanted = Wanted(since=query.pop("from_"), **query)
    with reading() as session:
        operation = current_operation(session)
        found = lots(session, operation, wanted, order=order, down=down, after=after, limit=limit + 1)
    shown = found[:limit]
    return reply({"lots": shown, "next": shown[-1]["lot"] if len(found) > limit else None})


@blueprint.get("/stock")
@blueprint.response(200, StockBody)
@allow(*EVERYBODY, devices=True, part="any")
def show_stock() -> Response:
    """What is in stock by product, status and place, how old it is, and which lots are on hold."""
    with reading() as session:
        return reply(stock.stock(session, current_operation(session), now()))


@blueprint.get("/holds")
@blueprint.response(200, HoldsBody)
@allow(*EVERYBODY, devices=True, part="any")
def show_holds() -> Response:
    """Lots on hold, wherever they are, with the reason: so that every screen can warn."""
    with reading() as session:
        held = lots_on_hold(session, current_operation(session))
    shown = [
        {"lot": lot, "reason": one.reason, "at": one.at.isoformat(), "by": one.by} for lot, one in sorted(held.items())
    ]
    return reply({"holds": shown})


@blueprint.get("/lots/<path:code>")
@blueprint.response(200, LotStory)
@allow(*EVERYBODY, devices=True, part="any")
def story(code: str) -> Response:
    """One lot with its events, links, tags and findings."""
    with reading() as session:
        operation = current_operation(session)
        found = queries.lot(session, operation, code)
        origin = provenance(session, operation, [one["seq"] for one in found["events"]])
    if not current_caller().sees_amounts:
        found["events"] = [without_prices(one) for one in found["events"]]
    return reply({**found, "provenance": origin})


@blueprint.get("/tags/<path:code>")
@blueprint.response(200, TagBody)
@allow(*EVERYBODY, devices=True, part="any")
def tag(code: str) -> Response:
    """What a tag means now."""
    with reading() as session:
        return reply(queries.tag(session, current_operation(session), code))
