"""A demonstration farm: one season of a mixed organic operation, made from a seed, true to the last pound."""
