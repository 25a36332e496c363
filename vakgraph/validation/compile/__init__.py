"""Shapes become questions: value tests, focus patterns, and SPARQL constraints asked of all focus nodes at once."""
