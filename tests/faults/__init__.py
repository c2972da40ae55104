"""Faults against the annotations: every one of them made to happen, and what became of the reader's words.

``python -m tests.faults --full`` runs all of them with the figures that docbao promises: kills at any
instant, failures and kills in every call, every cut and 60,000 flipped bits of the files, many writers, two
devices, ``docbao note`` from outside, and a state machine. Without ``--full`` it is the quick part of each,
as in the suite; names after it choose some (see ``--help``). For each it prints how much was tried, how much
was wrong and how long it took, at the end all together, and ends with status 1 when anything was wrong.
"""
