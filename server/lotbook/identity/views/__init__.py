"""Signing in, setting up, tokens and phones over HTTP."""

from lotbook.identity.views import devices, inspection, sessions, setup, tokens

blueprints = (sessions.blueprint, setup.blueprint, tokens.blueprint, devices.blueprint, inspection.blueprint)
