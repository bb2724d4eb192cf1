"""Decides what the map of the farm shows, and to which places the shapes of somebody's file belong."""
