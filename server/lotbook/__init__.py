"""Lotbook: the book of lots for farms and packhouses."""

__version__ = "0.1.0"
