"""The events behind a line of a statement, each with what it put there: all of them add up to the line."""

from collections import defaultdict
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from lotbook.balance.groups import Group, postings
from lotbook.balance.queries import account_of, period, units_of
from lotbook.balance.scope import Scope, find_scope
from lotbook.book.queries import entries_by_seq, provenance
from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.kit.mass import mass_text, units_text
from lotbook.lots.rules import RULES

_AGAINST = {"reclassified_in": "reclassified", "reclassified_out": "reclassified"}


class _Asked(NamedTuple):
    """A line of a statement."""

    scope: Scope
    account: str
    first: int
    last: int


def behind(
    session: Session,
    operation: Operation,
    asked: dict[str, str],
    since: str,
    to: str,
    account: str,
    after: int | None,
    limit: int,
) -> dict[str, Any]:
    """Return a page of the events of a line in the order of the book, and what the whole line comes to.

    `after` is `next` of the page before. Raises a Problem for what a statement would refuse, and for the
    opening: behind it stands everything before the period.
    """
    if account == "opening":
        raise Problem("opening_line")
    first, last = period(since, to)
    line = _Asked(find_scope(session, operation, asked), account, first, last)
    put = _by_entry(postings(session, operation, line.scope, _against(account), first, last), line)
    seqs = sorted(put)
    page = [seq for seq in seqs if after is None or seq > after][:limit]
    entries = {entry["seq"]: entry for entry in entries_by_seq(session, operation, page)}
    origin = provenance(session, operation, page)
    whole = sum(mass for mass, _ in put.values())
    return {
        "account": account,
        "mass_mg": whole,
        "mass": mass_text(whole, operation.mass_unit),
        "count": len(seqs),
        "events": [_shown(seq, *put[seq], entries[seq], operation.mass_unit) for seq in page],
        "provenance": origin,
        "next": page[-1] if page and page[-1] != seqs[-1] else None,
        "as_of": {"seq": operation.head_seq, "rules": RULES},
    }


def _against(account: str) -> list[str]:
    """Return what a posting of the line may stand against; units of packs stand against what is in process."""
    if account == "made":
        return ["made", "used", "in_process"]
    if account == "used":
        return ["used", "in_process"]
    return [_AGAINST.get(account, account)]


def _by_entry(found: list[Group], line: _Asked) -> dict[int, tuple[int, dict[str, int]]]:
    """Return mass and units by entry; an entry whose postings cancel within the scope put nothing there."""
    # What moves within the scope has no units on either line, as in the statement.
    moved = any(account_of(one.against, one.up, one.inside) == "inside" for one in found)
    unit_of = {} if moved and line.account in ("made", "used") else units_of(line.scope)
    masses: dict[int, int] = defaultdict(int)
    units: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in found:
        name = account_of(one.against, one.up, one.inside)
        if name == "inside":
            name = "made"  # where it cancels what came of it: transfers within the scope do not show (rule 2)
        if name != line.account:
            continue
        (seq,) = one.seqs
        masses[seq] += one.mass_mg if one.against != "in_process" else 0
        unit = unit_of.get(one.product or "")
        if unit is not None and not (one.inside and one.against == "used"):
            units[seq][unit] += one.units_micro
    return {
        seq: (mass, {unit: amount for unit, amount in sorted(units[seq].items()) if amount})
        for seq, mass in masses.items()
        if mass or any(units[seq].values())
    }


def _shown(seq: int, mass: int, units: dict[str, int], entry: dict[str, Any], mass_unit: str) -> dict[str, Any]:
    return {
        "seq": seq,
        "mass_mg": mass,
        "mass": mass_text(mass, mass_unit),
        "units": {unit: units_text(amount) for unit, amount in units.items()},
        "entry": entry,
    }
