"""Small pure tools that know nothing of farms: mass, codes, ids, time, bytes."""
