"""Decides what an exercise of an inspection asks and answers, and keeps the answer sealed for whoever reviews it."""
