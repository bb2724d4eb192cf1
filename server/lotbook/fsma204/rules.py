"""The columns of each critical tracking event, and which of them nobody filled. Pure (21 CFR 1.1325 to 1.1350)."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

MOST_EVENTS = 100


class Kde(NamedTuple):
    """A key data element as the rule names it; `kind` says what its cells hold: text, or the code of a record."""

    name: str
    kind: str = "text"
    required: bool = True


PAPER = (Kde("Reference document type"), Kde("Reference document number"))
WHAT = (Kde("Commodity"), Kde("Variety", required=False))
MUCH = (Kde("Quantity"), Kde("Unit of measure"))

COLUMNS: dict[str, tuple[Kde, ...]] = {
    # 1.1325(a)
    "harvesting": (
        *WHAT,
        *MUCH,
        Kde("Farm location", "operation"),
        Kde("Field or growing area", "place"),
        Kde("Harvest date"),
        Kde("Harvest lot", required=False),
        Kde("Recipient location (initial packer)", "place"),
        *PAPER,
    ),
    # 1.1325(b)
    "cooling": (
        *WHAT,
        *MUCH,
        Kde("Cooling location", "place"),
        Kde("Cooling date"),
        Kde("Farm location", "operation"),
        Kde("Lot", required=False),
        Kde("Recipient location (initial packer)", "place"),
        *PAPER,
    ),
    # 1.1330(a)
    "initial_packing": (
        Kde("Commodity received"),
        Kde("Variety received", required=False),
        Kde("Date received"),
        Kde("Quantity received"),
        Kde("Unit received"),
        Kde("Farm location", "operation"),
        Kde("Field or growing area", "place"),
        Kde("Harvester", "operation"),
        Kde("Harvest date"),
        Kde("Cooling location", "place", required=False),
        Kde("Cooling date", required=False),
        Kde("TLC (Batch)"),
        Kde("Product description", "product"),
        Kde("Quantity packed"),
        Kde("Unit packed"),
        Kde("Packing location (TLC source)", "place"),
        Kde("Date packed"),
        *PAPER,
    ),
    # 1.1340
    "shipping": (
        Kde("TLC-GTIN", required=False),
        Kde("TLC-Batch"),
        Kde("Quantity"),
        Kde("Unit of measure"),
        Kde("Product description", "product"),
        Kde("Ship-to location", "partner"),
        Kde("Ship-from location", "place"),
        Kde("Ship date"),
        Kde("TLC source", "place"),
        *PAPER,
    ),
    # 1.1345
    "receiving": (
        Kde("TLC-Batch"),
        Kde("Quantity"),
        Kde("Unit of measure"),
        Kde("Product description", "product"),
        Kde("Immediate previous source", "partner"),
        Kde("Receiving location", "place"),
        Kde("Date received"),
        Kde("TLC source"),
        *PAPER,
    ),
    # 1.1350
    "transformation": (
        Kde("Used TLC-Batch"),
        Kde("Used product description", "product"),
        Kde("Used quantity"),
        Kde("Used unit of measure"),
        Kde("Produced TLC-Batch"),
        Kde("Produced product description", "product"),
        Kde("Produced quantity"),
        Kde("Produced unit of measure"),
        Kde("Transformation location (TLC source)", "place"),
        Kde("Date transformed"),
        *PAPER,
    ),
}
PAIRED = ("initial_packing", "transformation")
"""Each input stands beside each output: quantities repeat, and must never be summed."""


class Row(NamedTuple):
    """A line of a sheet, and the event that it says."""

    event: str
    cells: tuple[str | None, ...]


def sheet(cte: str, rows: Sequence[Row]) -> dict[str, Any]:
    """Return a sheet: headings, what each column holds, rows in the order of their events, and how to read it."""
    columns = COLUMNS[cte]
    return {
        "columns": [one.name for one in columns],
        "kinds": [one.kind for one in columns],
        "rows": [list(row.cells) for row in rows],
        "note": "Paired: each input stands beside each output; quantities repeat, never sum them."
        if cte in PAIRED
        else "Listed: a line is a lot of an event.",
    }


def completeness(cte: str, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return, for each element that the rule asks for, in how many events it is missing, and in which."""
    events: dict[str, list[tuple[str | None, ...]]] = {}
    for row in rows:
        events.setdefault(row.event, []).append(row.cells)
    found = []
    for place, kde in enumerate(COLUMNS[cte]):
        if not kde.required or not events:
            continue
        missing = [event for event, some in events.items() if not all(cells[place] for cells in some)]
        about = {"cte": cte, "kde": kde.name, "events": len(events), "missing": len(missing)}
        found.append({**about, "missing_in": missing[:MOST_EVENTS]})
    return found
