"""Tests mirror server/lotbook; flows, browser and vectors stand beside them."""
