"""Reads what people did at the desk, and keeps what the book has no line for."""
