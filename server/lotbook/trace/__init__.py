"""Decides where a lot came from and where it went, how much of it, and what nobody can say."""
