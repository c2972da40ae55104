"""Web addresses: which are safe to keep, and the one form under which an article is known."""

from __future__ import annotations

import re

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|zarsrc|zalo\w*|mc_[ce]id|ref|source|from|spm|share|cmpid)$", re.I
)
_LONGEST = 2000


def web_address(text: str) -> str | None:
    """Return the text as the address of an article that may be shown and opened: http or https with a host
    and something after it, printable, no white space, at most 2,000 code points; None for anything else."""
    from urllib.parse import urlsplit

    text = text.strip()
    if (
        len(text) > _LONGEST
        or not text.isprintable()
        or any(character in text for character in " <>\"'`{}|\\^")
    ):
        return None
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None  # no port number, or brackets that are no IPv6 address
    if parts.scheme not in ("http", "https") or not host or port == 0 or "@" in parts.netloc:
        return None
    return text if parts.path.strip("/") or parts.query else None


def canonical(address: str) -> str:
    """Return the form of a web address that all ways of writing it share: https, no ``www.`` or ``m.``, no
    fragment, no tracking values, no slash at the end."""
    from urllib.parse import parse_qsl, urlencode, urlsplit

    parts = urlsplit(address)
    host = re.sub(r"^(?:www|m|mobile|amp)\.", "", (parts.hostname or "").lower())
    values = sorted((name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.match(name))
    query = "?" + urlencode(values) if values else ""
    return f"https://{host}{parts.path.rstrip('/')}{query}"
