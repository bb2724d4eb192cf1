"""Decides what places, products, recipes, partners, people and devices are called and worth."""
