"""The exact rules of 2-contract.md as functions from values to values: no database here."""

RULES = 1
"""The version of the rules that statements and traces are read by."""
