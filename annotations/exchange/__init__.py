"""Bringing annotations out and in: one file a format, and what they share."""
