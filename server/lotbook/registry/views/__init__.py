"""The registry over HTTP: records, their history, and tables of them in and out."""

from lotbook.registry.views import history, records, tables
from lotbook.registry.views.records import json_schemas

blueprints = (*records.blueprints, history.blueprint, tables.blueprint)

__all__ = ["blueprints", "json_schemas"]
