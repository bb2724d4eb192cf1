"""Every test here talks HTTP to the whole application on a database of its module."""

import pytest
from flask import Flask

from tests.support.farm import Farm, make_farm


@pytest.fixture
def farm(app: Flask) -> Farm:
    """A farm of this test's own, among others in the same database."""
    return make_farm(app)
