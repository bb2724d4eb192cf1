"""Decides how a phone's record gets here exactly once, and how a phone learns what the book says."""
