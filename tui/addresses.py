"""Web addresses that articles carry: which may be opened, how they are shown, and opening them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from concurrent.futures import Future

from tui.wall import FORBIDDEN

LONGEST = 2000
"""Code points of an address, at most."""

PATIENCE = 20.0
"""Seconds to wait for a browser to say that it failed; one still busy after that has started."""

_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*\.?", re.ASCII)
_IPV6 = re.compile(r"[0-9a-f:.]+", re.ASCII)
# "Isolated", so that nothing in the folder docbao was started from is taken for Python's own module.
_OPEN = (sys.executable, "-I", "-c", "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))")


def safe_address(url: str) -> str | None:
    """Return the address that would be opened, in ASCII, or None for one that must not be.

    Only http and https; no name or password in it, no white space, controls, invisible or bidi characters, no
    backslash. The host is in its registered form (``xn--…``), so that letters that only look alike show.
    """
    from urllib.parse import quote, urlsplit

    url = url.strip(" \t\r\n")
    if not url or len(url) > LONGEST or FORBIDDEN.search(url) or re.search(r"[\s\\<>\"]", url):
        return None
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in ("http", "https") or "@" in parts.netloc or port == 0 or len(host) > 253:
        return None
    if ":" in host:
        if not _IPV6.fullmatch(host):
            return None
        host = f"[{host}]"
    elif not _HOST.fullmatch(host):
        return None
    kept = "/%:@!$&'()*+,;=~-._?"
    tail = quote(parts.path, safe=kept)
    if parts.query:
        tail += "?" + quote(parts.query, safe=kept)
    if parts.fragment:
        tail += "#" + quote(parts.fragment, safe=kept)
    return f"{parts.scheme.lower()}://{host}{f':{port}' if port else ''}{tail}"


def shown_address(address: str) -> str:
    """Return a safe address as it is shown: a host in other letters has those beside it."""
    from urllib.parse import urlsplit

    host = urlsplit(address).hostname or ""
    if "xn--" not in host:
        return address
    try:
        letters = host.encode("ascii").decode("idna")
    except UnicodeError:
        return address
    return address if FORBIDDEN.search(letters) else f"{address} ({letters})"


def open_address(url: str) -> Future[bool]:
    """Open an address in the reader's browser, without a shell and without waiting.

    The answer says whether a browser took it; it is False at once for an address that is not safe, and where
    there is no desktop to show one.
    """
    answer: Future[bool] = Future()
    address = safe_address(url)
    if address is None or not _has_desktop():
        answer.set_result(False)
        return answer
    threading.Thread(target=_open, args=(address, answer), name="browser", daemon=True).start()
    return answer


def _has_desktop() -> bool:
    """Say whether a browser has a place of its own: a text browser would take this terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(name in os.environ for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"))


def _open(address: str, answer: Future[bool]) -> None:
    try:
        # A process of its own: browsers write to the terminal they were started from.
        started = subprocess.Popen(
            [*_OPEN, address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        answer.set_result(started.wait(PATIENCE) == 0)
    except subprocess.TimeoutExpired:
        answer.set_result(True)
    except OSError:
        answer.set_result(False)
