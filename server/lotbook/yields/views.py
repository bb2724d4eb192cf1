"""Yields over HTTP: what was harvested, of which land, and what packing made of it."""

from datetime import date
from typing import Any

from flask import Response

from lotbook.db import reading
from lotbook.errors import Problem
from lotbook.identity.access import READERS, allow, current_operation
from lotbook.web.openapi import Blueprint
from lotbook.web.reply import reply
from lotbook.yields import blocks, packout, picked, plantings, season
from lotbook.yields.schemas import (
    BlocksBody,
    DaysQuery,
    LotsBehindBody,
    LotsBehindQuery,
    PackoutBody,
    PackoutLotsQuery,
    PackoutQuery,
    PlantingsBody,
    PlantingsQuery,
    SeasonBody,
    SeasonQuery,
)

blueprint = Blueprint("yields", __name__, description="Yields: what was harvested of which land.")


@blueprint.get("/harvest")
@blueprint.arguments(SeasonQuery, location="query")
@blueprint.response(200, SeasonBody)
@allow(*READERS, "packer", part="records")
def harvest(query: dict[str, Any]) -> Response:
    """The harvest of some days in groups; by person only where the operation's record says so."""
    since, to = days(query)
    with reading() as session:
        operation = current_operation(session)
        if query["by"] == "person" and not season.by_person_is_on(session, operation):
            raise Problem("by_person_is_off")
        return reply(season.season(session, operation, since, to, query["by"], query["commodity"]))


@blueprint.get("/harvest/blocks")
@blueprint.arguments(DaysQuery, location="query")
@blueprint.response(200, BlocksBody)
@allow(*READERS, "packer", part="records")
def show_blocks(query: dict[str, Any]) -> Response:
    """Every block with its area, what grows there, its harvest of some days, and when it was last picked."""
    since, to = days(query)
    with reading() as session:
        return reply(blocks.blocks(session, current_operation(session), since, to))


@blueprint.get("/harvest/packout")
@blueprint.arguments(PackoutQuery, location="query")
@blueprint.response(200, PackoutBody)
@allow(*READERS, "packer", part="records")
def show_packout(query: dict[str, Any]) -> Response:
    """What packing made of each block's harvest of a commodity."""
    since, to = days(query)
    with reading() as session:
        return reply(packout.packout(session, current_operation(session), since, to, query["commodity"]))


@blueprint.get("/harvest/packout/lots")
@blueprint.arguments(PackoutLotsQuery, location="query")
@blueprint.response(200, LotsBehindBody)
@allow(*READERS, "packer", part="records")
def show_packout_lots(query: dict[str, Any]) -> Response:
    """The lots behind a figure of the packout."""
    since, to = days(query)
    asked = query["commodity"], query["place"], query["part"]
    with reading() as session:
        return reply(packout.packout_lots(session, current_operation(session), since, to, *asked))


@blueprint.get("/harvest/lots")
@blueprint.arguments(LotsBehindQuery, location="query")
@blueprint.response(200, LotsBehindBody)
@allow(*READERS, "packer", part="records")
def show_lots(query: dict[str, Any]) -> Response:
    """The lots behind a figure of the harvest; of a person only where the operation's record says so."""
    since, to = days(query)
    which = picked.Which(since, to, **{name: value for name, value in query.items() if name not in ("from_", "to")})
    with reading() as session:
        operation = current_operation(session)
        if which.person is not None and not season.by_person_is_on(session, operation):
            raise Problem("by_person_is_off")
        return reply(picked.picked(session, operation, which))


@blueprint.get("/harvest/plantings")
@blueprint.arguments(PlantingsQuery, location="query")
@blueprint.response(200, PlantingsBody)
@allow(*READERS, "packer", part="records")
def show_plantings(query: dict[str, Any]) -> Response:
    """Plantings beside their plans: what was expected of these days, and what came."""
    since, to = days(query)
    with reading() as session:
        operation = current_operation(session)
        return reply(plantings.plantings(session, operation, since, to, query["place"], query["code"]))


def days(query: dict[str, Any]) -> tuple[str, str]:
    """Return both ends as text; refuses a period that ends before it begins."""
    since, to = (one.isoformat() for one in (query["from_"], query["to"]))
    if to < since:
        raise Problem("dates_reversed", since=since, until=to)
    if not date(1900, 1, 1) <= query["from_"] <= query["to"] <= date(2200, 1, 1):
        raise Problem("bad_date", value=since)
    return since, to
