"""How many books each law is tried on, and what to ask of a book."""

from typing import Any

from hypothesis import HealthCheck, Phase, settings

Lines = list[dict[str, Any]]
Period = tuple[str, str]
Scope = dict[str, str]

LONG_AGO, LAST = "2020-01-01", "2026-12-31"
ROUNDING_MG = 20
"""What single roundings of many lines may add up to."""

# The same books in every run: a law that fails here fails for everybody. To shrink a book takes minutes, so nobody
# waits for it: add Phase.shrink to look into one.
some_books = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)

# For laws that take a book in twice.
few_books = settings(some_books, max_examples=4)
