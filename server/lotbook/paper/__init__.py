"""Decides how values become a PDF: the typesetter and the fonts that travel with it."""

from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
