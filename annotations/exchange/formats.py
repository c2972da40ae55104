"""The formats there are and what each can carry: the one table that help, README and the losses that are said
at an export are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

FormatName = Literal["json", "w3c", "markdown", "readwise", "brat"]
Carried = Literal["whole", "part", "no"]
Thing = Literal[
    "highlights",
    "places",
    "kinds",
    "highlight-tags",
    "highlight-notes",
    "article-notes",
    "article-tags",
    "stars",
    "states",
    "times",
    "ids",
    "corrections",
    "entities",
    "texts",
]
THINGS: tuple[Thing, ...] = get_args(Thing)
"""What is exported, as far as a format has room for it. ``places`` are positions with what stands around a
quote, ``states`` read, archived and reading position, ``texts`` the versions of texts that highlights were
made on; ``entities`` are read out of an article, not written by the reader."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format. ``folder``: it is a folder of files, not one file. ``suffix`` is what a file's name ends
    in; ``carries`` says of each thing how well it is carried."""

    name: FormatName
    folder: bool
    suffix: str
    carries: dict[Thing, Carried]
    imports: bool = True


def _carries(whole: str, part: str = "") -> dict[Thing, Carried]:
    return {
        thing: "whole" if thing in whole.split() else "part" if thing in part.split() else "no"
        for thing in THINGS
    }


_ANNOTATIONS = "highlights kinds highlight-tags highlight-notes article-notes article-tags"

FORMATS: dict[str, Format] = {
    it.name: it
    for it in (
        Format(
            "json",
            folder=False,
            suffix=".json",
            carries=_carries(f"{_ANNOTATIONS} places stars states times ids corrections texts"),
        ),
        Format(
            "w3c",
            folder=False,
            suffix=".jsonld",
            carries=_carries(f"{_ANNOTATIONS} places stars times ids"),
        ),
        Format(
            "markdown",
            folder=True,
            suffix=".md",
            carries=_carries(f"{_ANNOTATIONS} stars ids", part="places times"),
        ),
        Format(
            "readwise",
            folder=False,
            suffix=".csv",
            carries=_carries("highlights highlight-notes", part="places highlight-tags times"),
        ),
        Format("brat", folder=True, suffix=".ann", carries=_carries("entities"), imports=False),
    )
}
"""The formats by name, in the order in which they are offered."""
