"""News outlets: one name for each, whatever code, masthead or address it signs with."""

from __future__ import annotations

from functools import cache

from seeds import lexicon
from seeds.folding import fold


def outlet(name: str) -> str | None:
    """Return the outlet that a name, a dateline code (``TPO``) or a host stands for; None when it is
    unknown."""
    name = " ".join(name.split()).strip("()[] .:-–—|")
    if not name:
        return None
    names, codes, _ = _tables()
    if name in codes:
        return codes[name]
    return names.get(fold(name)) or (outlet_at(name) if "." in name and " " not in name else None)


def outlet_at(host: str) -> str | None:
    """Return the outlet whose site a host belongs to (``vnexpress.net``, ``m.vtcnews.vn``); None when
    unknown."""
    hosts = _tables()[2]
    parts = host.lower().split(".")
    return next(
        (hosts[name] for at in range(len(parts) - 1) if (name := ".".join(parts[at:])) in hosts), None
    )


def is_vietnamese(name: str) -> bool:
    """Say whether an outlet, by the name the table has for it, is one of Vietnam's own."""
    return name in _own()


@cache
def _own() -> frozenset[str]:
    return frozenset(
        name
        for name, hosts, _ in _rows()
        if (hosts[0].endswith(".vn") and not hosts[0].endswith(".gov.vn"))
        or hosts[0] in ("vnexpress.net", "baomoi.com")
    )


def spellings() -> tuple[str, ...]:
    """Return every name and code of an outlet as it is written, longest first: for patterns that look for
    them."""
    return _tables_spelled()


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    table = lexicon.text("outlets.tsv")
    rows = []
    for line in table.splitlines():
        if line and not line.startswith("#"):
            name, hosts, names = line.split("\t")
            rows.append((name, tuple(hosts.split(",")), tuple(names.split(","))))
    return tuple(rows)


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return names (folded), codes (in capitals, as written) and hosts."""
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    hosts: dict[str, str] = {}
    for name, places, others in _rows():
        hosts.update(dict.fromkeys(places, name))
        for other in (name, *others):
            # A short code such as AP or VOV must not be found in a folded "ấp".
            if other.isupper() and len(other) <= 6:
                codes[other] = name
            else:
                names.setdefault(fold(other), name)
    return names, codes, hosts


@cache
def _tables_spelled() -> tuple[str, ...]:
    return tuple(sorted({other for _, _, names in _rows() for other in names}, key=len, reverse=True))
