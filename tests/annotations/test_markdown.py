"""Notes are read by several threads at once: those who draw them, and those who look for their links."""

from __future__ import annotations

import subprocess
import sys

_AT_ONCE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

sys.setswitchinterval(1e-6)
from annotations.markdown import parser

together = Barrier(8)


def links(number):
    together.wait()
    tokens = parser().parse(f"[một](https://báo.vn/{number}~)")
    return [child.attrs["href"] for token in tokens for child in token.children or () if child.attrs]


with ThreadPoolExecutor(8) as pool:
    print(sum(len(found) for found in pool.map(links, range(8))))
"""


def test_the_first_notes_may_be_read_by_several_threads_at_once() -> None:
    ran = subprocess.run([sys.executable, "-c", _AT_ONCE], capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "8", ran.stderr[-500:]
