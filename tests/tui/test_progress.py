"""How far reading a library has come is told in the header."""

import pytest

from seeds.feed import ScanProgress
from tui.sentences import progress_in_words
from tui.words import Words


@pytest.mark.parametrize(
    ("progress", "told"),
    [
        (ScanProgress("files", 0, 100_000, None), "reading 0/100000"),
        (ScanProgress("files", 1, 100_000, 180_000.0), "reading 1/100000"),
        (ScanProgress("files", 1, 10, 90.0), "reading 1/10, 2 min left"),
        (ScanProgress("files", 500, 100_000, 400.0), "reading 500/100000, 7 min left"),
        (ScanProgress("names", 99_000, 100_000, 62.0), "names in 99000/100000, 1 min left"),
        (ScanProgress("names", 99_990, 100_000, 4.0), "names in 99990/100000"),
        (ScanProgress("names", 100_000, 100_000, 0.0), ""),
    ],
)
def test_what_is_left_is_told_in_minutes(progress: ScanProgress, told: str) -> None:
    assert progress_in_words(progress, Words("en")) == told
