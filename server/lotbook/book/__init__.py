"""The heart: what was recorded, in which order, and which of it stands."""
