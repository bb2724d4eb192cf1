"""Decides what FDA's electronic sortable spreadsheet says of some lots or a period, and what is missing in it."""
