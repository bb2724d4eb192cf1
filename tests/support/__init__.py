"""Machinery that tests, checks and benchmarks share; it knows nothing of the domain."""
