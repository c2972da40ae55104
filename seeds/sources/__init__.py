"""Bringing articles in: files and folders."""
