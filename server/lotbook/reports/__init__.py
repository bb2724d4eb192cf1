"""Decides how the answer of an exercise looks on paper and in a spreadsheet; it adds names, and no figures."""
