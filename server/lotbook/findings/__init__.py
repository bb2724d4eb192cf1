"""Decides what in the book is odd; a finding never stops a recording."""
