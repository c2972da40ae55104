"""The query language: text → tree → what matches. Pickers build trees, never text."""
