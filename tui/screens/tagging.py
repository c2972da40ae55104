"""Tags on articles and highlights: choosing them for one thing or for many, and seeing all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.base import MainBase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.collection import Listed
    from annotations.model import Change, Highlight


def choose_tags(
    main: MainBase,
    articles: Sequence[Listed] = (),
    highlights: Sequence[Highlight] = (),
    *,
    then: Callable[[Change], None] | None = None,
    new: Callable[[tuple[str, ...]], None] | None = None,
) -> None:
    """Have the reader choose tags for articles and highlights, any number of them, over whatever screen is in
    front; put them on and take them off in one operation, and say so in the main screen's footer.

    ``main`` is the main screen. ``then`` is called once the change is durable; nothing is called when the
    reader steps back or changes nothing. With ``new`` nothing is written: it gets the tags that were chosen
    (for a highlight that is only being made).
    """
    from tui.tag_choosing import TagChoosing

    if articles or highlights or new is not None:
        TagChoosing(main, articles, highlights, then=then, new=new).ask()


class Tagging(MainBase):
    """The commands on tags."""

    def cmd_tag(self, count: int = 1) -> None:
        """Choose the article's tags, or write new ones."""
        if listed := self.current():
            choose_tags(self, [listed])
