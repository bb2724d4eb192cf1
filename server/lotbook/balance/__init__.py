"""Decides whether inputs account for outputs, for a product and a period of the inspector's choosing."""
