"""Decides what the first page of the desk shows of the day."""
