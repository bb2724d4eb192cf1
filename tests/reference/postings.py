"""A posting: one signed quantity of one lot on one account."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Posting:
    """`event` is a pack's last event where the sum of a whole run is split; `group` is the run, or the event.

    Accounts other than `stock` and `in_process` carry the opposite sign of a statement's line, so that each group
    sums to zero. `peer` is the other lot of a transfer (rule 2).
    """

    event: str
    group: str
    lot: str
    account: str
    day: date
    at: datetime
    mass_mg: int
    units_micro: int = 0
    place: str | None = None
    peer: str | None = None
