"""Signing in, setting up, tokens and phones over HTTP."""

from lotbook.identity.views import devices, sessions, setup, tokens

blueprints = (sessions.blueprint, setup.blueprint, tokens.blueprint, devices.blueprint)
