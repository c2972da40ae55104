"""That nobody waits for an answer any more: apart, so that whoever asks need not load what answers."""


class Stopped(Exception):
    """Nobody waits for the answer any more."""
