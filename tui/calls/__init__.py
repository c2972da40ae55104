"""The calls of the command line, one file each. None of them imports Textual."""
