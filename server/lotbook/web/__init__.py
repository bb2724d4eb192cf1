"""Decides how we speak HTTP: problems, headers, logs, metrics, documents, and the built app."""
