"""The application: wiring only."""

from importlib.metadata import version

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import lotbook.balance.views
import lotbook.book.views
import lotbook.demo.views
import lotbook.exercises.views
import lotbook.findings.views
import lotbook.identity.views
import lotbook.journal.views
import lotbook.labels.views
import lotbook.land.views
import lotbook.lots.views
import lotbook.registry.views
import lotbook.reports.views
import lotbook.sync.views
import lotbook.today.views
import lotbook.trace.views
import lotbook.yields.views
from lotbook.config import Settings, from_environment
from lotbook.db import db, prepare_engine
from lotbook.identity import access
from lotbook.registry.people import roles_of
from lotbook.web import body, documents, headers, health, logs, metrics, openapi, packing, pages, problems

BLUEPRINTS = (
    *lotbook.identity.views.blueprints,
    *lotbook.registry.views.blueprints,
    lotbook.book.views.blueprint,
    lotbook.lots.views.blueprint,
    lotbook.balance.views.blueprint,
    lotbook.trace.views.blueprint,
    lotbook.findings.views.blueprint,
    lotbook.journal.views.blueprint,
    lotbook.yields.views.blueprint,
    lotbook.land.views.blueprint,
    lotbook.exercises.views.blueprint,
    lotbook.reports.views.blueprint,
    lotbook.today.views.blueprint,
    lotbook.demo.views.blueprint,
    *lotbook.labels.views.blueprints,
    *lotbook.sync.views.blueprints,
)


# Parameters of statements are people's names and passwords' hashes: they stay out of every log.
ENGINE = {"pool_size": 16, "max_overflow": 16, "pool_pre_ping": True, "hide_parameters": True}


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application for some settings, those of the environment if left out."""
    settings = settings or from_environment()
    app = Flask("lotbook", static_folder=None)
    app.config.update(
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=ENGINE,
        PUBLIC_URL=settings.public_url,
        SECURE_COOKIES=settings.https,
        SECURE_CONTEXT=settings.secure_context,
        FILES=settings.files,
        TILE_HOSTS=settings.tile_hosts,
        MAX_CONTENT_LENGTH=body.SWALLOWED,
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    settings.data.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)

    logs.configure()
    logs.register(app)
    body.register(app)
    access.guard(app, roles_of)
    problems.register(app)
    packing.register(app)
    headers.register(app, https=settings.https)
    metrics.register(app)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(documents.blueprint)
    pages.register(app, settings.app_folder)

    api = openapi.make_api(app, version("lotbook"))
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint, url_prefix=openapi.PREFIX)
    shapes = {
        **lotbook.sync.views.events.json_schemas(),
        **lotbook.registry.views.json_schemas(),
        **lotbook.exercises.views.json_schemas(),
        **lotbook.reports.views.json_schemas(),
    }
    app.extensions[documents.EXTENSION] = openapi.describe(app, api, shapes)
    return app
