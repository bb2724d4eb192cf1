"""Every test here has a book of its own."""

import pytest
from flask import Flask

from tests.support.book import Book


@pytest.fixture
def book(app: Flask) -> Book:
    """A small farm's book without an event."""
    return Book(app).farm()
