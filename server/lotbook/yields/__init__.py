"""Decides what was harvested of an area, and whether an acre can have given so much."""
