"""Faults against the annotations: every one of them made to happen, and what became of the reader's words.

``python -m tests.faults`` runs the quick part of each, ``python -m tests.faults --full`` all of them with the
figures that docbao promises; names after it choose some (see ``--help``).
"""
