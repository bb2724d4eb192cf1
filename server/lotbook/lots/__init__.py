"""Decides what the book says of lots, tags and stock: readings that can always be made again."""
