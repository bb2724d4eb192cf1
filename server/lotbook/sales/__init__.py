"""Decides whether what was shipped was billed, and whether as much organic product was there as was sold."""
