"""Memory that one thread has freed is there for the others."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

THREADS = """
import ctypes, sys, threading
from seeds import spare_memory
if sys.argv[2] == "shared":
    spare_memory.share()
gate = threading.Barrier(5)
def work():
    kept = [bytearray(5000) for _ in range(100)]
    gate.wait()
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
gate.wait()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
out = libc.fopen(sys.argv[1].encode(), b"w")
libc.malloc_info(0, ctypes.c_void_p(out))
libc.fclose(ctypes.c_void_p(out))
"""


def heaps(tmp_path: Path, how: str) -> int:
    """Return how many heaps four threads of a new process have made use of."""
    told = tmp_path / "told"
    subprocess.run([sys.executable, "-c", THREADS, str(told), how], check=True)
    return told.read_text().count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has a heap for each thread")
def test_threads_share_one_heap(tmp_path: Path) -> None:
    assert heaps(tmp_path, "own") > 1
    assert heaps(tmp_path, "shared") == 1
