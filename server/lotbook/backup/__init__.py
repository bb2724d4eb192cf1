"""Decides what a backup holds, proves that it can be read, and puts a book back from it."""
