"""A stretch of a text between quotation marks, as it may be pasted elsewhere."""

from __future__ import annotations


def quoted(text: str) -> str:
    """Return a text in “” on one line for each paragraph; in «» where it has such marks of its own."""
    paragraphs = [" ".join(line.split()) for line in text.split("\n")]
    joined = "\n".join(paragraph for paragraph in paragraphs if paragraph)
    return f"«{joined}»" if "“" in joined or "”" in joined else f"“{joined}”"
