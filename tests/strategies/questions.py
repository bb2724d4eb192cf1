"""What to ask of a random book: scopes, periods and lots."""

from hypothesis import strategies as st

from .parts import PLANTINGS, STOCK, UNMADE
from .registry import STATUSES

DATES = [f"2026-03-{day:02d}" for day in range(5, 14)] + ["2025-11-01", "2025-11-02", "2026-04-05", "2026-04-08"]


def scopes() -> st.SearchStrategy[dict[str, str]]:
    """Every kind of scope, with a status or without."""
    subject = st.sampled_from(
        [{"commodity": name} for name in ("apple", "juice", "flower", "salt")]
        + [{"variety": "Honeycrisp"}]
        + [{"product": code} for code in ("BIN", "BOX", "STEM", "BUNCH", "CARTON")]
        + [{"lot": code} for code in (*STOCK, UNMADE)]
    )
    status = st.none() | st.sampled_from(STATUSES)
    return st.builds(lambda scope, status: scope | ({"status": status} if status else {}), subject, status)


def periods() -> st.SearchStrategy[tuple[str, str]]:
    """Two dates, both included."""
    dates = st.sampled_from(DATES)
    return st.builds(lambda one, other: (min(one, other), max(one, other)), dates, dates)


def lots_of() -> st.SearchStrategy[str]:
    """A lot, a planting, or one that nothing may have made."""
    return st.sampled_from((*STOCK, *PLANTINGS, UNMADE, "Y", "PL9"))
