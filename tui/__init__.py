"""The faces of docbao: the terminal app and the command line."""
