"""Decides what stands on printed labels: blank tags, place signs, lot labels and badges."""
