"""That the index could not be asked: known also where nothing of it is loaded."""


class Unanswered(KeyError):
    """The index could not be asked just now: it is of another epoch meanwhile, or cannot be read. A later
    catalogue has what was asked for."""
