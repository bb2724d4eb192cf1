"""Decides how values become a PDF: the typesetter and the fonts that travel with it."""
