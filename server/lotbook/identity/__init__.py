"""Decides who is asking, for which operation, and what they may do."""
