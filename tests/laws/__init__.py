"""The laws of 1-domain.md, on random books, through what everybody may ask, on both databases."""
