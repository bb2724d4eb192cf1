"""Phones, programs and files over HTTP."""

from lotbook.sync.views import events, files, pull, push

blueprints = (push.blueprint, pull.blueprint, events.blueprint, files.blueprint)
