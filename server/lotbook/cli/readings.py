"""`lotbook balance` and `lotbook trace`: what the book says, as text or JSON."""

import click

from lotbook.cli.database import database
from lotbook.cli.options import json_option, operation_option, scope_options, taken_scope
from lotbook.cli.shown import show


@click.command()
@scope_options
@operation_option
@json_option
def balance(since: str, to: str, operation: str | None, as_json: bool, **scope: str | None) -> None:
    """A mass balance of one commodity, variety, product or lot over a period."""
    asked = taken_scope(scope)
    with database():
        from lotbook.balance.queries import statement
        from lotbook.balance.text import statement_text
        from lotbook.db import reading
        from lotbook.lots.operations import the_operation

        with reading() as session:
            found = statement(session, the_operation(session, operation), asked, since, to)
        show(found, as_json, statement_text)


@click.command()
@click.argument("direction", type=click.Choice(("back", "forward")))
@click.argument("lot")
@operation_option
@json_option
def trace(direction: str, lot: str, operation: str | None, as_json: bool) -> None:
    """Where LOT came from (back), or where it went (forward)."""
    with database():
        from lotbook.db import reading
        from lotbook.lots.operations import the_operation
        from lotbook.trace.queries import trace as trace_of
        from lotbook.trace.text import trace_text

        with reading() as session:
            chosen = the_operation(session, operation)
            found, unit = trace_of(session, chosen, direction, lot, 0), chosen.mass_unit
        show(found, as_json, lambda one: trace_text(one, unit))
