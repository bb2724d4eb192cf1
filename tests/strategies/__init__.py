"""Random books, small and dense, for properties of any reading of them."""

from .arrivals import arrivals
from .books import books
from .questions import lots_of, periods, scopes

__all__ = ["arrivals", "books", "lots_of", "periods", "scopes"]
